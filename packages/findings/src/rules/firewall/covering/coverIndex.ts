import type { AddressMatch, Rule } from '@vethscope/model';
import { ipBits, ipFamily, prefixAddress, prefixLength } from '@vethscope/model';
import { covers } from './covers.ts';

/** Rules that end a chain, found by what a rule that they cover has to have in common with them. */
export class CoverIndex {
  /** The ways in which keys are made: how long both prefixes are, whether a port is asked for. */
  readonly #shapes = new Map<string, Shape>();
  readonly #buckets = new Map<string, Rule[]>();

  add(rule: Rule): void {
    const place = placeOf(rule);
    const shape = shapeOf(place);
    this.#shapes.set(`${shape.source} ${shape.destination} ${shape.hasPort}`, shape);
    const key = keyOf(place, shape);
    if (key === undefined) return;
    const bucket = this.#buckets.get(key);
    if (!bucket) this.#buckets.set(key, [rule]);
    else if (bucket.length < MOST_COMPARED) bucket.push(rule);
  }

  /** The first that covers it, of those for which `isFit` holds. */
  coverOf(later: Rule, isFit: (earlier: Rule) => boolean): Rule | undefined {
    const place = placeOf(later);
    let first: Rule | undefined;
    for (const shape of this.#shapes.values()) {
      const key = keyOf(place, shape);
      const bucket = key === undefined ? undefined : this.#buckets.get(key);
      const found = bucket?.find((earlier) => isFit(earlier) && covers(earlier, later));
      if (found && (!first || found.number < first.number)) first = found;
    }
    return first;
  }
}

/** Rules that differ in nothing that a key holds: beyond these nothing is said. */
const MOST_COMPARED = 100;

/** What of a rule goes into keys. */
interface Place {
  readonly source: Network | undefined;
  readonly destination: Network | undefined;
  readonly port: number | undefined;
}

/** IPv4 as a number, which is many times as fast as the bigint that IPv6 needs. */
interface Network {
  readonly bits: number | bigint;
  readonly length: number;
}

interface Shape {
  /** Length of the prefix; 0: any, or one that no key can be made of. */
  readonly source: number;
  readonly destination: number;
  readonly hasPort: boolean;
}

function placeOf(rule: Rule): Place {
  return {
    source: networkOf(rule.source),
    destination: networkOf(rule.destination),
    port: onlyPortOf(rule),
  };
}

function networkOf(match: AddressMatch): Network | undefined {
  if (match.kind !== 'in' || match.negated) return undefined;
  const bits = ipBits(prefixAddress(match.prefix));
  const isIpv4 = ipFamily(match.prefix) === 4;
  return { bits: isIpv4 ? Number(bits) : bits, length: prefixLength(match.prefix) };
}

function shapeOf({ source, destination, port }: Place): Shape {
  return {
    source: source?.length ?? 0,
    destination: destination?.length ?? 0,
    hasPort: port !== undefined,
  };
}

/** `undefined`: the rule cannot be covered by one of this shape. */
function keyOf({ source, destination, port }: Place, shape: Shape): string | undefined {
  if (shape.hasPort && port === undefined) return undefined;
  if ((source?.length ?? 0) < shape.source) return undefined;
  if ((destination?.length ?? 0) < shape.destination) return undefined;
  const from = networkBits(source, shape.source);
  const to = networkBits(destination, shape.destination);
  return `${from}/${shape.source} ${to}/${shape.destination} ${shape.hasPort ? port : ''}`;
}

/** The first `length` bits. */
function networkBits(network: Network | undefined, length: number): number | bigint {
  if (!network || length === 0) return 0;
  return typeof network.bits === 'bigint'
    ? network.bits >> BigInt(128 - length)
    : network.bits >>> (32 - length);
}

/** `--dport 80`: a rule that it covers asks for the same one port. */
function onlyPortOf({ matches }: Rule): number | undefined {
  for (const match of matches) {
    if (match.kind !== 'tcp' && match.kind !== 'udp') continue;
    const { ranges = [], negated } = match.destinationPorts ?? {};
    const [first] = ranges;
    if (!negated && first && ranges.length === 1 && first.from === first.to) return first.from;
  }
  return undefined;
}
