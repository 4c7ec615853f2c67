import type { Sysctl } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { ipInvocation, isAbbreviated } from '../ipInvocation.ts';
import { parseNetconf } from './parse.ts';

/** `ip netconf [show]`: forwarding, rp_filter and proxying of each interface. */
export const ipNetconf = defineCommand<Sysctl>({
  name: 'ip netconf',
  accepts: (argv) => requestOf(argv) !== undefined,
  recognizes: (text) =>
    /^\s*inet6? \S+ forwarding (on|off) /.test(text) ? ['ip', 'netconf'] : undefined,
  parse: parseNetconf,
  facts: (sysctls, argv) => ({
    sysctls,
    captured: requestOf(argv) === 'all interfaces' ? ['forwardingSysctls'] : [],
  }),
  // Every namespace has a loopback.
  settledBySilence: () => [],
});

/** `ip -4 netconf` and `ip netconf show dev eth0` show a part. */
function requestOf(argv: readonly string[]): 'all interfaces' | 'some' | undefined {
  const invocation = ipInvocation(argv);
  if (invocation?.object !== 'netconf') return undefined;
  const [verb, ...selectors] = invocation.words;
  if (verb !== undefined && !isAbbreviated(verb, 'show', 'list')) return undefined;
  return invocation.family === undefined && selectors.length === 0 ? 'all interfaces' : 'some';
}
