import type { Family, Id, Ip } from '@vethscope/model';
import { ipFamily } from '@vethscope/model';
import type { TraceRequest } from '../answerTrace.ts';
import type { Network } from '../network/network.ts';
import type { TraceEnd } from '../trace.ts';
import type { TraceStart } from '../tracePacket.ts';
import { arrivalFromOutside, arrivalFromUnseen } from './arrival.ts';
import { chooseFamily } from './chooseFamily.ts';
import { destinationPort } from './destinationPort.ts';
import { type End, findEnd } from './end.ts';
import { firstPacket } from './firstPacket.ts';
import type { Place } from './place.ts';
import { subjectName } from './subject.ts';
import { thisHost } from './thisHost.ts';

/** A question as people ask it, made into the packet that is meant. */
export type Resolved =
  | {
      readonly kind: 'resolved';
      readonly start: TraceStart;
      readonly from: TraceEnd;
      readonly to: TraceEnd;
    }
  /** One line: which part of the question it is about, what is wrong, what to say instead. */
  | Problem;

interface Problem {
  readonly kind: 'problem';
  readonly message: string;
}

export function resolveRequest(network: Network, request: TraceRequest): Resolved {
  const from = findEnd(network, request.from);
  if (from.kind === 'problem') return problem('from', from.message);
  const to = findEnd(network, request.to);
  if (to.kind === 'problem') return problem('to', to.message);

  const wrongStart = whyNoStart(from);
  if (wrongStart !== undefined) return problem('from', wrongStart);
  const family = chooseFamily(from, to);
  if (family.kind === 'problem') return problem('to', family.message);
  const port = destinationPort(request, to.subject);
  if (port.kind === 'problem') return problem('dport', port.message);

  const destination = firstOf(to.addresses, family.family);
  if (destination === undefined) return problem('to', `${subjectName(to.subject)} has no address`);
  const packet = firstPacket(request, destination, port.dport);
  const start = startOf(network, from, packet);
  if (start.kind === 'problem') return problem('from', start.message);
  return {
    kind: 'resolved',
    start,
    from: traceEnd(request.from, from.place),
    to: traceEnd(request.to, to.place),
  };
}

function whyNoStart({ subject, place }: End): string | undefined {
  if (subject.kind === 'service') {
    return `${subjectName(subject)} sends nothing itself: name a pod, a namespace, a node or an address`;
  }
  if (place.kind === 'several') {
    const places = place.namespaces.map(({ node, name }) => `${node}/${name}`).join(', ');
    return `${subjectName(subject)} is an address in several namespaces (${places}): name one of them`;
  }
  return undefined;
}

function startOf(
  network: Network,
  { subject, place, addresses }: End,
  packet: ReturnType<typeof firstPacket>,
): TraceStart | Problem {
  if (place.kind === 'captured') {
    const source = subject.kind === 'address' ? subject.address : undefined;
    const destination = thisHost(packet.destination, source);
    return {
      kind: 'sent',
      netns: place.netns,
      packet: { ...packet, destination, ...(source !== undefined && { source }) },
    };
  }
  const source = firstOf(addresses, packet.family);
  if (source === undefined) {
    const message = `${subjectName(subject)} was not captured, and no IPv${packet.family} address of it is known`;
    return { kind: 'problem', message };
  }
  const arrival =
    place.kind === 'unseen'
      ? arrivalFromUnseen(place.host, place.netns, source)
      : arrivalFromOutside(network, source, packet.destination);
  if (arrival.kind === 'problem') return arrival;
  return {
    kind: 'arrives',
    interface: arrival.interface,
    packet: { ...packet, source },
    assumption: arrival.assumption,
  };
}

function traceEnd(text: string, place: Place): TraceEnd {
  const id: Id | undefined = place.kind === 'several' ? undefined : place.id;
  return { text, ...(id && { id }) };
}

function firstOf(addresses: readonly Ip[], family: Family): Ip | undefined {
  return addresses.find((address) => ipFamily(address) === family);
}

function problem(part: 'from' | 'to' | 'dport', message: string): Problem {
  return { kind: 'problem', message: `${part}: ${message}` };
}
