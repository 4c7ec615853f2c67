import type { Evidence } from '@vethscope/model';
import type { ShownField } from './mergePrinted.ts';

/** One counter, of what was received and of what was sent, as printed. */
export interface CounterRow {
  /** As `ip -j` has it: `missed_errors`. */
  readonly name: string;
  readonly received: string | undefined;
  readonly sent: string | undefined;
  readonly evidence: readonly Evidence[];
}

/** `rx bytes`, `tx bytes`, … by counter, in the order in which they are printed. */
export function counterRows(fields: readonly ShownField[]): readonly CounterRow[] {
  const known = new Map(fields.map((field) => [field.name, field]));
  const names = new Set(fields.map(({ name }) => name.replace(/^[rt]x /, '')));
  return [...names].map((name) => {
    const [received, sent] = [known.get(`rx ${name}`), known.get(`tx ${name}`)];
    return {
      ...{ name, received: received?.value, sent: sent?.value },
      evidence: [received, sent].flatMap((field) => field?.evidence ?? []),
    };
  });
}

/** Counters of what went well; any other one above 0 deserves a look. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...(['bytes', 'packets', 'multicast', 'carrier_changes', 'nohandler', 'otherhost'] as const),
]);

export function deservesLook(name: string, value: string): boolean {
  return !HARMLESS.has(name) && value !== '0';
}
