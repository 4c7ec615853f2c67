import type { Namespace } from './network/network.ts';
import type { Packet } from './packet.ts';
import type { TraceStart } from './tracePacket.ts';
import { Path } from './walk/path.ts';
import type { Awaited, Walk } from './walk/walk.ts';
import type { Walked } from './walkPacket.ts';
import { walkPacket } from './walkPacket.ts';

/** The answer of whoever got the request, on its way back; absent where nothing is sent back. */
export function replyTo(walk: Walk, start: TraceStart, request: Walked): Walked | undefined {
  const { arrived } = request.outcome;
  const packet = arrived && answerTo(arrived.skb.packet, isRefused(request));
  if (!arrived || !packet) return undefined;
  const awaited = awaitedAnswer(start, request.packet);
  const back: Walk = { ...walk, path: new Path(), awaited };
  const skb = { packet, mark: 0, packetType: 'unicast' } as const;
  const reply = walkPacket(back, { stage: 'output', netns: arrived.netns, skb: { ...skb } });
  return leftAsSomethingElse(reply, awaited) ? withWrongSource(reply, awaited) : reply;
}

/** A closed TCP port is answered, too: with RST. */
function isRefused({ hops }: Walked): boolean {
  const last = hops.at(-1)?.steps.at(-1);
  return last?.kind === 'socket' && last.listening === 'no';
}

function answerTo(request: Packet, isClosed: boolean): Packet | undefined {
  const { source, destination, sourcePort, destinationPort, icmp, ...rest } = request;
  const turned = {
    ...rest,
    source: destination,
    destination: source,
    ttl: 64,
    ...(destinationPort !== undefined && { sourcePort: destinationPort }),
    ...(sourcePort !== undefined && { destinationPort: sourcePort }),
  };
  switch (request.protocol) {
    case 'tcp':
      // A reset has no options, and the DSCP of what it resets.
      return isClosed
        ? { ...turned, tcpFlags: ['RST', 'ACK'], length: (request.family === 4 ? 20 : 40) + 20 }
        : { ...turned, tcpFlags: ['SYN', 'ACK'], dscp: 0 };
    case 'icmp':
      return icmp?.type === 8 ? { ...turned, icmp: { type: 0, code: 0 } } : undefined;
    case 'ipv6-icmp':
      return icmp?.type === 128 ? { ...turned, icmp: { type: 129, code: 0 } } : undefined;
    default:
      // "Port unreachable" is a message about the packet, not an answer to it.
      return isClosed ? undefined : { ...turned, dscp: 0 };
  }
}

/** What the sender of a request takes for its answer: one from where it went, to where it came from. */
function awaitedAnswer(start: TraceStart, request: Packet): Awaited {
  const { source, sourcePort, destination, destinationPort } = request;
  const to = { address: source, ...(sourcePort !== undefined && { port: sourcePort }) };
  return {
    ...netnsOf(start),
    source: destination,
    ...(destinationPort !== undefined && { sourcePort: destinationPort, to }),
  };
}

function netnsOf(start: TraceStart): { readonly netns?: Namespace } {
  return start.kind === 'sent' ? { netns: start.netns } : {};
}

/** Outside nobody can be asked, but that they do not wait for this is known. */
function leftAsSomethingElse({ outcome, finalPacket }: Walked, awaited: Awaited): boolean {
  const isExpected =
    finalPacket.source === awaited.source && finalPacket.sourcePort === awaited.sourcePort;
  return outcome.disposition === 'leavesCapture' && !isExpected;
}

function withWrongSource(reply: Walked, { source }: Awaited): Walked {
  const because = `${reply.outcome.because}, from ${reply.finalPacket.source}: whoever asked ${source} does not wait for that`;
  return { ...reply, outcome: { ...reply.outcome, because } };
}
