import type { Evidence, Prefix, TopologyEdge, TunnelFact, TunnelWay } from '@vethscope/model';
import { ipFamily, prefixAddress, prefixContains, prefixLength } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import { someOf } from '../../describe/someOf.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { ownBlocks } from './calico/calicoBlocks.ts';
import { missingRoute } from './tables/tables.ts';
import { missingLayer2 } from './tunnels/missingLayer2.ts';

export const remoteBlockUnreachable: NodeRule = {
  id: 'remote-block-unreachable',
  name: 'Pods of another node cannot be reached',
  scope: 'node',
  severity: 'error',
  explanation:
    "Three entries lead to the pods of another node: a route to their block through the VTEP of that node, a neighbour entry with the VTEP's MAC address, and a forwarding entry with the underlay address of that MAC. One of them is missing, or is not what the other node says of itself: so frames go nowhere, to the wrong node, or to one that does not take them. Or the other node sends here, and nothing leads back.",
  needs: ['links', 'routes4'],
  check: (node, context) =>
    [...node.host.interfaces.values()].flatMap((tunnel) =>
      tunnel.edges
        .filter(({ kind }) => kind === 'vxlan-tunnel' || kind === 'ipip-tunnel')
        .flatMap((edge) => [
          ...(edge.ways ?? [])
            .filter((way) => way.from === tunnel.id && way.routes.length > 0)
            .flatMap((way) => {
              const wrong = contradicted(node, context, edge, way);
              // A wrong MAC address has no forwarding entry either: one cause, one finding.
              if (wrong.some(({ severity }) => severity === 'error')) return wrong;
              return [...wrong, ...missingLayer2(node, context, { tunnel, edge, way })];
            }),
          ...withoutWayBack(node, context, tunnel, edge),
        ]),
    ),
};

/** An entry of this node that is not what the other one says of itself. */
function contradicted(
  node: NodeContext,
  context: FindingContext,
  edge: TopologyEdge,
  way: TunnelWay,
): readonly Found[] {
  const peer = context.network.interfaces.get(way.to);
  const wrong = way.facts.filter(({ agrees }) => agrees === 'no');
  const [worst] = [...wrong].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  // Frames for a bridge that the peer's device is a port of have the bridge's MAC address.
  if (!peer || peer.master || !worst) return [];
  const to = peer.netns.node;
  const arrives =
    worst.kind === 'vtep' || (worst.kind === 'underlay' && isAddressOf(peer, worst.value, context));
  return [
    {
      severity: arrives ? 'warning' : 'error',
      title: `${routesOf(way)}: the ${WORDS[worst.kind]} for ${to} is not ${to}'s own${node.onNode}`,
      subjects: [way.from, edge.id, way.to],
      evidence: wrong.flatMap(({ evidence }) => evidence),
      why: `${node.name} has ${worst.value ?? 'none'}, ${to} has ${worst.peer ?? 'none'}. ${consequence(worst, arrives, to)}`,
      remedy: `Calico and flannel write what the other node registered: compare with \`kubectl get node ${to} -o yaml\` (annotations), take both captures at one time, and restart calico-node (or flannel) on ${node.name} if it stays.`,
    },
  ];
}

/** The one that matters most first. */
const ORDER: readonly TunnelFact['kind'][] = ['vni', 'mac', 'underlay', 'vtep'];

const WORDS = {
  vtep: 'VTEP address',
  mac: 'MAC address',
  underlay: 'underlay address',
  vni: 'VNI',
} as const satisfies Record<TunnelFact['kind'], string>;

/** A VXLAN socket takes what comes to any address of its node. */
function isAddressOf({ netns }: Interface, address: string | undefined, context: FindingContext) {
  const host = context.nodes.find(({ name }) => name === netns.node)?.host ?? netns;
  return [...host.interfaces.values()].some(({ link }) =>
    link.addresses.some(({ prefix }) => prefixAddress(prefix) === address),
  );
}

function consequence({ kind }: TunnelFact, arrives: boolean, to: string): string {
  switch (kind) {
    case 'vni':
      return 'Neither takes the frames of the other.';
    case 'mac':
      return `Frames arrive, but are not for ${to}'s device: it drops them.`;
    case 'underlay':
      return arrives
        ? `Frames arrive at another address of ${to}, where a firewall may not expect them, and answers come from elsewhere.`
        : `Frames are sent to another machine than ${to}.`;
    case 'vtep':
      return 'Frames arrive as long as the MAC address is right; the entries are of another time.';
  }
}

/** The other node sends to this one, and holds a block that no route here leads to. */
function withoutWayBack(
  node: NodeContext,
  context: FindingContext,
  tunnel: Interface,
  edge: TopologyEdge,
): readonly Found[] {
  const here = edge.ways?.find(({ to }) => to === tunnel.id);
  const peer = here && context.network.interfaces.get(here.from);
  const isCertain = here?.facts.every(({ agrees }) => agrees === 'yes');
  if (!here || !peer || !isCertain || here.routes.length === 0) return [];
  const lost = ownBlocks(peer.netns).filter(
    ({ destination }) =>
      isSameFamily(destination, here.routes) &&
      missingRoute(node.host, ipFamily(destination)) === 'proven' &&
      !isRouted(node, destination),
  );
  if (lost.length === 0) return [];
  const there = peer.netns.node;
  return [
    {
      title: `${lost.map(({ destination }) => destination).join(', ')} of ${there}: no route leads there${node.onNode}`,
      subjects: [tunnel.id, edge.id],
      evidence: [
        ...lost.map(({ evidence }) => evidence),
        ...here.facts.flatMap(({ evidence }): readonly Evidence[] => evidence),
        ...context.listings(node.host, 'ip route'),
      ],
      why: `${there} sends to the pods of ${node.name}, and holds that block; what ${node.name} sends to its pods, answers included, takes the default route instead of ${tunnel.name}.`,
      remedy: `Felix makes the route, with BGP BIRD: \`kubectl logs -n calico-system -l k8s-app=calico-node -c calico-node\` says why not, on the pod of ${node.name}; \`kubectl get ipamblocks\` lists the blocks.`,
    },
  ];
}

function isSameFamily(block: Prefix, routes: readonly Prefix[]): boolean {
  return routes.some((route) => ipFamily(route) === ipFamily(block));
}

/** By any route but the default one, in any table. */
function isRouted({ host }: NodeContext, block: Prefix): boolean {
  const { routes } = host.facts;
  // Cheap, and so on any healthy node.
  if (routes.some(({ destination }) => destination === block)) return true;
  return routes.some(
    ({ destination }) =>
      prefixLength(destination) > 0 && prefixContains(destination, prefixAddress(block)),
  );
}

/** `192.168.1.0/26 and 2 more` */
function routesOf({ routes }: TunnelWay): string {
  return someOf(routes, 1);
}
