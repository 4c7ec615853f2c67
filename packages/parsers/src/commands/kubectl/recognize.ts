import { readTables } from '../../source/columns.ts';
import { SourceLines } from '../../source/sourceLines.ts';
import { settleMessages } from './messages.ts';
import type { ResourceKind } from './resourceKinds.ts';
import { kindOfApiName, kindOfSpelling } from './resourceKinds.ts';
import { kindsOfHeaders } from './tables.ts';

/**
 * The command line that explains a text nobody labelled. A NAMESPACE column proves
 * --all-namespaces; without it the namespace is anybody's guess, and `kubectl get` alone says so.
 */
export function recognizeKubectlGet(text: string): readonly string[] | undefined {
  if (/^\s*\{/.test(text)) return recognizeJson(text);
  // What `-o yaml` prints; not read, and better said so than "unknown".
  if (/^apiVersion: \S+\r?\n(items|kind|metadata):/.test(text))
    return ['kubectl', 'get', '-o', 'yaml'];
  const [first] = text.trimStart().split('\n', 1);
  if (first === undefined || !/^NAME(SPACE)?\s/.test(first)) return undefined;
  const source = new SourceLines(text);
  settleMessages(source);
  const tables = readTables(source);
  const kinds = tables.map(({ headers, rows }) =>
    certainKind(headers, rows[0]?.cells.get('NAME') ?? ''),
  );
  if (kinds[0] === undefined) return undefined;
  const known = [...new Set(kinds.flatMap((kind) => kind ?? []))];
  const isEveryNamespace = tables.every(({ headers }) => headers.includes('NAMESPACE'));
  if (isEveryNamespace)
    return ['kubectl', 'get', known.join(',').toLowerCase(), '--all-namespaces'];
  return known.every((kind) => kind === 'Node') ? ['kubectl', 'get', 'nodes'] : ['kubectl', 'get'];
}

/** `"apiVersion"` and a kind that is read, or a list; which namespaces were asked for is unknown. */
function recognizeJson(text: string): readonly string[] | undefined {
  const kinds = [...text.matchAll(/"kind"\s*:\s*"([A-Za-z]+)"/g)].map(([, kind = '']) => kind);
  const isListing = kinds.some((kind) => kindOfApiName(kind.replace(/(?<=[a-z])List$/, ''), ''));
  return text.includes('"apiVersion"') && isListing ? ['kubectl', 'get', '-o', 'json'] : undefined;
}

/** Not by columns that other kinds may have too. */
function certainKind(headers: readonly string[], name: string): ResourceKind | undefined {
  if (name.includes('/')) return kindOfSpelling(name.slice(0, name.indexOf('/')));
  return kindsOfHeaders(headers).find((kind) => CERTAIN_BY_COLUMNS.has(kind));
}

const CERTAIN_BY_COLUMNS: ReadonlySet<ResourceKind> = new Set([
  'Pod',
  'Service',
  'EndpointSlice',
  'Node',
  'NetworkPolicy',
  'DaemonSet',
]);
