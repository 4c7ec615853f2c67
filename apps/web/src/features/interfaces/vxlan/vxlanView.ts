import type {
  Evidence,
  FdbEntry,
  InterfaceElement,
  Neighbor,
  NetnsSnapshot,
  TopologyEdge,
  TunnelFact,
  TunnelWay,
} from '@vethscope/model';
import { isProxy } from '@vethscope/model';
import type { CaptureIndex } from '../../../view/captureIndex.ts';

/** One far end of a VXLAN device: what this node has noted of it, and how that holds. */
interface VxlanPeer {
  readonly edge: TopologyEdge;
  /** The machine where it is captured or known by name, else the end outside. */
  readonly peer: string;
  readonly way: TunnelWay | undefined;
  readonly verdict: PeerVerdict;
}

export type PeerVerdict =
  /** Everything that this side has noted is what the far end says of itself. */
  | { readonly kind: 'proven' }
  | { readonly kind: 'differs'; readonly facts: readonly TunnelFact['kind'][] }
  /** This side has noted nothing of these: packets cannot be put on their way. */
  | { readonly kind: 'missing'; readonly facts: readonly TunnelFact['kind'][] }
  /** Noted here; the far end was not captured, or not enough of it. */
  | { readonly kind: 'this side only'; readonly facts: readonly TunnelFact['kind'][] };

/** An entry of a listing and the peer that it belongs to; none: it fits no peer. */
export interface Noted<Entry> {
  readonly key: string;
  readonly entry: Entry;
  readonly peer: string | undefined;
}

export interface VxlanView {
  readonly peers: readonly VxlanPeer[];
  readonly entries: readonly Noted<FdbEntry>[];
  readonly neighbors: readonly Noted<Neighbor>[];
}

export function vxlanView(
  index: CaptureIndex,
  device: InterfaceElement,
  netns: NetnsSnapshot | undefined,
): VxlanView {
  const peers = index
    .edgesOf(device.id)
    .filter(({ kind }) => kind === 'vxlan-tunnel')
    .map((edge): VxlanPeer => {
      const far = edge.source === device.id ? edge.target : edge.source;
      const way = edge.ways?.find(({ from }) => from === device.id);
      return { edge, peer: index.machineOf(far)?.id ?? far, way, verdict: verdictOf(way) };
    });
  const peerAt = new Map(
    peers.flatMap(({ peer, way }) =>
      (way?.facts ?? []).flatMap(({ evidence }) =>
        evidence.map((one) => [placeOf(one), peer] as const),
      ),
    ),
  );
  const noted = <Entry extends { readonly evidence: Evidence }>(entry: Entry): Noted<Entry> => {
    const key = placeOf(entry.evidence);
    return { key, entry, peer: peerAt.get(key) };
  };
  return {
    peers,
    entries: (netns?.fdb ?? []).filter((entry) => entry.device === device.name).map(noted),
    neighbors: (netns?.neighbors ?? [])
      .filter((entry) => entry.device === device.name && !isProxy(entry))
      .map(noted),
  };
}

/** What differs weighs more than what is missing, and that more than what cannot be told. */
export function verdictOf(way: TunnelWay | undefined): PeerVerdict {
  const facts = way?.facts ?? [];
  const kindsOf = (fits: (fact: TunnelFact) => boolean) =>
    facts.filter(fits).map(({ kind }) => kind);
  const differing = kindsOf(({ agrees }) => agrees === 'no');
  if (differing.length > 0) return { kind: 'differs', facts: differing };
  const missing = kindsOf(({ value }) => value === undefined);
  if (missing.length > 0) return { kind: 'missing', facts: missing };
  const open = kindsOf(({ agrees }) => agrees === 'unknown');
  return open.length > 0 || facts.length === 0
    ? { kind: 'this side only', facts: open }
    : { kind: 'proven' };
}

export function factOf(way: TunnelWay | undefined, kind: TunnelFact['kind']): string | undefined {
  return way?.facts.find((fact) => fact.kind === kind)?.value;
}

function placeOf({ file, line }: Evidence): string {
  return `${file} ${line}`;
}
