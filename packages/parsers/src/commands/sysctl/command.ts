import type { Sysctl } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { parseSysctls } from './parse.ts';
import { sysctlRequestOf } from './request.ts';

/** `sysctl -a`, `sysctl KEY…`, `sysctl -n KEY…`, `cat /proc/sys/net/…`, `grep . /proc/sys/net/…`. */
export const sysctl = defineCommand<Sysctl>({
  name: 'sysctl',
  accepts: (argv) => sysctlRequestOf(argv) !== undefined,
  recognizes: recognizeSysctls,
  parse: parseSysctls,
  facts: (sysctls, argv) => {
    const request = sysctlRequestOf(argv);
    const isSettled = request?.isWhole && request.form === 'keys and values';
    return { sysctls, captured: isSettled ? ['sysctls'] : [] };
  },
});

/** `net.ipv4.ip_forward = 1`; a list that begins with another branch is that of `sysctl -a`. */
function recognizeSysctls(text: string): readonly string[] | undefined {
  // /proc/sys/net/ipv4/ip_forward:1
  if (/^\/proc\/sys\/net\/\S+:/.test(text)) return ['grep', '-rH', '.', '/proc/sys/net'];
  const [, branch] =
    /^\s*(abi|crypto|debug|dev|fs|kernel|net|user|vm)\.[\w./-]+ = /.exec(text) ?? [];
  if (branch === undefined) return undefined;
  return branch === 'abi' ? ['sysctl', '-a'] : ['sysctl', branch];
}
