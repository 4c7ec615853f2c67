import type { ServicePortName } from '../../kubernetes/kubeProxyNames.ts';
import { readServicePortName } from '../../kubernetes/kubeProxyNames.ts';
import type { Ip } from '../../net/ip.ts';
import { indexChains } from '../chainIndex.ts';
import { perTable } from '../perTable.ts';
import {
  asksOnly,
  commentsOf,
  destinationHostOf,
  destinationPortOf,
  type RuleAt,
} from './ruleConditions.ts';

/** A service's address that kube-proxy turns packets away from, in a filter table. */
export interface RefusedService {
  readonly name: ServicePortName;
  readonly protocol: string;
  /** Absent: a node port, on each of the node's addresses. */
  readonly address?: Ip;
  readonly port: number;
  readonly action: 'reject' | 'drop';
  /** As kube-proxy says it: `has no endpoints`. */
  readonly why: string;
  readonly at: RuleAt;
}

/** `-d 10.96.0.99/32 -p tcp -m comment --comment "default/nobody:http has no endpoints" --dport 80 -j REJECT`. */
export const refusedServices = perTable((filter): readonly RefusedService[] => {
  const index = indexChains(filter);
  return CHAINS.flatMap((chain) =>
    (index.chain(chain)?.rules ?? []).flatMap((rule) => readRefused({ chain, rule }) ?? []),
  );
});

const CHAINS = ['KUBE-SERVICES', 'KUBE-EXTERNAL-SERVICES', 'KUBE-NODEPORTS'] as const;

function readRefused(at: RuleAt): RefusedService | undefined {
  const { rule } = at;
  const { kind: action } = rule.target;
  const port = destinationPortOf(rule);
  if ((action !== 'reject' && action !== 'drop') || rule.protocol.kind !== 'is') return undefined;
  if (port === undefined || !asksOnly(rule, ...ASKED)) return undefined;
  for (const text of commentsOf(rule)) {
    const name = readServicePortName(text);
    const why = / (has no (?:local )?endpoints)$/.exec(text)?.[1];
    if (!name || why === undefined) continue;
    const address = destinationHostOf(rule);
    const { name: protocol } = rule.protocol;
    return { name, protocol, ...(address !== undefined && { address }), port, action, why, at };
  }
  return undefined;
}

const ASKED = ['protocol', 'port', 'destination', 'local destination'] as const;
