import type { Chain, Evidence, Family, Ip, Rule, TopologyService } from '@vethscope/model';
import {
  formatServicePortName,
  prefixAddress,
  readServicePortName,
  serviceRoutes,
} from '@vethscope/model';
import type { FindingContext, NodeContext } from '../../../context.ts';

/** What kube-proxy has made of one port of a service, on one node and for one family. */
export interface KubeProxyVerdict {
  /** `default/web`. */
  readonly service: string;
  /** `default/web:http`; without the port's name where kube-proxy leaves comments out. */
  readonly portName: string;
  readonly node: NodeContext;
  readonly family: Family;
  readonly evidence: readonly Evidence[];
  /**
   * `refused`: "has no endpoints", in the table filter. `nowhere`: its KUBE-SVC chain leads to none.
   * `served`: it leads to endpoints.
   */
  readonly kind: 'refused' | 'nowhere' | 'served';
}

export function* kubeProxyVerdicts(context: FindingContext): Generator<KubeProxyVerdict> {
  const services = servicesByPort(context.topology.services);
  for (const node of context.nodes) {
    for (const table of node.host.facts.iptables) {
      const { family } = table;
      if (table.table === 'filter') {
        for (const { name, rules } of table.chains) {
          if (!REFUSING_CHAINS.has(name)) continue;
          for (const rule of rules) {
            const refused = refusedBy(rule, services);
            if (refused)
              yield { ...refused, kind: 'refused', node, family, evidence: [rule.evidence] };
          }
        }
      } else if (table.table === 'nat' && !table.partial) {
        const chains = new Map(table.chains.map((chain) => [chain.name, chain]));
        for (const route of serviceRoutes(table)) {
          const { clusterIp, protocol, port, endpoints, evidence } = route;
          const known = services.get(portKey(clusterIp, protocol, port));
          const name = route.service
            ? {
                service: `${route.service.namespace}/${route.service.name}`,
                portName: formatServicePortName(route.service),
              }
            : known;
          if (!name) continue;
          const isServed = endpoints.length > 0 || leadsToEndpoint(chains.get(route.chain));
          yield { ...name, kind: isServed ? 'served' : 'nowhere', node, family, evidence };
        }
      }
    }
  }
}

/** Also where its address is not shown: `-A KUBE-SEP-… -j DNAT [unsupported revision]`. */
function leadsToEndpoint(chain: Chain | undefined): boolean {
  return (
    chain?.rules.some(
      ({ target }) => target.kind === 'jump' && target.chain.startsWith('KUBE-SEP-'),
    ) ?? false
  );
}

/** kubernetes, `pkg/proxy/iptables/proxier.go`: of cluster addresses; of external ones and node ports. */
const REFUSING_CHAINS: ReadonlySet<string> = new Set(['KUBE-SERVICES', 'KUBE-EXTERNAL-SERVICES']);

interface PortName {
  readonly service: string;
  readonly portName: string;
}

/**
 * `-d 10.96.0.99/32 -p tcp … --comment "default/web:http has no endpoints" … --dport 80 -j REJECT`.
 * "has no local endpoints" is another thing: other nodes have some.
 */
function refusedBy(rule: Rule, services: ReadonlyMap<string, PortName>): PortName | undefined {
  if (rule.target.kind !== 'reject') return undefined;
  const comment = rule.matches.find((match) => match.kind === 'comment');
  if (comment) {
    const said = comment.text.endsWith(' has no endpoints') && readServicePortName(comment.text);
    if (!said) return undefined;
    return {
      service: `${said.namespace}/${said.name}`,
      portName: formatServicePortName(said),
    };
  }
  const { destination, protocol } = rule;
  if (destination.kind !== 'in' || destination.negated || protocol.kind !== 'is') return undefined;
  for (const match of rule.matches) {
    const ports = 'destinationPorts' in match ? match.destinationPorts?.ranges[0] : undefined;
    if (!ports) continue;
    return services.get(portKey(prefixAddress(destination.prefix), protocol.name, ports.from));
  }
  return undefined;
}

function servicesByPort(services: readonly TopologyService[]): ReadonlyMap<string, PortName> {
  return new Map(
    services.flatMap(({ namespace, name, clusterIps, ports }) =>
      ports.flatMap(({ protocol, port, name: portName = '' }) =>
        clusterIps.map((address): [string, PortName] => [
          portKey(address, protocol, port),
          {
            service: `${namespace}/${name}`,
            portName: formatServicePortName({ namespace, name, port: portName }),
          },
        ]),
      ),
    ),
  );
}

function portKey(address: Ip, protocol: string, port: number): string {
  return `${address} ${protocol} ${port}`;
}
