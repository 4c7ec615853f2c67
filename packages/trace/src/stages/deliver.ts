import type { Ip, ListeningSocket } from '@vethscope/model';
import { endpointWords } from '../describe/packetWords.ts';
import { passHook } from '../netfilter/passHook.ts';
import type { Namespace } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { SocketStep } from '../step.ts';
import { decapsulate } from '../tunnel/decapsulate.ts';
import type { Next } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Awaited, Walk } from '../walk/walk.ts';

/** For here: INPUT, then the tunnel or the socket that takes it: ip_local_deliver(). */
export function deliver(walk: Walk, netns: Namespace, skb: Skb): Next {
  const stopped = passHook(walk, netns, 'INPUT', skb);
  if (stopped) return stopped;
  return decapsulate(walk, netns, skb) ?? arrive(walk, netns, skb);
}

function arrive(walk: Walk, netns: Namespace, skb: Skb): Next {
  const { packet } = skb;
  const step = walk.awaited ? answerStep(walk, netns, packet) : socketStep(netns, skb);
  walk.path.step(step);
  const where = `${packet.destination} of ${netns.id}`;
  if (step.expected === false) {
    const because = `${whyStrange(packet, walk.awaited)}: nobody in there waits for it`;
    return { stage: 'end', outcome: { disposition: 'dropped', because } };
  }
  const because =
    step.listening === 'no'
      ? `it arrives at ${where}, where nothing listens on ${packet.protocol} ${packet.destinationPort}`
      : `it arrives at ${where}`;
  return { stage: 'end', outcome: { disposition: 'delivered', because, arrived: { netns, skb } } };
}

/** Who waits for an answer knows it by where it comes from, and where it goes. */
function answerStep({ awaited }: Walk, netns: Namespace, packet: Packet): SocketStep {
  const { destination: address, destinationPort: port } = packet;
  const expected = netns === awaited?.netns && isFrom(packet, awaited) && isFor(packet, awaited.to);
  const to = { address, ...(port !== undefined && { port }) };
  const { protocol } = packet;
  return { kind: 'socket', protocol, ...to, listening: 'yes', expected, evidence: [] };
}

function isFrom({ source, sourcePort }: Packet, awaited: Awaited | undefined): boolean {
  return source === awaited?.source && sourcePort === awaited.sourcePort;
}

/** A port that NAT has chosen is not the sender's. */
function isFor({ destination, destinationPort }: Packet, to: Awaited['to']): boolean {
  return !to || (destination === to.address && destinationPort === to.port);
}

function whyStrange(packet: Packet, awaited: Awaited | undefined): string {
  const from = withPort(packet.source, packet.sourcePort);
  if (isFrom(packet, awaited) && awaited?.to) {
    const to = withPort(packet.destination, packet.destinationPort);
    return `an answer to ${to} is not one to ${endpointWords(awaited.to)}`;
  }
  const asked = withPort(awaited?.source ?? packet.source, awaited?.sourcePort);
  return `an answer from ${from} is not one from ${asked}`;
}

function withPort(address: Ip, port: number | undefined): string {
  return endpointWords({ address, ...(port !== undefined && { port }) });
}

function socketStep(netns: Namespace, { packet, inInterface }: Skb): SocketStep {
  const { protocol, destination: address, destinationPort: port } = packet;
  if (port === undefined) {
    // The kernel answers echo requests itself.
    return { kind: 'socket', protocol, address, listening: 'yes', evidence: [] };
  }
  const socket = netns.facts.sockets.find((one) => takes(one, packet, inInterface?.name));
  const listening = socket ? 'yes' : netns.knows('sockets') ? 'no' : 'unknown';
  const evidence = socket ? [socket.evidence] : [];
  return { kind: 'socket', protocol, address, port, listening, evidence };
}

function takes(socket: ListeningSocket, packet: Packet, device: string | undefined): boolean {
  if (socket.protocol !== packet.protocol || socket.port !== packet.destinationPort) return false;
  if (socket.device !== undefined && socket.device !== device) return false;
  if (socket.address === packet.destination) return true;
  const isAny = socket.address === '0.0.0.0' || socket.address === '::';
  const own = socket.address === '::' ? [4, 6] : [packet.family];
  return isAny && (socket.families ?? own).includes(packet.family);
}
