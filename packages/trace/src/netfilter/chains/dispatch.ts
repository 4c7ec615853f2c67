import type { Rule } from '@vethscope/model';
import { prefixAddress, prefixLength } from '@vethscope/model';
import { type AddressBits, addressBits, packetAddresses } from '../../network/addressBits.ts';
import { hasPorts } from '../protocols.ts';
import type { Sight } from '../sight.ts';

/** Places of the rules of one chain that can hold for a packet, in order. */
export type Dispatch = (sight: Sight) => readonly number[];

/**
 * Long chains are tables of addresses, ports or interfaces (KUBE-SERVICES, KUBE-NODEPORTS,
 * cali-from-wl-dispatch): each rule is filed under one thing that a packet must have for it to hold.
 * Nothing that a rule does to a packet changes these while it is in the chain: translating ends it.
 */
export function indexRules(rules: readonly Rule[]): Dispatch {
  const files = new Map<FiledBy, Map<AddressBits | string, number[]>>();
  const always: number[] = [];
  for (const [place, rule] of rules.entries()) {
    const key = keyOf(rule);
    if (!key) {
      always.push(place);
      continue;
    }
    const file = files.get(key.by) ?? new Map<AddressBits | string, number[]>();
    files.set(key.by, file);
    const known = file.get(key.value);
    if (known) known.push(place);
    else file.set(key.value, [place]);
  }
  const filed = [...files];
  return (sight) => {
    let places: readonly number[] = always;
    for (const [by, file] of filed) {
      places = merged(places, placesIn(file, packetValue(by, sight)));
    }
    return places;
  };
}

function merged(some: readonly number[], others: readonly number[]): readonly number[] {
  if (some.length === 0) return others;
  if (others.length === 0) return some;
  return [...some, ...others].sort((a, b) => a - b);
}

type FiledBy = 'destination' | 'source' | 'out' | 'in' | 'port';

interface Key {
  readonly by: FiledBy;
  readonly value: AddressBits | string;
}

/** What a packet must have for the rule to hold; `undefined`: nothing of the kind. */
function keyOf(rule: Rule): Key | undefined {
  const destination = hostOf(rule.destination);
  if (destination !== undefined) return { by: 'destination', value: destination };
  const source = hostOf(rule.source);
  if (source !== undefined) return { by: 'source', value: source };
  const out = deviceOf(rule.outInterface);
  if (out !== undefined) return { by: 'out', value: out };
  const device = deviceOf(rule.inInterface);
  if (device !== undefined) return { by: 'in', value: device };
  const port = portOf(rule);
  return port === undefined ? undefined : { by: 'port', value: port };
}

/** `-d 10.96.0.1/32` */
function hostOf(match: Rule['source']): AddressBits | undefined {
  if (match.kind !== 'in' || match.negated) return undefined;
  const width = match.prefix.includes(':') ? 128 : 32;
  if (prefixLength(match.prefix) !== width) return undefined;
  return addressBits(prefixAddress(match.prefix));
}

/** `-o cali1dac8782bdb` */
function deviceOf(match: Rule['inInterface']): string | undefined {
  return match.kind === 'is' && !match.negated && !match.wildcard ? match.name : undefined;
}

/** `-p tcp -m tcp --dport 30080` */
function portOf({ matches }: Rule): number | undefined {
  for (const match of matches) {
    if (match.kind !== 'tcp' && match.kind !== 'udp') continue;
    const ports = match.destinationPorts;
    const [range, ...more] = ports?.ranges ?? [];
    if (ports?.negated || !range || more.length > 0 || range.from !== range.to) continue;
    return range.from;
  }
  return undefined;
}

/** Of a packet; `undefined` where it is not known, so that any rule may hold. */
function packetValue(by: FiledBy, sight: Sight): AddressBits | string | undefined {
  const { packet } = sight.skb;
  switch (by) {
    case 'destination':
    case 'source':
      return packetAddresses(packet)[by];
    case 'out':
    case 'in':
      return sight[by]?.name ?? '';
    case 'port':
      return packet.destinationPort ?? (hasPorts(packet.protocol) ? undefined : 'none');
  }
}

function placesIn(
  file: ReadonlyMap<AddressBits | string, readonly number[]>,
  value: AddressBits | string | undefined,
): readonly number[] {
  return value === undefined ? [...file.values()].flat() : (file.get(value) ?? []);
}
