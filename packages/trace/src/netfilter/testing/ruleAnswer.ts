import type { Skb } from '../../walk/skb.ts';
import type { Hook } from '../runHook.ts';
import { bench, type Outputs, skb } from './bench.ts';

/** A packet that meets one rule. */
export interface RuleCase {
  /** As in `iptables-save`, without target: `! -s 10.0.0.0/8 -p tcp`. */
  readonly rule: string;
  /** `tcp 10.1.0.5:40000 > 10.0.0.9:80`, with an IPv6 address for ip6tables. */
  readonly packet: string;
  /** `cali1>eth0`; what the hook does not know is left out. */
  readonly way?: string;
  readonly hook?: Hook;
  readonly skb?: Partial<Skb>;
  readonly outputs?: Outputs;
}

/** Whether the rule holds: by the kernel's three answers, the third with its reason. */
export function ruleAnswer({
  rule,
  packet,
  way = 'cali1>eth0',
  hook = 'FORWARD',
  skb: more = {},
  outputs = {},
}: RuleCase): string {
  const program = packet.includes('::') ? 'ip6tables' : 'iptables';
  const save = `*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:asked - [0:0]
-A ${hook} -j asked
-A asked ${rule} -j DROP
COMMIT
`;
  const { netns, run, asked } = bench({ [`${program}-save`]: save, ...outputs });
  const { kind } = run(hook, skb(netns, way, packet, more));
  const [question] = asked;
  if (question) return /\((.*)\)$/.exec(question.ifYes)?.[1] ?? question.ifYes;
  return kind === 'drop' ? 'yes' : 'no';
}
