import { ipFamily } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext } from '../../../context.ts';

/** What a tunnel may carry at most, and what that follows from. */
export interface TunnelLimit {
  /** Bytes of the longest inner packet whose outer one fits. */
  readonly mtu: number;
  /** `1500 of eth1 - 50 for VXLAN over IPv4`. */
  readonly reckoning: string;
  readonly underlay: Interface;
}

/** Absent: the capture does not tell what it sends through, or how its packets look. */
export function tunnelLimit(tunnel: Interface, context: FindingContext): TunnelLimit | undefined {
  const overhead = overheadOf(tunnel);
  const underlays = tunnel.type === 'wireguard' ? waysOut(tunnel) : underlaysOf(tunnel, context);
  // Where several come into question, the widest: one that is above it is above all of them.
  const [widest] = [...underlays].sort((a, b) => (b.link.mtu ?? 0) - (a.link.mtu ?? 0));
  if (!overhead || widest?.link.mtu === undefined) return undefined;
  return {
    mtu: widest.link.mtu - overhead.bytes,
    reckoning: `${widest.link.mtu} of ${widest.name} − ${overhead.bytes} for ${overhead.words}`,
    underlay: widest,
  };
}

interface Overhead {
  readonly bytes: number;
  readonly words: string;
}

/**
 * Outer headers: IPv4 20 or IPv6 40; VXLAN (RFC 7348) adds UDP 8, its own 8 and the inner Ethernet 14;
 * WireGuard UDP 8, its own 16 and the tag 16.
 */
function overheadOf({ link }: Interface): Overhead | undefined {
  const { details } = link;
  switch (details?.kind) {
    case 'vxlan': {
      const end = details.local ?? details.remote;
      if (end === undefined || details.external === true) return undefined;
      return ipFamily(end) === 4
        ? { bytes: 50, words: 'VXLAN over IPv4' }
        : { bytes: 70, words: 'VXLAN over IPv6' };
    }
    case 'ipip':
      return { bytes: 20, words: 'IP in IP' };
    case 'wireguard':
      // Over IPv6 it is 20 more: of which kind its peers are, no listing of links tells.
      return { bytes: 60, words: 'WireGuard over IPv4' };
    default:
      return undefined;
  }
}

function underlaysOf(tunnel: Interface, { network }: FindingContext): readonly Interface[] {
  return tunnel.edges.flatMap(({ kind, source, target }) => {
    const below =
      (kind === 'vxlan-underlay' || kind === 'tunnel-underlay') && source === tunnel.id
        ? network.interfaces.get(target)
        : undefined;
    return below ? [below] : [];
  });
}

function waysOut({ netns }: Interface): readonly Interface[] {
  return [...netns.interfaces.values()].filter(({ edges }) =>
    edges.some(({ kind }) => kind === 'network'),
  );
}
