import type { Counters } from '@vethscope/model';
import { readInteger } from './fields.ts';
import { Words } from './words.ts';

/** Columns that `-L` prints only where asked: `--line-numbers`, and `-v` for the others. */
export interface Columns {
  readonly hasNumber: boolean;
  readonly hasCounters: boolean;
  readonly hasInterfaces: boolean;
}

/** `num   pkts bytes target     prot opt in     out     source               destination` */
export function readColumns(line: string): Columns | undefined {
  const heading =
    /^\s*(num\s+)?(pkts\s+bytes\s+)?target\s+prot\s+opt\s+(in\s+out\s+)?source\s+destination\s*$/;
  const match = heading.exec(line);
  if (!match) return undefined;
  const [, num, counters, interfaces] = match;
  return {
    hasNumber: num !== undefined,
    hasCounters: counters !== undefined,
    hasInterfaces: interfaces !== undefined,
  };
}

/** The columns of one rule, cut but not read. */
export interface ListedRow {
  readonly number: number | undefined;
  readonly counters: Counters | undefined;
  readonly target: string | undefined;
  readonly protocol: string;
  /** `--`, `-f`, `!f`; ip6tables leaves it blank at times. */
  readonly option: string | undefined;
  /** Absent where the listing hides interfaces. */
  readonly interfaces: { readonly in: string; readonly out: string } | undefined;
  readonly source: string;
  readonly destination: string;
  /** Stands before what the extensions print. */
  readonly extensions: Words;
}

/**
 * Cuts a rule by its words, never by where they stand: long chain names push all columns to the
 * right. A blank target and a blank option shift the words; `undefined` where they do not fit.
 */
export function cutRow(line: string, columns: Columns): ListedRow | undefined {
  const words = new Words(line);
  const number = columns.hasNumber ? readInteger(words.take()) : undefined;
  if (columns.hasNumber && number === undefined) return undefined;
  const counters = columns.hasCounters ? listedCounters(words) : undefined;
  if (columns.hasCounters && !counters) return undefined;
  const shape = shapeOf(words, columns);
  if (!shape) return undefined;
  const target = shape.hasTarget ? words.take() : undefined;
  const protocol = words.take();
  const option = shape.hasOption ? words.take() : undefined;
  const interfaces = columns.hasInterfaces
    ? { in: words.take() ?? '', out: words.take() ?? '' }
    : undefined;
  const source = words.take();
  const destination = words.take();
  if (protocol === undefined || source === undefined || destination === undefined) return undefined;
  return {
    number,
    counters,
    target,
    protocol,
    option,
    interfaces,
    source,
    destination,
    extensions: words,
  };
}

interface Shape {
  readonly hasTarget: boolean;
  readonly hasOption: boolean;
}

/** Looks ahead: which of the columns that may be blank are there? */
function shapeOf(words: Words, { hasInterfaces }: Columns): Shape | undefined {
  const start = words.position;
  const ahead = Array.from({ length: 7 }, () => words.take());
  words.moveTo(start);
  const [first, second, third] = ahead;
  if (isOption(second))
    return isProtocol(first) ? { hasTarget: false, hasOption: true } : undefined;
  if (isOption(third)) return isProtocol(second) ? { hasTarget: true, hasOption: true } : undefined;
  const interfaces = hasInterfaces ? 2 : 0;
  const fits = (protocol: number) =>
    isProtocol(ahead[protocol]) &&
    isAddress(ahead[protocol + interfaces + 1]) &&
    isAddress(ahead[protocol + interfaces + 2]);
  // ACCEPT     tcp      ::/0                 ::/0
  if (fits(1)) return { hasTarget: true, hasOption: false };
  //            all      ::/0                 ::/0
  return fits(0) ? { hasTarget: false, hasOption: false } : undefined;
}

function isOption(word: string | undefined): boolean {
  return word === '--' || word === '-f' || word === '!f';
}

/** `all`, `!udp`, `58`, `ipv6-icmp`. */
function isProtocol(word: string | undefined): boolean {
  return word !== undefined && /^!?(\d{1,3}|[a-z][a-z0-9.+-]*)$/i.test(word);
}

function isAddress(word: string | undefined): boolean {
  return word !== undefined && /^!?(anywhere|localhost|.*[.:/].*)$/.test(word);
}

function listedCounters(words: Words): Counters | undefined {
  return readListedCounters(words.take(), words.take());
}

/** `12`, `12K`, `3456M`: units of 1,000 (xtables_print_num). */
export function readListedCounters(
  packetsText: string | undefined,
  bytesText: string | undefined,
): Counters | undefined {
  const packets = readAmount(packetsText);
  const bytes = readAmount(bytesText);
  if (!packets || !bytes) return undefined;
  return {
    packets: packets.value,
    bytes: bytes.value,
    rounded: packets.rounded || bytes.rounded,
  };
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['K', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
]);

function readAmount(
  text: string | undefined,
): { readonly value: number; readonly rounded: boolean } | undefined {
  const [, digits, unit] = /^(\d{1,15})([KMGT]?)$/.exec(text ?? '') ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  return { value: Number(digits) * (UNITS.get(unit) ?? 1), rounded: unit !== '' };
}
