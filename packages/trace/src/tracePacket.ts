import type { Ip } from '@vethscope/model';
import { parseIp } from '@vethscope/model';
import type { Disposition } from './disposition.ts';
import type { Interface, Namespace, Network } from './network/network.ts';
import type { Packet } from './packet.ts';
import { replyTo } from './reply.ts';
import type { Branch, Reply, Trace } from './trace.ts';
import type { Choices } from './walk/choices.ts';
import { explore } from './walk/explore.ts';
import type { Moving } from './walk/next.ts';
import type { Skb } from './walk/skb.ts';
import { startWalk, type Walk } from './walk/walk.ts';
import type { Walked } from './walkPacket.ts';
import { walkPacket } from './walkPacket.ts';

/** Where a packet begins. */
export type TraceStart =
  /** A process in there sends it; without a source address the kernel chooses one. */
  | {
      readonly kind: 'sent';
      readonly netns: Namespace;
      readonly packet: Omit<Packet, 'source'> & { readonly source?: Ip };
    }
  /** It comes from outside of the capture, or from a namespace that was not captured, by `interface`. */
  | {
      readonly kind: 'arrives';
      readonly interface: Interface;
      readonly packet: Packet;
      /** What is taken for granted about the part of its way before. */
      readonly assumption: string;
    };

/** A service may have a few hundred endpoints, each a branch of its own. */
const MOST_WALKS = 1024;

/** Where the packet goes, in every way that the capture leaves open; and what is answered. */
export function tracePacket(
  network: Network,
  start: TraceStart,
): Pick<Trace, 'packet' | 'disposition' | 'branches'> {
  const leaves = explore({
    run: (choices) => thereAndBack(network, start, choices),
    keyOf: endKey,
    beyondLimit: () => notFollowed(start),
    limit: MOST_WALKS,
  });
  const branches = leaves.map(({ result, probability, assumptions }): Branch => {
    const { request, reply } = result;
    return {
      probability,
      ...told(request),
      assumptions,
      ...(reply && { reply: toldReply(reply) }),
    };
  });
  const packet = leaves[0]?.result.request.packet ?? unsentPacket(start);
  return { packet, disposition: commonDisposition(branches), branches };
}

interface ThereAndBack {
  readonly request: Walked;
  readonly reply?: Walked;
}

function thereAndBack(network: Network, start: TraceStart, choices: Choices): ThereAndBack {
  const walk = startWalk(network, choices);
  const request = walkPacket(walk, firstStage(walk, start));
  const reply = replyTo(walk, start, request);
  return { request, ...(reply && { reply }) };
}

function firstStage({ path, choices }: Walk, start: TraceStart): Moving {
  const skb: Skb = { packet: unsentPacket(start), mark: 0, packetType: 'unicast' };
  if (start.kind === 'sent') {
    const { netns } = start;
    if (start.packet.source !== undefined) return { stage: 'output', netns, skb };
    return { stage: 'output', netns, skb, needsSource: true };
  }
  choices.presume(start.assumption);
  const { id, name, netns, link } = start.interface;
  path.enter(netns);
  path.step({ kind: 'ingress', interface: id, name, evidence: [link.evidence] });
  if (link.mac !== undefined) skb.destinationMac = link.mac;
  return { stage: 'input', interface: start.interface, skb };
}

/** Before its sender has chosen a source address, a packet has the unspecified one. */
function unsentPacket({ packet }: TraceStart): Packet {
  const source = packet.source ?? parseIp(packet.family === 4 ? '0.0.0.0' : '::');
  if (source === undefined) throw new RangeError('the unspecified address is one');
  return { ...packet, source };
}

function told({ outcome: { disposition, because }, hops, decidedBy }: Walked) {
  return { disposition, because, hops, ...(decidedBy && { decidedBy }) };
}

function toldReply(reply: Walked): Reply {
  return { packet: reply.packet, ...told(reply) };
}

/** Ends are alike where the same packet comes to the same end in the same place, and its answer, too. */
function endKey({ request, reply }: ThereAndBack): string {
  return [request, ...(reply ? [reply] : [])].map(walkKey).join(' / ');
}

function walkKey({ outcome: { disposition, arrived }, hops, finalPacket }: Walked): string {
  const { source, sourcePort, destination, destinationPort } = finalPacket;
  const tuple = arrived ? [source, sourcePort, destination, destinationPort] : [];
  return [disposition, hops.at(-1)?.netns, ...tuple].join(' ');
}

function notFollowed(start: TraceStart): ThereAndBack {
  const packet = unsentPacket(start);
  const outcome = { disposition: 'undecided', because: 'this way is not followed' } as const;
  return { request: { packet, finalPacket: packet, outcome, hops: [] } };
}

function commonDisposition(branches: readonly Branch[]): Disposition {
  const first = branches[0]?.disposition ?? 'undecided';
  return branches.every(({ disposition }) => disposition === first) ? first : 'undecided';
}
