import type { Sysctl } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { ipInvocation, isAbbreviated } from '../ipInvocation.ts';
import { parseNetconf } from './parse.ts';

/** `ip netconf [show]`: forwarding, rp_filter and proxying of each interface. */
export const ipNetconf = defineCommand<Sysctl>({
  name: 'ip netconf',
  accepts: (argv) => {
    const invocation = ipInvocation(argv);
    const verb = invocation?.words[0];
    return invocation?.object === 'netconf' && (verb === undefined || isAbbreviated(verb, 'show'));
  },
  recognizes: (text) =>
    /^\s*inet6? \S+ forwarding (on|off) /.test(text) ? ['ip', 'netconf'] : undefined,
  parse: parseNetconf,
  // Only some settings: what is not among them stays unknown.
  facts: (sysctls) => ({ sysctls, captured: [] }),
});
