import type { Id } from '@vethscope/model';
import { netnsId } from '@vethscope/model';
import type { Interface, Namespace } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';

export const vethPeerMissing: NodeRule = {
  id: 'veth-peer-missing',
  name: 'Veth without its other end',
  scope: 'node',
  severity: 'warning',
  explanation:
    'An end of a veth pair says in which namespace its peer is and with which ifindex. That namespace was captured, and has no such interface. The kernel removes both ends at once, so the pair was changed between the two listings: the pod was made anew, or somebody moved the other end. What the capture shows of the two namespaces is then not of one moment.',
  needs: ['links'],
  check(node, context) {
    const byName = namespacesByName(node, context);
    return node.namespaces.flatMap((netns) =>
      [...netns.interfaces.values()].flatMap((end) => {
        const there = missingPeer(end, byName);
        return there ? [found(node, context, { end, there })] : [];
      }),
    );
  },
};

/** Every name of a captured namespace, those that only its veths' other ends know included. */
function namespacesByName(
  { name, namespaces }: NodeContext,
  context: FindingContext,
): ReadonlyMap<Id, Namespace> {
  return new Map(
    namespaces.flatMap((netns) => {
      const element = context.element(netns.id);
      const aliases = element?.kind === 'netns' ? element.aliases : [];
      return [netns.name, ...aliases].map((alias) => [netnsId(name, alias), netns] as const);
    }),
  );
}

/** The captured namespace that a veth's other end should be in, and is not. */
function missingPeer(end: Interface, byName: ReadonlyMap<Id, Namespace>): Namespace | undefined {
  const { peer } = end.link;
  if (end.type !== 'veth' || !peer || end.edges.some(({ kind }) => kind === 'veth')) {
    return undefined;
  }
  const there = peerNamespace(end, byName);
  if (!there?.knows('links')) return undefined;
  const isThere = [...there.interfaces.values()].some(({ link }) =>
    peer.ifindex === undefined ? link.name === peer.name : link.ifindex === peer.ifindex,
  );
  return isThere ? undefined : there;
}

function peerNamespace(
  { link, netns }: Interface,
  byName: ReadonlyMap<Id, Namespace>,
): Namespace | undefined {
  const { peer } = link;
  if (peer?.netns !== undefined) return byName.get(netnsId(netns.node, peer.netns));
  if (peer?.nsid !== undefined) {
    const listed = netns.facts.netnsNames.find(({ nsid }) => nsid === peer.nsid);
    return listed && byName.get(netnsId(netns.node, listed.name));
  }
  // `veth0@veth1`: a name is printed only of a peer in the same namespace.
  return peer?.name === undefined ? undefined : netns;
}

interface LonelyEnd {
  readonly end: Interface;
  readonly there: Namespace;
}

function found(node: NodeContext, context: FindingContext, { end, there }: LonelyEnd): Found {
  const { peer, evidence, moreEvidence = [] } = end.link;
  const which = peer?.ifindex === undefined ? peer?.name : `interface ${peer.ifindex}`;
  const place = there.isHost ? 'the host' : there.name;
  return {
    title: `${end.name}'s other end is missing: ${place} has no ${which}${node.onNode}`,
    subjects: [end.id, there.id],
    evidence: [
      ...[evidence, ...moreEvidence],
      ...end.netns.facts.netnsNames.flatMap((listed) =>
        listed.nsid !== undefined && listed.nsid === peer?.nsid ? [listed.evidence] : [],
      ),
      ...context.listings(there, 'ip link, ip addr'),
    ],
    why: 'Where its packets go, the capture does not show. The kernel removes both ends together, so the listings are of different moments, or the other end was moved in between.',
    remedy: `Capture again. Where it stays so, ask both sides: \`${inside(end.netns)}ip -d link show ${end.name}\` and \`${inside(there)}ip -d link\`.`,
  };
}

function inside({ isHost, name }: Namespace): string {
  return isHost ? '' : `ip netns exec ${name} `;
}
