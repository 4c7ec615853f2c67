import type { RedactionReport } from '@vethscope/redact';
import { type Io, notify } from './io.ts';

/** Files that are named one by one; of more only the number is told. */
const MAX_NAMED = 20;

/** Tells the user what redaction replaced, by kind, and what it left out, by file. */
export function notifyRedaction(io: Io, report: RedactionReport): void {
  for (const line of redactionSummary(report)) notify(io, line);
}

function redactionSummary({ replaced, dropped }: RedactionReport): readonly string[] {
  const kinds = replaced.map(({ kind, values }) => `${values} ${KIND_WORDS[kind]}`);
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

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  address: 'IP addresses',
  mac: 'MAC addresses',
  id: 'container and image ids',
  node: 'names of nodes',
  netns: 'names of network namespaces',
  ns: 'names of Kubernetes namespaces',
  app: 'names of workloads',
  pod: 'names of pods',
  svc: 'names of services',
  port: 'names of ports',
  slice: 'names of endpoint slices',
  ctr: 'names of containers',
  if: 'names of interfaces',
  chain: 'names of chains',
  set: 'names of sets',
  zone: 'names of zones',
  note: 'comments',
  file: 'names of files',
  word: 'other words',
};
