import type { Evidence, Family, Id, Prefix } from '@vethscope/model';
import { ipFamily, prefixAddress, prefixContains, prefixLength } from '@vethscope/model';
import type { FindingContext, NodeContext } from '../../context.ts';
import { someOf } from '../../describe/someOf.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { deadEnds, goesByPods, hasBlockRoutes, isBlock } from './calico/calicoBlocks.ts';
import { calicoWorkloads } from './calico/workloads.ts';
import { missingRoute } from './tables/tables.ts';

export const blockRouteMissing: NodeRule = {
  id: 'block-route-missing',
  name: 'No blackhole for a block of the node',
  scope: 'node',
  severity: 'warning',
  explanation:
    "Calico gives each node blocks of addresses, and makes a blackhole route for each (`blackhole 192.168.2.0/26 proto 80`; `proto bird` with BGP): what is for an address of the block that no pod has ends there. Without it such packets follow the default route out of the node, and may come back. That a block is the node's is known from Calico's `ipamblocks`, from routes of other captured nodes, or from pods whose addresses no block's route covers.",
  needs: ['links', 'routes4'],
  check(node, context) {
    if (goesByPods(context)) return [];
    const claims = [...claimsByIpam(node, context), ...claimsByPeers(node)];
    const blocks = new Set(claims.map(({ block }) => block));
    const found = [...blocks].filter((block) => isMissing(node, block)).sort();
    return [
      ...found.map((block) => foundBlock(node, context, block, claims)),
      ...uncoveredPods(node, context, found),
    ];
  },
};

/** Who says that a block is the node's. */
interface Claim {
  readonly block: Prefix;
  readonly by:
    | { readonly kind: 'ipam'; readonly evidence: Evidence }
    /** The other node's end of the tunnel. */
    | { readonly kind: 'route'; readonly from: Id };
}

function claimsByIpam(node: NodeContext, { snapshot }: FindingContext): readonly Claim[] {
  const names = kubernetesNames(node);
  return snapshot.nodes.flatMap(({ kubernetes }) =>
    kubernetes.ipamBlocks.flatMap(({ cidr, node: holder, evidence }) =>
      holder !== undefined && names.has(holder)
        ? [{ block: cidr, by: { kind: 'ipam' as const, evidence } }]
        : [],
    ),
  );
}

/** The node's own name, and those of the machines of Kubernetes that have one of its addresses. */
function kubernetesNames({ name, host, facts }: NodeContext): ReadonlySet<string> {
  const own = new Set(
    [...host.interfaces.values()].flatMap(({ link }) =>
      link.addresses.map(({ prefix }) => prefixAddress(prefix)),
    ),
  );
  const others = facts.kubernetes.nodes.filter(({ internalIps }) =>
    internalIps.some((address) => own.has(address)),
  );
  return new Set([name, ...others.map((other) => other.name)]);
}

/** What other nodes send to the node's tunnel. */
function claimsByPeers(node: NodeContext): readonly Claim[] {
  return tunnels(node).flatMap((device) =>
    device.edges.flatMap(({ ways = [] }) =>
      ways
        .filter(
          ({ to, facts }) => to === device.id && facts.every(({ agrees }) => agrees === 'yes'),
        )
        .flatMap(({ from, routes }) =>
          routes.map((block): Claim => ({ block, by: { kind: 'route', from } })),
        ),
    ),
  );
}

function evidenceOfClaim({ block, by }: Claim, { network }: FindingContext): readonly Evidence[] {
  if (by.kind === 'ipam') return [by.evidence];
  const peer = network.interfaces.get(by.from);
  const routes = peer?.netns.facts.routes ?? [];
  return routes.flatMap(({ destination, nexthops, evidence }) =>
    destination === block && nexthops.some(({ device }) => device === peer?.name) ? [evidence] : [],
  );
}

function claimWords({ by }: Claim, { network }: FindingContext): string {
  return by.kind === 'ipam'
    ? "Calico's IPAM says so"
    : `${network.interfaces.get(by.from)?.netns.node} sends it here`;
}

function isMissing(node: NodeContext, block: Prefix): boolean {
  const family = ipFamily(block);
  const { host } = node;
  if (!isBlock(block) || !hasTunnel(node, family)) return false;
  if (missingRoute(host, family) === 'unknown') return false;
  const isRouted = host.facts.routes.some(({ destination }) => destination === block);
  return !isRouted && !isCovered(node, block);
}

/** By a dead end, of whatever length. */
function isCovered({ host }: NodeContext, block: Prefix): boolean {
  return deadEnds(host).some(
    ({ destination }) =>
      prefixLength(destination) <= prefixLength(block) &&
      prefixContains(destination, prefixAddress(block)),
  );
}

function tunnels({ host }: NodeContext) {
  return [...host.interfaces.values()].filter(({ name }) => TUNNELS.has(name));
}

/** Only where Felix or BIRD make routes for blocks: not where Calico is there for its policies alone. */
function hasTunnel(node: NodeContext, family: Family): boolean {
  return tunnels(node).some(({ link }) => link.addresses.some((own) => own.family === family));
}

const TUNNELS: ReadonlySet<string> = new Set(['vxlan.calico', 'vxlan-v6.calico', 'tunl0']);

function foundBlock(
  node: NodeContext,
  context: FindingContext,
  block: Prefix,
  claims: readonly Claim[],
): Found {
  // Each capture may have Calico's IPAM. Of a hundred nodes that send it here, the first few prove it.
  const own = new Map(
    claims
      .filter((claim) => claim.block === block)
      .map((claim) => [claimWords(claim, context), claim]),
  );
  const shown = [...own].slice(0, SHOWN);
  const by = shown.map(([words]) => words).join(', ');
  return {
    title: `${block}: no blackhole route for the node's own block${node.onNode}`,
    subjects: [node.host.id],
    evidence: [
      ...shown.flatMap(([, claim]) => evidenceOfClaim(claim, context)),
      ...listings(node, context),
    ],
    why: `${node.name} holds the block (${by}). ${WHY}`,
    remedy: `${REMEDY} By hand: \`ip route add blackhole ${block} proto 80\`.`,
  };
}

const SHOWN = 3;

/** Pods of the node in no block that its routes know of, while Calico makes routes for others'. */
function uncoveredPods(
  node: NodeContext,
  context: FindingContext,
  found: readonly Prefix[],
): readonly Found[] {
  const { routes } = node.host.facts;
  const asked = new Set(([4, 6] as const).filter((family) => isAsked(node, family)));
  // Once for all pods: most routes of a node lead to a single one.
  const blocks = [...found, ...routes.map(({ destination }) => destination).filter(isBlock)];
  const lost = calicoWorkloads(node, context).flatMap(({ device, pod, addresses }) => {
    const uncovered = addresses.filter(
      ({ address }) =>
        asked.has(ipFamily(address)) && !blocks.some((block) => prefixContains(block, address)),
    );
    return uncovered.length > 0 ? [{ device, pod, uncovered }] : [];
  });
  const addresses = lost.flatMap(({ uncovered }) => uncovered.map(({ address }) => address));
  if (addresses.length === 0) return [];
  return [
    {
      title: `${someOf(addresses, 1)}: no route for the block of these pods${node.onNode}`,
      subjects: [node.host.id, ...lost.map(({ device, pod }) => pod?.id ?? device.id)],
      evidence: [
        ...lost.flatMap(({ uncovered }) => uncovered.flatMap(({ evidence }) => evidence)),
        ...listings(node, context),
      ],
      why: `Pods have addresses that no block's route covers. ${WHY}`,
      remedy: REMEDY,
    },
  ];
}

function isAsked(node: NodeContext, family: Family): boolean {
  return (
    hasTunnel(node, family) &&
    hasBlockRoutes(node.host, family) &&
    missingRoute(node.host, family) !== 'unknown'
  );
}

function listings({ host }: NodeContext, context: FindingContext): readonly Evidence[] {
  return context.listings(host, 'ip route');
}

const WHY =
  'Packets for addresses in there that no pod has leave by the default route instead of ending here, and may go round.';
const REMEDY =
  "Felix makes the route, with BGP BIRD: `kubectl logs -n calico-system -l k8s-app=calico-node -c calico-node` says why not, on this node's pod.";
