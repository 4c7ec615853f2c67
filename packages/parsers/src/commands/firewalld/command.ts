import type { FirewalldZone } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { parseFirewalldZones } from './parse.ts';

/** `firewall-cmd --list-all-zones`, `--list-all [--zone=…]`, `--info-zone=…`. */
export const firewalldZones = defineCommand<FirewalldZone>({
  name: 'firewall-cmd',
  accepts: ([program, ...args]) =>
    program === 'firewall-cmd' &&
    args.some((arg) => /^--(list-all|list-all-zones|info-zone(=.*)?)$/.test(arg)) &&
    !args.some((arg) => arg.startsWith('--policy')),
  recognizes: (text) =>
    /^\s*[\w.-]+( \([a-z, ]*\))?\n {2}target: .*\n( {2}[a-z-]+: .*\n){0,3} {2}interfaces:/.test(
      text,
    )
      ? ['firewall-cmd', '--list-all-zones']
      : undefined,
  parse: parseFirewalldZones,
  facts: (firewalldZones, argv) => ({
    ...(firewalldZones.length > 0 && { firewalldZones }),
    captured:
      firewalldZones.length > 0 &&
      argv.includes('--list-all-zones') &&
      !argv.includes('--permanent')
        ? ['firewalldZones']
        : [],
  }),
});
