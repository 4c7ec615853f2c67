import type { Evidence, Id, Ip } from '@vethscope/model';
import type { Packet } from '../packet.ts';

/** What conntrack knows a packet's connection by. */
export interface Tuple {
  readonly source: Ip;
  readonly destination: Ip;
  readonly protocol: string;
  readonly sourcePort: number | undefined;
  readonly destinationPort: number | undefined;
  /** ICMP has its type where others have ports; the id is one and the same both ways. */
  readonly icmpType: number | undefined;
}

export type Manip = 'source' | 'destination';

/** One connection in one namespace: struct nf_conn. */
export interface Connection {
  readonly original: Tuple;
  /** As answers come: NAT has changed it. */
  reply: Tuple;
  /** Unsigned 32 bits. */
  mark: number;
  /** IPS_SRC_NAT_DONE, IPS_DST_NAT_DONE: its rules have been asked, whatever they said. */
  readonly asked: Set<Manip>;
  /** IPS_SRC_NAT, IPS_DST_NAT, and the rule behind each. */
  readonly translated: Map<Manip, readonly Evidence[]>;
  /** IPS_SEEN_REPLY */
  isAnswered: boolean;
  /** IPS_CONFIRMED: its first packet got through. */
  isConfirmed: boolean;
}

/** The connections of all namespaces that one walk has passed: nf_conntrack_hash. */
export class Connections {
  readonly #confirmed = new Map<Id, Connection[]>();

  find(netns: Id, packet: Tuple): Found | undefined {
    for (const connection of this.#confirmed.get(netns) ?? []) {
      if (isSame(connection.original, packet)) return { connection, direction: 'original' };
      if (isSame(connection.reply, packet)) return { connection, direction: 'reply' };
    }
    return undefined;
  }

  /** The first packet got through the namespace: from now on others are held against it. */
  confirm(netns: Id, connection: Connection): void {
    if (connection.isConfirmed) return;
    connection.isConfirmed = true;
    const known = this.#confirmed.get(netns);
    if (known) known.push(connection);
    else this.#confirmed.set(netns, [connection]);
  }
}

export interface Found {
  readonly connection: Connection;
  readonly direction: 'original' | 'reply';
}

export function newConnection(original: Tuple): Connection {
  return {
    original,
    reply: invert(original),
    mark: 0,
    asked: new Set(),
    translated: new Map(),
    isAnswered: false,
    isConfirmed: false,
  };
}

export function tupleOf(packet: Packet): Tuple {
  const { source, destination, protocol, sourcePort, destinationPort, icmp } = packet;
  return { source, destination, protocol, sourcePort, destinationPort, icmpType: icmp?.type };
}

/** The tuple of an answer: nf_ct_invert_tuple(). */
export function invert(tuple: Tuple): Tuple {
  const { source, destination, protocol, sourcePort, destinationPort, icmpType } = tuple;
  return {
    source: destination,
    destination: source,
    protocol,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
    icmpType: icmpType === undefined ? undefined : (ANSWERS.get(icmpType) ?? icmpType),
  };
}

/** Echo, timestamp, information, address mask; ICMPv6: echo, node information. */
const PAIRS: readonly (readonly [number, number])[] = [
  [8, 0],
  [13, 14],
  [15, 16],
  [17, 18],
  [128, 129],
  [139, 140],
];
const ANSWERS: ReadonlyMap<number, number> = new Map(
  PAIRS.flatMap(([request, answer]) => [
    [request, answer],
    [answer, request],
  ]),
);

export function isSame(a: Tuple, b: Tuple): boolean {
  return (
    a.source === b.source &&
    a.destination === b.destination &&
    a.protocol === b.protocol &&
    a.sourcePort === b.sourcePort &&
    a.destinationPort === b.destinationPort &&
    a.icmpType === b.icmpType
  );
}
