import { assertNever } from '@vethscope/model';
import { type ColumnRow, type ColumnTable, readTables } from '../../source/columns.ts';
import type { SourceLines } from '../../source/sourceLines.ts';
import { endpointSliceOfRow, endpointsOfRow } from './endpoints.ts';
import type { GetRequest } from './getRequest.ts';
import type { Listing } from './listing.ts';
import { networkPolicyOfRow } from './networkPolicies.ts';
import { nodeOfRow } from './nodes.ts';
import { podOfRow } from './pods.ts';
import type { KubernetesRecord } from './records.ts';
import { isClusterWide, kindOfSpelling, type ResourceKind } from './resourceKinds.ts';
import type { ResourceRow } from './resourceRow.ts';
import { serviceOfRow } from './services.ts';
import { workloadOfRow } from './workloads.ts';

/** Reads every table of `kubectl get`; an object listed twice (`-w`) stands as listed last. */
export function readResourceTables(source: SourceLines, request: GetRequest): Listing {
  const records = new Map<string, KubernetesRecord>();
  const listed = new Set<ResourceKind>();
  const incomplete = new Set<ResourceKind>();
  for (const table of readTables(source)) {
    const kind = kindOfTable(table, request);
    if (kind === undefined || hasUnknownNamespace(table, kind, request)) {
      reportUnread(source, table, kind);
      continue;
    }
    listed.add(kind);
    if (table.misfits.length > 0) incomplete.add(kind);
    for (const row of table.rows) {
      const resource = resourceOf(row, source, request);
      if (resource === undefined) {
        source.unrecognized(row.line, 'a row without NAME, or cut short before AGE');
        incomplete.add(kind);
        continue;
      }
      source.understood(row.line);
      records.set(`${kind} ${resource.namespace}/${resource.name}`, recordOf(kind, resource));
    }
  }
  const isAnswered = listed.size > 0;
  return {
    records: [...records.values()],
    listed,
    incomplete,
    answered: isAnswered,
    failed: false,
  };
}

/** Of Calico's kinds a table tells no more than name and age. */
type TableKind = Exclude<ResourceKind, 'IPPool' | 'IPAMBlock' | 'FelixConfiguration'>;

function isTableKind(kind: ResourceKind): kind is TableKind {
  return kind !== 'IPPool' && kind !== 'IPAMBlock' && kind !== 'FelixConfiguration';
}

/** The kind that the names bear (`pod/x`, `daemonset.apps/x`), else the one of these columns. */
function kindOfTable(table: ColumnTable, { kinds }: GetRequest): TableKind | undefined {
  const name = table.rows[0]?.cells.get('NAME') ?? '';
  if (name.includes('/')) {
    const named = kindOfSpelling(name.slice(0, name.indexOf('/')));
    return named && isTableKind(named) ? named : undefined;
  }
  const fitting = kindsOfHeaders(table.headers);
  return (
    fitting.find((kind) => kinds.includes(kind)) ?? fitting.find((kind) => kind !== 'StatefulSet')
  );
}

/** Columns that tell a kind, most particular first (kubectl's printers, AddHandlers). */
const TELLING_COLUMNS: readonly (readonly [TableKind, ...string[]])[] = [
  ['EndpointSlice', 'ADDRESSTYPE', 'ENDPOINTS'],
  ['Service', 'CLUSTER-IP', 'PORT(S)'],
  ['Node', 'STATUS', 'ROLES', 'VERSION'],
  ['Pod', 'READY', 'STATUS', 'RESTARTS'],
  ['NetworkPolicy', 'POD-SELECTOR'],
  ['Endpoints', 'ENDPOINTS'],
  ['DaemonSet', 'DESIRED', 'NODE SELECTOR'],
  ['Deployment', 'UP-TO-DATE', 'AVAILABLE'],
  ['ReplicaSet', 'DESIRED', 'CURRENT', 'READY'],
  ['ReplicationController', 'DESIRED', 'CURRENT', 'READY'],
  ['CronJob', 'SCHEDULE', 'SUSPEND', 'LAST SCHEDULE'],
  ['Job', 'COMPLETIONS', 'DURATION'],
  // So many kinds have these two that the command line has to say it too.
  ['StatefulSet', 'READY', 'AGE'],
];

export function kindsOfHeaders(headers: readonly string[]): readonly TableKind[] {
  if (!headers.includes('NAME')) return [];
  return TELLING_COLUMNS.flatMap(([kind, ...telling]) =>
    telling.every((header) => headers.includes(header)) ? kind : [],
  );
}

function hasUnknownNamespace(table: ColumnTable, kind: ResourceKind, request: GetRequest): boolean {
  if (isClusterWide(kind) || table.headers.includes('NAMESPACE')) return false;
  return request.namespace === undefined;
}

function reportUnread(
  source: SourceLines,
  { headerLine, headers, rows }: ColumnTable,
  kind: ResourceKind | undefined,
): void {
  const message =
    kind === undefined
      ? `a kubectl table that is not read: ${headers.slice(0, 5).join(', ')}`
      : `in which namespace each ${kind} is, neither the table nor the command line says; capture with --all-namespaces`;
  const severity = kind === undefined ? 'info' : 'warning';
  source.unsupported(headerLine, message, severity, rows.at(-1)?.line ?? headerLine);
}

function resourceOf(
  row: ColumnRow,
  source: SourceLines,
  request: GetRequest,
): ResourceRow | undefined {
  const { line, cells } = row;
  const [, name] = /^(?:[^/\s]+\/)?([^/\s]+)$/.exec(cells.get('NAME') ?? '') ?? [];
  // Every kind has an age; a row that ends before it may have lost part of its name too.
  if (name === undefined || cells.get('AGE') === '') return undefined;
  return {
    namespace: cells.get('NAMESPACE') ?? request.namespace ?? '',
    name,
    cells,
    evidence: source.evidence(line),
    remark: (message) => source.report(line, 'warning', message),
  };
}

function recordOf(kind: TableKind, row: ResourceRow): KubernetesRecord {
  switch (kind) {
    case 'Pod':
      return { fact: 'pods', value: podOfRow(row) };
    case 'Service':
      return { fact: 'services', value: serviceOfRow(row) };
    case 'EndpointSlice':
      return { fact: 'endpointSlices', value: endpointSliceOfRow(row) };
    case 'Endpoints':
      return { fact: 'endpointSlices', value: endpointsOfRow(row) };
    case 'Node':
      return { fact: 'nodes', value: nodeOfRow(row) };
    case 'NetworkPolicy':
      return { fact: 'networkPolicies', value: networkPolicyOfRow(row) };
    case 'Deployment':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
    case 'Job':
    case 'CronJob':
      return { fact: 'workloads', value: workloadOfRow(kind, row) };
    default:
      return assertNever(kind);
  }
}
