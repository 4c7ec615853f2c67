import type { RedactionReport } from '@vethscope/redact';
import { type Io, notify } from './io.ts';

/** Files that are named one by one; of more only the number is told. */
const MAX_NAMED = 20;

/** Tells the user what redaction replaced, by kind, and what it left out, by file. */
export function notifyRedaction(io: Io, report: RedactionReport): void {
  for (const line of redactionSummary(report)) notify(io, line);
}

function redactionSummary({ replaced, dropped }: RedactionReport): readonly string[] {
  const kinds = replaced.map(({ kind, values }) => counted(values, KIND_WORDS[kind]));
  const byFile = new Map<string, string[]>();
  for (const { file, count, what } of dropped) {
    const parts = byFile.get(file) ?? [];
    parts.push(`${count} ${count === 1 ? what.replace(/^(line|field)s/, '$1') : what}`);
    byFile.set(file, parts);
  }
  const files = [...byFile].map(([file, parts]) => `left out: ${file}: ${parts.join(', ')}`);
  const more = files.length - MAX_NAMED;
  return [
    `replaced: ${kinds.length === 0 ? 'nothing' : kinds.join(', ')}`,
    ...files.slice(0, MAX_NAMED),
    ...(more > 0 ? [`left out: lines of ${more} more files`] : []),
  ];
}

type Kind = RedactionReport['replaced'][number]['kind'];

/** `1 pod name`, `3 pod names`. */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : /s$/.test(noun) ? 'es' : 's'}`;
}

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  address: 'IP address',
  mac: 'MAC address',
  id: 'container or image id',
  node: 'node name',
  netns: 'network namespace name',
  ns: 'Kubernetes namespace name',
  app: 'workload name',
  pod: 'pod name',
  svc: 'service name',
  port: 'port name',
  slice: 'endpoint slice name',
  ctr: 'container name',
  if: 'interface name',
  chain: 'chain name',
  set: 'set name',
  zone: 'zone name',
  note: 'comment',
  file: 'file name',
  word: 'other word',
};
