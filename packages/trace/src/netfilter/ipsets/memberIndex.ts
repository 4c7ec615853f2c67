import type { IpsetMember } from '@vethscope/model';
import { parsePrefix, prefixAddress, prefixLength } from '@vethscope/model';
import { addressBits, maskedBits } from '../../network/addressBits.ts';
import { isNamed } from '../matches/devices.ts';
import { type Asked, addressOf, type Dimension, type Value } from './dimensions.ts';
import { ABSENT, type Found, MEMBER, NOMATCH } from './found.ts';

type Find = (asked: Asked) => Found;

/**
 * Members by what they are compared with. Those with prefixes of the same lengths are one group;
 * the longest come first, as in mtype_test_cidrs() of ip_set_hash_gen.h, and the first that holds
 * decides.
 */
export function indexMembers(
  members: readonly IpsetMember[],
  name: string,
  dimensions: readonly Dimension[],
): Find {
  const groups = new Map<string, Group>();
  let unread: string | undefined;
  // For each dimension, whether a value that is not known may be one of the members'.
  const mayHold = dimensions.map(() => false);
  for (const member of members) {
    noteWhatMayHold(member, dimensions, mayHold);
    const keys = memberKeys(member, dimensions);
    if (!keys) unread ??= member.elements.join(',');
    else addTo(groups, keys, member, dimensions);
  }
  const ordered = [...groups.values()].sort(byLength);
  const missed: Found =
    unread === undefined
      ? ABSENT
      : { kind: 'unknown', why: `member ${unread} of set ${name} is not understood` };
  return (asked) => {
    const values = packetValues(asked, dimensions, mayHold);
    if (values === undefined) return ABSENT;
    if ('unknown' in values) return { kind: 'unknown', why: values.unknown };
    for (const { lengths, entries } of ordered) {
      const entry = entries.get(keyOf(values, lengths));
      if (entry) return isHeld(entry, asked, dimensions);
    }
    return missed;
  };
}

function noteWhatMayHold(
  { elements }: IpsetMember,
  dimensions: readonly Dimension[],
  mayHold: boolean[],
): void {
  for (const [i, dimension] of dimensions.entries()) {
    if (mayHold[i] || dimension.kind !== 'value') continue;
    const { mayBe, ofMember } = dimension;
    mayHold[i] = mayBe === undefined || ofMember(elements[i] ?? '').some(mayBe);
  }
}

/** Members whose prefixes are of the same lengths, a length for each part that is a net. */
interface Group {
  readonly lengths: readonly (number | undefined)[];
  readonly entries: Map<string, readonly Entry[]>;
}

interface Entry {
  readonly nomatch: boolean;
  /** `hash:net,iface` only. */
  readonly device?: { readonly name: string; readonly wildcard: boolean; readonly isPort: boolean };
}

interface MemberKeys {
  readonly lengths: readonly (number | undefined)[];
  readonly keys: readonly string[];
}

function addTo(
  groups: Map<string, Group>,
  { lengths, keys }: MemberKeys,
  member: IpsetMember,
  dimensions: readonly Dimension[],
): void {
  const shape = lengths.join(',');
  const group = groups.get(shape) ?? { lengths, entries: new Map() };
  groups.set(shape, group);
  const entry = entryOf(member, dimensions);
  for (const key of keys) group.entries.set(key, [...(group.entries.get(key) ?? []), entry]);
}

/** `undefined`: a part of it is not understood. */
function memberKeys(
  { elements }: IpsetMember,
  dimensions: readonly Dimension[],
): MemberKeys | undefined {
  const lengths: (number | undefined)[] = [];
  let keys = [''];
  for (const [i, dimension] of dimensions.entries()) {
    const text = elements[i];
    if (text === undefined) return undefined;
    const { length, values } = memberPart(text, dimension);
    if (values.length === 0) return undefined;
    lengths.push(length);
    keys = keys.flatMap((key) => values.map((value) => `${key}|${value}`));
  }
  return { lengths, keys };
}

function memberPart(
  text: string,
  dimension: Dimension,
): { readonly length: number | undefined; readonly values: readonly Value[] } {
  switch (dimension.kind) {
    case 'net': {
      const prefix = parsePrefix(text);
      if (prefix === undefined) return { length: undefined, values: [] };
      const length = prefixLength(prefix);
      return { length, values: [maskedBits(addressBits(prefixAddress(prefix)), length)] };
    }
    case 'iface':
      // Not a part of the key: its entries say which devices they are for.
      return { length: undefined, values: [''] };
    case 'value':
      return { length: undefined, values: dimension.ofMember(text) };
  }
}

/** `10.0.0.0/8,physdev:eth0`, `10.0.0.0/8,cali wildcard` */
function entryOf(
  { elements, nomatch, options }: IpsetMember,
  dimensions: readonly Dimension[],
): Entry {
  const at = dimensions.findIndex(({ kind }) => kind === 'iface');
  const text = elements[at];
  if (text === undefined) return { nomatch };
  const isPort = text.startsWith('physdev:');
  const name = isPort ? text.slice('physdev:'.length) : text;
  return { nomatch, device: { name, isPort, wildcard: options?.['wildcard'] !== undefined } };
}

type PacketValues = readonly Value[] | { readonly unknown: string };

/** `undefined`: the packet lacks one of them. */
function packetValues(
  { sight, directions }: Asked,
  dimensions: readonly Dimension[],
  mayHold: readonly boolean[],
): PacketValues | undefined {
  const values: Value[] = [];
  let unknown: string | undefined;
  for (const [i, dimension] of dimensions.entries()) {
    const side = directions[i] ?? 'src';
    if (dimension.kind === 'net') values.push(addressOf(sight, side));
    else if (dimension.kind === 'iface') values.push('');
    else {
      const value = dimension.ofPacket(sight, side);
      if (value === undefined) return undefined;
      if (typeof value === 'object') {
        if (!mayHold[i]) return undefined;
        unknown ??= value.unknown;
      } else values.push(value);
    }
  }
  return unknown === undefined ? values : { unknown };
}

function keyOf(values: readonly Value[], lengths: readonly (number | undefined)[]): string {
  let key = '';
  for (const [i, value] of values.entries()) {
    const length = lengths[i];
    const isNet = length !== undefined && typeof value !== 'string';
    key += `|${isNet ? maskedBits(value, length) : value}`;
  }
  return key;
}

/** Longest first; of two nets the first one's length counts before the second's. */
function byLength(a: Group, b: Group): number {
  for (const [i, length] of a.lengths.entries()) {
    const difference = (b.lengths[i] ?? 0) - (length ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `hash:net,iface`: where the longest prefix is for other devices only, no shorter one is asked. */
function isHeld(entries: readonly Entry[], asked: Asked, dimensions: readonly Dimension[]): Found {
  const at = dimensions.findIndex(({ kind }) => kind === 'iface');
  const held = at < 0 ? entries[0] : entries.find((entry) => isFor(entry, asked, at));
  if (!held) return ABSENT;
  return held.nomatch ? NOMATCH : MEMBER;
}

function isFor({ device }: Entry, { sight, directions }: Asked, at: number): boolean {
  if (!device) return false;
  const { physIn, physOut } = sight.skb;
  const isSource = directions[at] === 'src';
  const port = isSource ? physIn : physOut;
  const found = device.isPort ? port : isSource ? sight.in : sight.out;
  return found !== undefined && isNamed(found.name, device);
}
