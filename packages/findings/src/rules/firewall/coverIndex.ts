import type { AddressMatch, Prefix, Rule } from '@vethscope/model';
import { prefixLength, widerNetwork } from '@vethscope/model';
import { covers } from './covers.ts';

/** Rules that end a chain, found by what a rule that they cover has to have in common with them. */
export class CoverIndex {
  /** The ways in which keys are made: how long both prefixes are, whether a port is asked for. */
  readonly #shapes = new Map<string, Shape>();
  readonly #buckets = new Map<string, Rule[]>();

  add(rule: Rule): void {
    const shape = shapeOf(rule);
    this.#shapes.set(JSON.stringify(shape), shape);
    const key = keyOf(rule, shape);
    if (key === undefined) return;
    const bucket = this.#buckets.get(key);
    if (!bucket) this.#buckets.set(key, [rule]);
    else if (bucket.length < MOST_COMPARED) bucket.push(rule);
  }

  /** The first that covers it, of those for which `isFit` holds. */
  coverOf(later: Rule, isFit: (earlier: Rule) => boolean): Rule | undefined {
    let first: Rule | undefined;
    for (const shape of this.#shapes.values()) {
      const key = keyOf(later, shape);
      const bucket = key === undefined ? undefined : this.#buckets.get(key);
      const found = bucket?.find((earlier) => isFit(earlier) && covers(earlier, later));
      if (found && (!first || found.number < first.number)) first = found;
    }
    return first;
  }
}

/** Rules that differ in nothing that a key holds: beyond these nothing is said. */
const MOST_COMPARED = 100;

interface Shape {
  /** Absent: any, or one that no key can be made of. */
  readonly source?: number;
  readonly destination?: number;
  readonly hasPort: boolean;
}

function shapeOf(rule: Rule): Shape {
  const source = insideOf(rule.source);
  const destination = insideOf(rule.destination);
  return {
    ...(source && { source: prefixLength(source) }),
    ...(destination && { destination: prefixLength(destination) }),
    hasPort: onlyPortOf(rule) !== undefined,
  };
}

/** `undefined`: the rule cannot be covered by one of this shape. */
function keyOf(rule: Rule, shape: Shape): string | undefined {
  const source = networkText(rule.source, shape.source);
  const destination = networkText(rule.destination, shape.destination);
  const port = shape.hasPort ? onlyPortOf(rule) : '';
  if (source === undefined || destination === undefined || port === undefined) return undefined;
  return `${source} ${destination} ${port}`;
}

function networkText(match: AddressMatch, length: number | undefined): string | undefined {
  if (length === undefined) return '';
  const prefix = insideOf(match);
  if (prefix === undefined || prefixLength(prefix) < length) return undefined;
  return widerNetwork(prefix, length);
}

function insideOf(match: AddressMatch): Prefix | undefined {
  return match.kind === 'in' && !match.negated ? match.prefix : undefined;
}

/** `--dport 80`: a rule that it covers asks for the same one port. */
function onlyPortOf({ matches }: Rule): string | undefined {
  for (const match of matches) {
    if (match.kind !== 'tcp' && match.kind !== 'udp') continue;
    const { ranges = [], negated } = match.destinationPorts ?? {};
    const [first] = ranges;
    if (!negated && first && ranges.length === 1 && first.from === first.to) {
      return String(first.from);
    }
  }
  return undefined;
}
