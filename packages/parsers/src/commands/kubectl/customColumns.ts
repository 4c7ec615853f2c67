import { type Ip, type Pod, parseIp } from '@vethscope/model';
import type { SourceLines } from '../../source/sourceLines.ts';
import type { GetRequest } from './getRequest.ts';
import { type Listing, NOTHING } from './listing.ts';
import type { KubernetesRecord } from './records.ts';

/**
 * Reads the table of `kubectl get pods -o custom-columns=NAME:.metadata.name,…`: what a column means
 * is told by its path, not by its header. Columns of other paths are left out, with a remark.
 */
export function readCustomColumns(source: SourceLines, request: GetRequest): Listing {
  const lines = source.lines.flatMap((_, i) => (source.isSettled(i) ? [] : [i]));
  const [first, ...others] = lines;
  if (first === undefined) return NOTHING;
  const columns = columnsOf(request.template, source.lines[first] ?? '');
  const problem = problemOf(columns, request);
  if (problem !== undefined) {
    source.unsupported(first, problem, 'warning', lines.at(-1));
    return NOTHING;
  }
  const rows = request.headers === 'hidden' ? lines : others;
  if (request.headers === 'printed') source.ignored(first);
  const left = columns.filter(({ path }) => !isKept(path)).map(({ header }) => header);
  if (left.length > 0)
    source.report(first, 'info', `columns that are not kept: ${left.join(', ')}`);
  const pods = rows.map((line) => podOfRow(source, line, columns, request));
  const records = pods.flatMap((value): readonly KubernetesRecord[] =>
    value ? [{ fact: 'pods', value }] : [],
  );
  return {
    records,
    listed: new Set(['Pod']),
    incomplete: new Set(records.length < rows.length ? ['Pod'] : []),
    answered: true,
    failed: false,
  };
}

interface Column {
  readonly header: string;
  /** Without the dot or braces around it: `metadata.name`. */
  readonly path: string;
}

/** The columns that the capture script asks for: told by its header where no manifest has the command. */
const CAPTURED =
  'NAMESPACE:.metadata.namespace,NAME:.metadata.name,NODE:.spec.nodeName,HOSTNETWORK:.spec.hostNetwork,PHASE:.status.phase,IPS:.status.podIPs[*].ip';

function columnsOf(template: string, headerLine: string): readonly Column[] {
  if (template !== '') return columnsOfTemplate(template);
  const captured = columnsOfTemplate(CAPTURED);
  const headers = captured.map(({ header }) => header).join(' ');
  return cellsOf(headerLine).join(' ') === headers ? captured : [];
}

/** `NAME:.metadata.name,IP:{.status.podIP}`; kubectl takes a path with or without dot and braces. */
function columnsOfTemplate(template: string): readonly Column[] {
  return template.split(',').map((column) => {
    const colon = column.indexOf(':');
    const path = column.slice(colon + 1).replace(/^\{(.*)\}$/, '$1');
    return { header: column.slice(0, Math.max(0, colon)), path: path.replace(/^\./, '') };
  });
}

function problemOf(columns: readonly Column[], request: GetRequest): string | undefined {
  const has = (wanted: string) => columns.some(({ path }) => path === wanted);
  if (request.kinds.length !== 1 || request.kinds[0] !== 'Pod') {
    return 'custom columns are read for pods alone; capture with -o json';
  }
  if (columns.length === 0) return 'what the columns mean, only the command line says';
  if (!has('metadata.name')) return 'custom columns without .metadata.name are not read';
  if (!has('metadata.namespace') && request.namespace === undefined) {
    return 'custom columns without .metadata.namespace do not say in which one each pod is';
  }
  return undefined;
}

/** Padded to columns by three blanks. */
function cellsOf(line: string): readonly string[] {
  return line.trim().split(/ {2,}|\t/);
}

function podOfRow(
  source: SourceLines,
  line: number,
  columns: readonly Column[],
  request: GetRequest,
): Pod | undefined {
  const cells = cellsOf(source.lines[line] ?? '');
  if (cells.length !== columns.length) {
    source.unrecognized(line, `${cells.length} values in a table of ${columns.length} columns`);
    return undefined;
  }
  const valueAt = (wanted: string): string | undefined => {
    const cell = cells[columns.findIndex(({ path }) => path === wanted)];
    return cell === '<none>' ? undefined : cell;
  };
  const namespace = valueAt('metadata.namespace') ?? request.namespace;
  const name = valueAt('metadata.name');
  if (namespace === undefined || name === undefined) {
    source.unrecognized(line, 'a row without namespace or name');
    return undefined;
  }
  source.understood(line);
  const asks = (...paths: readonly string[]) => columns.some(({ path }) => paths.includes(path));
  const node = valueAt('spec.nodeName');
  const status = valueAt('status.phase');
  const addresses = valueAt('status.podIPs[*].ip') ?? valueAt('status.podIP');
  return {
    namespace,
    name,
    ...(status !== undefined && { status }),
    ...(node !== undefined && { node }),
    ...(asks('status.podIPs[*].ip', 'status.podIP') && { addresses: addressesOf(addresses) }),
    // The API leaves out what is false.
    ...(asks('spec.hostNetwork') && { hostNetwork: valueAt('spec.hostNetwork') === 'true' }),
    evidence: source.evidence(line),
  };
}

function addressesOf(cell: string | undefined): readonly Ip[] {
  return (cell ?? '').split(',').flatMap((text) => parseIp(text) ?? []);
}

function isKept(path: string): boolean {
  return KEPT.has(path);
}

const KEPT: ReadonlySet<string> = new Set([
  'metadata.namespace',
  'metadata.name',
  'spec.nodeName',
  'spec.hostNetwork',
  'status.phase',
  'status.podIP',
  'status.podIPs[*].ip',
]);
