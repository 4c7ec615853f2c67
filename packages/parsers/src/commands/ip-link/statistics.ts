import type { LinkCounters, LinkStatistics } from '@vethscope/model';
import { fieldAt } from '../../source/jsonFields.ts';

/** Counters read so far, by their `ip -j` names. */
export interface CounterRows {
  readonly rx: Readonly<Record<string, number>>;
  readonly tx: Readonly<Record<string, number>>;
}

export interface CounterHeading {
  readonly direction: 'rx' | 'tx';
  /** `ip -j` names of the columns. */
  readonly names: readonly string[];
}

/**
 * `RX:  bytes packets errors dropped  missed   mcast`, `TX errors: aborted   fifo …`: what the
 * numbers on the next line are. The columns differ between versions: up to iproute2 5.8, `overrun`
 * stands where `missed` does now.
 */
export function readCounterHeading(text: string): CounterHeading | undefined {
  const match = /^(RX|TX)(?: errors)?:\s+([a-z\s]+)$/.exec(text.trim());
  const [, direction, columns = ''] = match ?? [];
  if (direction === undefined) return undefined;
  return {
    direction: direction === 'RX' ? 'rx' : 'tx',
    names: columns
      .trim()
      .split(/\s+/)
      .map((column) => JSON_NAMES.get(column) ?? column),
  };
}

/** `200 2 0 0 0 0`; `undefined` where these are no numbers, as with `-h`: `1.21M`. */
export function readCounterRow(
  { names }: CounterHeading,
  text: string,
): Readonly<Record<string, number>> | undefined {
  const values = text.trim().split(/\s+/);
  if (values.length > names.length || !values.every((value) => /^\d+$/.test(value))) {
    return undefined;
  }
  return Object.fromEntries(values.map((value, i) => [names[i] ?? '', Number(value)]));
}

/** `1.21M 17.4k 0 0 0 0`: with `-h`. */
export function isRoundedRow(text: string): boolean {
  return /^[\d.]+[kMGTPE]?i?(\s+[\d.]+[kMGTPE]?i?)+$/.test(text.trim());
}

export function statisticsOf({ rx, tx }: CounterRows): LinkStatistics | undefined {
  const [received, sent] = [countersOf(rx), countersOf(tx)];
  return received && sent && { rx: received, tx: sent };
}

/** `"stats64": { "rx": { "bytes": 200, … }, "tx": … }`; `stats` from kernels before 2.6.35. */
export function statisticsOfJson(link: unknown): LinkStatistics | undefined {
  const stats = fieldAt(link, 'stats64') ?? fieldAt(link, 'stats');
  return statisticsOf({ rx: numbersAt(stats, 'rx'), tx: numbersAt(stats, 'tx') });
}

function countersOf(row: Readonly<Record<string, number>>): LinkCounters | undefined {
  const { bytes, packets, errors, dropped, ...more } = row;
  if ([bytes, packets, errors, dropped].includes(undefined)) return undefined;
  return {
    bytes: bytes ?? 0,
    packets: packets ?? 0,
    errors: errors ?? 0,
    dropped: dropped ?? 0,
    ...(Object.keys(more).length > 0 && { more }),
  };
}

function numbersAt(stats: unknown, direction: 'rx' | 'tx'): Readonly<Record<string, number>> {
  const row = fieldAt(stats, direction);
  const entries = Object.entries(typeof row === 'object' && row !== null ? row : {});
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'number' ? [[name, value] as const] : [])),
  );
}

const JSON_NAMES: ReadonlyMap<string, string> = new Map([
  ['aborted', 'aborted_errors'],
  ['carrier', 'carrier_errors'],
  ['collsns', 'collisions'],
  ['crc', 'crc_errors'],
  ['fifo', 'fifo_errors'],
  ['frame', 'frame_errors'],
  ['heartbeat', 'heartbeat_errors'],
  ['heartbt', 'heartbeat_errors'],
  ['length', 'length_errors'],
  ['mcast', 'multicast'],
  ['missed', 'missed_errors'],
  ['overrun', 'over_errors'],
  ['transns', 'carrier_changes'],
  ['window', 'window_errors'],
]);
