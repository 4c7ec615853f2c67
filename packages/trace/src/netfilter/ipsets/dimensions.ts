import type { Ipset } from '@vethscope/model';
import {
  type AddressBits,
  maskedBits,
  packetAddresses,
  readAddressSpan,
} from '../../network/addressBits.ts';
import type { Sight } from '../sight.ts';
import { bareMemberPort, barePacketPort, mayBeChosen, memberPort, packetPort } from './ports.ts';

type Side = 'src' | 'dst';

/** What a set is asked: a packet, and for each dimension the side that counts. */
export interface Asked {
  readonly sight: Sight;
  readonly directions: readonly Side[];
}

/** One part of a set's members: `hash:ip,port,net` has three. */
export type Dimension =
  /** Prefixes, of which the longest decides. */
  | { readonly kind: 'net' }
  /** A device's name, or its beginning. */
  | { readonly kind: 'iface' }
  /** Compared as a whole. */
  | {
      readonly kind: 'value';
      /** `undefined`: the packet has none, so it is in no set. */
      readonly ofPacket: (sight: Sight, side: Side) => PacketValue | undefined;
      /** A part as `ipset list` prints it, in the same form; empty where it is not understood. */
      readonly ofMember: (text: string) => readonly Value[];
      /** Whether what is not known of a packet may be this. Absent: it may be anything. */
      readonly mayBe?: (member: Value) => boolean;
    };

export type Value = AddressBits | string;
export type PacketValue = Value | { readonly unknown: string };

/** `undefined`: a type that is not known. */
export function dimensionsOf({ type, options }: Ipset): readonly Dimension[] | undefined {
  if (type === 'bitmap:port') return [BARE_PORT];
  const dimensions: Dimension[] = [];
  for (const part of type.slice(type.indexOf(':') + 1).split(',')) {
    const dimension = dimensionOf(part, options);
    if (!dimension) return undefined;
    dimensions.push(dimension);
  }
  return dimensions;
}

function dimensionOf(part: string, options: Ipset['options']): Dimension | undefined {
  switch (part) {
    case 'ip':
      return addressDimension(options['netmask']);
    case 'net':
    case 'iface':
      return { kind: part };
    case 'port':
      return { kind: 'value', ofPacket: packetPort, ofMember: memberPort, mayBe: mayBeChosen };
    case 'mac':
      return { kind: 'value', ofPacket: macOf, ofMember: (text) => [text.toLowerCase()] };
    case 'mark':
      return markDimension(options['markmask']);
    default:
      return undefined;
  }
}

const BARE_PORT: Dimension = {
  kind: 'value',
  ofPacket: barePacketPort,
  ofMember: bareMemberPort,
  mayBe: mayBeChosen,
};

export function addressOf({ skb }: Sight, side: Side): AddressBits {
  const { source, destination } = packetAddresses(skb.packet);
  return side === 'src' ? source : destination;
}

/** `Header: family inet netmask 24`: addresses count as their networks. */
function addressDimension(netmask: string | undefined): Dimension {
  const masked = (address: AddressBits): AddressBits =>
    netmask === undefined ? address : maskedBits(address, Number(netmask));
  return {
    kind: 'value',
    ofPacket: (sight, side) => masked(addressOf(sight, side)),
    ofMember: (text) => [...new Set(spelledOut(text).map(masked))],
  };
}

/** More addresses than that are no range that `ipset` would print. */
const LONGEST_RANGE = 65536;

/** `10.0.0.1`, `10.0.0.1-10.0.0.9` */
function spelledOut(text: string): readonly AddressBits[] {
  const span = readAddressSpan(text);
  if (!span) return [];
  const { first, last } = span;
  const length = Number(last) - Number(first) + 1;
  if (length > LONGEST_RANGE) return [];
  return Array.from({ length }, (_, i) =>
    typeof first === 'bigint' ? first + BigInt(i) : first + i,
  );
}

/** `Header: family inet markmask 0xff` */
function markDimension(markmask: string | undefined): Dimension {
  const mask = markmask === undefined ? 0xffffffff : Number(markmask);
  return {
    kind: 'value',
    ofPacket: ({ skb }) => (skb.mark & mask) >>> 0,
    ofMember: (text) => [(Number(text) & mask) >>> 0],
  };
}

function macOf({ in: device, skb }: Sight, side: Side): PacketValue | undefined {
  const mac = side === 'src' ? skb.sourceMac : skb.destinationMac;
  // What is sent from here has no Ethernet header yet.
  if (!device) return undefined;
  return mac ?? { unknown: 'the MAC address of the sender is not known' };
}
