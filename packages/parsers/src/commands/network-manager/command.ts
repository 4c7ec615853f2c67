import type { UnmanagedDevices } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { parseNetworkManagerConf } from './parse.ts';

/**
 * A configuration file that was shown (`cat FILE`), or written by a here-document
 * (`cat > FILE <<EOF`, `tee FILE <<EOF`), or all of them as `NetworkManager --print-config` merges
 * them.
 */
export const networkManagerConf = defineCommand<UnmanagedDevices>({
  name: 'NetworkManager.conf',
  accepts: ([program, ...args]) => {
    if (program === 'NetworkManager') return args.includes('--print-config');
    return (program === 'cat' || program === 'tee') && args.some((arg) => CONF_FILE.test(arg));
  },
  recognizes: (text) =>
    /^\[keyfile\][^\S\n]*$/m.test(text) && /^unmanaged-devices[^\S\n]*\+?=/m.test(text)
      ? ['cat', '/etc/NetworkManager/NetworkManager.conf']
      : undefined,
  parse: parseNetworkManagerConf,
  facts: (unmanagedDevices, [program]) => ({
    ...(unmanagedDevices.length > 0 && { unmanagedDevices }),
    // One of several files may be silent on it; all of them together say that there are none.
    captured:
      unmanagedDevices.length > 0 || program === 'NetworkManager' ? ['unmanagedDevices'] : [],
  }),
  settledBySilence: () => [],
});

const CONF_FILE = /^>{0,2}\/(etc|run|usr\/lib|var\/lib)\/NetworkManager\/\S*\.conf$/;
