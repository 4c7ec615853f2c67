import { defineCommand } from '../command.ts';
import { type Hostname, parseHostname } from './parse.ts';

/** `hostname`, `uname -n`, `cat /etc/hostname`, `hostnamectl`; not `hostname -I` or `hostname NAME`. */
export const hostname = defineCommand<Hostname>({
  name: 'hostname',
  accepts: ([program, ...args]) => {
    switch (program) {
      case 'hostname':
        return args.every((arg) => /^(-[fs]|--fqdn|--long|--short)$/.test(arg));
      case 'uname':
        return args.length === 1 && /^(-n|--nodename)$/.test(args[0] ?? '');
      case 'cat':
        return args.length === 1 && args[0] === '/etc/hostname';
      case 'hostnamectl':
        return args.length === 0 || /^(status|--static|--transient)$/.test(args.join(' '));
      default:
        return false;
    }
  },
  recognizes: (text) => (/^ *Static hostname: /.test(text) ? ['hostnamectl'] : undefined),
  parse: parseHostname,
  facts: ([hostname]) => ({
    ...(hostname && { hostname }),
    captured: hostname ? ['hostname'] : [],
  }),
});
