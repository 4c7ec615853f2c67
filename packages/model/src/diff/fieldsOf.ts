import { assertNever } from '../assertNever.ts';
import type {
  ChainSummary,
  RouteSummary,
  TopologyEdge,
  TopologyNode,
  TopologyService,
  TopologyServicePort,
} from '../graph/topology.ts';

/** What an element is, field by field, in words that can be compared and shown. */
export type FieldFacts = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Without what only says how it is known: evidence, reasons, file positions. */
export function fieldsOf(element: TopologyNode | TopologyEdge | TopologyService): FieldFacts {
  if ('source' in element) return { confidence: element.confidence };
  if ('clusterIps' in element) {
    const { type, clusterIps, ports } = element;
    return { type, clusterIps, ports: ports.flatMap(portWords) };
  }
  return nodeFields(element);
}

function nodeFields(element: TopologyNode): FieldFacts {
  switch (element.kind) {
    case 'node':
      return {};
    case 'netns': {
      const { aliases, captured, routes, chains } = element;
      return {
        aliases,
        captured: captured ? 'yes' : 'no',
        routes: routes.map(routeWords),
        chains: chains.map(chainWords),
      };
    }
    case 'interface': {
      const { ifindex, type, mac, mtu, state, addresses } = element;
      return { ifindex: `${ifindex}`, type, mac, mtu: mtu?.toString(), state, addresses };
    }
    case 'pod': {
      const { netns, matchedBy, hostNetwork, addresses } = element;
      return { netns, matchedBy, hostNetwork: `${hostNetwork}`, addresses };
    }
    case 'external':
      return { address: element.address, network: element.network };
    default:
      return assertNever(element);
  }
}

/** `10.9.0.0/16 via 10.0.0.2 dev eth0`, with the type and the table where they are not the usual. */
function routeWords({ table, type, destination, via, devices }: RouteSummary): string {
  return [
    ...(type === 'unicast' ? [] : [type]),
    destination,
    ...via.map((address) => `via ${address}`),
    ...devices.map((device) => `dev ${device}`),
    ...(table === 'main' ? [] : [`table ${table}`]),
  ].join(' ');
}

/** `IPv4 filter FORWARD, policy DROP, 3 rules`. */
function chainWords({ family, table, chain, policy, rules }: ChainSummary): string {
  const said = policy === undefined ? '' : `, policy ${policy}`;
  return `IPv${family} ${table} ${chain}${said}, ${rules} ${rules === 1 ? 'rule' : 'rules'}`;
}

/** `53/UDP → 10.0.0.7:53`; without endpoints the port alone. */
function portWords({
  protocol,
  port,
  nodePort,
  endpoints,
}: TopologyServicePort): readonly string[] {
  const name = `${port}/${protocol}${nodePort === undefined ? '' : ` (node port ${nodePort})`}`;
  if (endpoints.length === 0) return [name];
  return endpoints.map(
    (end) => `${name} → ${end.address}${end.port === undefined ? '' : `:${end.port}`}`,
  );
}
