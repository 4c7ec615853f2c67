import { perTable } from '../chains/perTable.ts';
import type { Evidence } from '../evidence.ts';
import type { Ip } from '../net/ip.ts';
import { familyWidth, ipFamily, prefixAddress, prefixLength } from '../net/ip.ts';
import type { Chain, Rule } from '../snapshot/iptables.ts';
import type { ServicePortName } from './kubeProxyNames.ts';
import { readServicePortName } from './kubeProxyNames.ts';

/** A service port as kube-proxy's rules carry it: where they catch it and where they send it. */
export interface ServiceRoute {
  readonly clusterIp: Ip;
  readonly protocol: string;
  readonly port: number;
  /** `KUBE-SVC-…`. */
  readonly chain: string;
  /** From the comment; absent where kube-proxy leaves comments out (above 1,000 endpoints). */
  readonly service?: ServicePortName;
  readonly endpoints: readonly ServiceEndpoint[];
  readonly evidence: readonly Evidence[];
}

export interface ServiceEndpoint {
  readonly address: Ip;
  readonly port?: number;
  /** `KUBE-SEP-…`. */
  readonly chain: string;
  readonly evidence: readonly Evidence[];
}

/**
 * Follows KUBE-SERVICES → KUBE-SVC-… → KUBE-SEP-… → DNAT in a nat table, by structure. The same list
 * for the same table, whoever asks.
 */
export const serviceRoutes = perTable((nat): readonly ServiceRoute[] => {
  const chains = new Map(nat.chains.map((chain) => [chain.name, chain]));
  return (chains.get('KUBE-SERVICES')?.rules ?? []).flatMap((rule) => {
    const caught = caughtBy(rule);
    const chain = caught && chains.get(caught.chain);
    if (!caught || !chain) return [];
    return [{ ...caught, endpoints: endpointsOf(chain, chains), evidence: [rule.evidence] }];
  });
});

/** `-d 10.96.0.10/32 -p udp --dport 53 -m comment … -j KUBE-SVC-TCOU7JCQXEZGVUNU`. */
function caughtBy(rule: Rule): Omit<ServiceRoute, 'endpoints' | 'evidence'> | undefined {
  const { destination, protocol, target } = rule;
  if (target.kind !== 'jump' || !target.chain.startsWith('KUBE-SVC-')) return undefined;
  if (destination.kind !== 'in' || protocol.kind !== 'is') return undefined;
  if (prefixLength(destination.prefix) !== familyWidth(ipFamily(destination.prefix))) {
    return undefined;
  }
  const port = destinationPort(rule);
  if (port === undefined) return undefined;
  const service = serviceNameOf(rule);
  return {
    clusterIp: prefixAddress(destination.prefix),
    protocol: protocol.name,
    port,
    chain: target.chain,
    ...(service && { service }),
  };
}

function destinationPort({ matches }: Rule): number | undefined {
  for (const match of matches) {
    if (match.kind !== 'tcp' && match.kind !== 'udp' && match.kind !== 'sctp') continue;
    const range = match.destinationPorts?.ranges[0];
    if (range && !match.destinationPorts?.negated && range.from === range.to) return range.from;
  }
  return undefined;
}

function serviceNameOf({ matches }: Rule): ServicePortName | undefined {
  for (const match of matches) {
    const name = match.kind === 'comment' ? readServicePortName(match.text) : undefined;
    if (name) return name;
  }
  return undefined;
}

function endpointsOf(chain: Chain, chains: ReadonlyMap<string, Chain>): readonly ServiceEndpoint[] {
  return chain.rules.flatMap((jump) => {
    const target = jump.target.kind === 'jump' ? chains.get(jump.target.chain) : undefined;
    if (!target?.name.startsWith('KUBE-SEP-')) return [];
    return target.rules.flatMap((rule) => {
      if (rule.target.kind !== 'dnat' || rule.target.to.from === undefined) return [];
      const { from, ports } = rule.target.to;
      return [
        {
          address: from,
          ...(ports && { port: ports.from }),
          chain: target.name,
          evidence: [jump.evidence, rule.evidence],
        },
      ];
    });
  });
}
