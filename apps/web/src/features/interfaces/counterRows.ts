import type { PrintedField } from '@vethscope/parsers';

/** One counter, of what was received and of what was sent, as printed. */
export interface CounterRow {
  /** As `ip -j` has it: `missed_errors`. */
  readonly name: string;
  readonly received: string | undefined;
  readonly sent: string | undefined;
}

/** `rx bytes`, `tx bytes`, … by counter, in the order in which they are printed. */
export function counterRows(fields: readonly PrintedField[]): readonly CounterRow[] {
  const values = new Map(fields.map(({ name, value }) => [name, value]));
  const names = new Set(fields.map(({ name }) => name.replace(/^[rt]x /, '')));
  return [...names].map((name) => ({
    name,
    received: values.get(`rx ${name}`),
    sent: values.get(`tx ${name}`),
  }));
}

/** Counters of what went well; any other one above 0 deserves a look. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...(['bytes', 'packets', 'multicast', 'carrier_changes', 'nohandler', 'otherhost'] as const),
]);

export function deservesLook(name: string, value: string): boolean {
  return !HARMLESS.has(name) && value !== '0';
}
