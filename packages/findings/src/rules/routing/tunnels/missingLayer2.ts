import type { Evidence, Ip, Mac, Neighbor, TopologyEdge, TunnelWay } from '@vethscope/model';
import { parseIp } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../../context.ts';
import type { Found } from '../../../rule.ts';

interface Tunnel {
  readonly tunnel: Interface;
  readonly edge: TopologyEdge;
  readonly way: TunnelWay;
}

/**
 * A route through a VTEP that has no neighbour entry, or whose MAC address has no forwarding entry.
 * Only of devices that neither learn nor flood, so that nothing else could lead there.
 */
export function missingLayer2(
  node: NodeContext,
  context: FindingContext,
  { tunnel, edge, way }: Tunnel,
): readonly Found[] {
  const value = way.facts.find(({ kind }) => kind === 'vtep')?.value;
  const vtep = value === undefined ? undefined : parseIp(value);
  const { host } = node;
  if (vtep === undefined || !host.knows('neighbors') || !asksNobody(tunnel)) return [];
  const entry = neighborOf(tunnel, vtep);
  const missing = !entry?.mac
    ? 'neighbour'
    : host.knows('fdb') && !hasForwarding(tunnel, entry.mac)
      ? 'fdb'
      : undefined;
  if (missing === undefined) return [];
  const routes = host.facts.routes.filter(({ nexthops }) =>
    nexthops.some(({ via, device }) => via === vtep && device === tunnel.name),
  );
  const what =
    missing === 'neighbour'
      ? `${vtep} has no neighbour entry`
      : `${entry?.mac} of ${vtep} has no FDB entry`;
  return [
    {
      title: `${routes[0]?.destination ?? vtep}: ${what} on ${tunnel.name}${node.onNode}`,
      subjects: [tunnel.id, edge.id],
      evidence: [
        ...routes.map(({ evidence }) => evidence),
        tunnel.link.evidence,
        ...evidenceOf(node, context, missing, entry),
      ],
      why:
        missing === 'neighbour'
          ? `The route leads to ${vtep}, whose MAC address is not known; ${tunnel.name} asks nobody for it. Packets are dropped here.`
          : `${tunnel.name} does not know at which node ${entry?.mac} is, and does not flood. Packets are dropped here.`,
      remedy: `${COMMANDS[missing](tunnel.name, vtep)} shows it. The CNI plugin's agent writes both entries: restart calico-node (or flannel) on ${node.name}, and read its log if the entry stays away.`,
    },
  ];
}

const COMMANDS = {
  neighbour: (device: string, vtep: Ip) => `\`ip neigh show dev ${device} to ${vtep}\``,
  fdb: (device: string) => `\`bridge fdb show dev ${device}\``,
} as const;

function evidenceOf(
  { host }: NodeContext,
  context: FindingContext,
  missing: keyof typeof COMMANDS,
  entry: Neighbor | undefined,
): readonly Evidence[] {
  const own = entry ? [entry.evidence] : [];
  if (missing === 'fdb') return [...own, ...context.listings(host, 'bridge fdb')];
  return entry ? own : context.listings(host, 'ip neigh');
}

/** `nolearning`, no remote and no group to flood to: as Calico and flannel make theirs. */
function asksNobody({ link, netns, name }: Interface): boolean {
  const { details } = link;
  if (details?.kind !== 'vxlan' || details.learning !== false || details.external) return false;
  const floods = netns.facts.fdb.some(
    ({ device, mac }) => device === name && mac === '00:00:00:00:00:00',
  );
  return (
    details.remote === undefined && details.group === undefined && !floods && netns.knows('fdb')
  );
}

function neighborOf({ netns, name }: Interface, vtep: Ip): Neighbor | undefined {
  return netns.facts.neighbors.find(({ device, address }) => device === name && address === vtep);
}

/** Also an entry that names a nexthop object. */
function hasForwarding({ netns, name }: Interface, mac: Mac): boolean {
  return netns.facts.fdb.some((entry) => entry.device === name && entry.mac === mac);
}
