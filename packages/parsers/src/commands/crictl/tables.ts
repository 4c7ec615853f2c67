import type { Evidence } from '@vethscope/model';
import { type ColumnTable, readTables } from '../../source/columns.ts';
import type { SourceLines } from '../../source/sourceLines.ts';
import type { Listing } from './listing.ts';
import type { ListRequest } from './listRequest.ts';
import type { RuntimeRecord } from './records.ts';

/** Reads the tables of `crictl ps`, `crictl pods` and `crictl images`, whichever they are. */
export function readRuntimeTables(source: SourceLines): Listing {
  const records: RuntimeRecord[] = [];
  const listed = new Set<ListRequest['list']>();
  let complete = true;
  for (const table of readTables(source)) {
    const list = listOfHeaders(table.headers);
    if (list === undefined) {
      reportUnread(source, table);
      continue;
    }
    listed.add(list);
    if (table.misfits.length > 0) complete = false;
    for (const { line, cells } of table.rows) {
      const record = recordOf(list, cells, source.evidence(line));
      if (record) {
        records.push(record);
        source.understood(line);
      } else {
        source.unrecognized(line, 'a row without an id or a name');
        complete = false;
      }
    }
  }
  return { records, listed, complete };
}

/** Old crictl calls the first column of `ps` CONTAINER ID; `pods` begins with POD ID. */
export function listOfHeaders(headers: readonly string[]): ListRequest['list'] | undefined {
  const has = (...names: string[]) => names.every((name) => headers.includes(name));
  if (headers[0]?.startsWith('CONTAINER') && has('CREATED', 'STATE', 'ATTEMPT'))
    return 'containers';
  if (has('POD ID', 'CREATED', 'STATE', 'NAMESPACE')) return 'sandboxes';
  if (has('IMAGE', 'TAG', 'IMAGE ID')) return 'images';
  return undefined;
}

function reportUnread(source: SourceLines, { headerLine, headers, rows }: ColumnTable): void {
  const message = `a crictl table that is not read: ${headers.slice(0, 5).join(', ')}`;
  source.unsupported(headerLine, message, 'info', rows.at(-1)?.line ?? headerLine);
}

type Cells = ReadonlyMap<string, string>;

function recordOf(
  list: ListRequest['list'],
  cells: Cells,
  evidence: Evidence,
): RuntimeRecord | undefined {
  switch (list) {
    case 'containers':
      return containerOfRow(cells, evidence);
    case 'sandboxes':
      return sandboxOfRow(cells, evidence);
    case 'images':
      return imageOfRow(cells, evidence);
  }
}

/** `521fddde1cbef   docker.io/calico/node@sha256:…   About an hour ago   Running   calico-node   0   0ba0fd9064057   calico-node-6bn67` */
function containerOfRow(cells: Cells, evidence: Evidence): RuntimeRecord | undefined {
  const id = idOf(cells, 'CONTAINER') ?? idOf(cells, 'CONTAINER ID');
  const name = textOf(cells, 'NAME');
  if (id === undefined || name === undefined) return undefined;
  const image = textOf(cells, 'IMAGE');
  const sandboxId = idOf(cells, 'POD ID');
  const pod = labelOf(cells, 'POD');
  const namespace = labelOf(cells, 'NAMESPACE');
  const value = {
    id,
    name,
    ...(image !== undefined && { image }),
    ...lifeOf(cells),
    ...(sandboxId !== undefined && { sandboxId }),
    ...(pod !== undefined && { pod }),
    ...(namespace !== undefined && { namespace }),
    evidence,
  };
  return { fact: 'containers', value };
}

/** `b7a5dc968252f   2 hours ago   Ready   coredns-7db6d8ff4d-slnrj   kube-system   1   (default)` */
function sandboxOfRow(cells: Cells, evidence: Evidence): RuntimeRecord | undefined {
  const id = idOf(cells, 'POD ID');
  const pod = textOf(cells, 'NAME');
  if (id === undefined || pod === undefined) return undefined;
  const namespace = textOf(cells, 'NAMESPACE');
  const value = {
    id,
    pod,
    ...(namespace !== undefined && { namespace }),
    ...lifeOf(cells),
    evidence,
  };
  return { fact: 'sandboxes', value };
}

/** `docker.io/calico/node   v3.28.0   4e42b6f329bc1   355MB`; with --digests a DIGEST before the id */
function imageOfRow(cells: Cells, evidence: Evidence): RuntimeRecord | undefined {
  const id = idOf(cells, 'IMAGE ID');
  const name = cells.get('IMAGE');
  if (id === undefined || !name) return undefined;
  const tag = textOf(cells, 'TAG');
  const digest = textOf(cells, 'DIGEST');
  const size = textOf(cells, 'SIZE');
  const value = {
    id,
    name,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
    ...(size !== undefined && { size }),
    evidence,
  };
  return { fact: 'images', value };
}

function lifeOf(cells: Cells): { created?: string; state?: string; attempt?: number } {
  const created = textOf(cells, 'CREATED');
  const state = textOf(cells, 'STATE');
  const attempt = textOf(cells, 'ATTEMPT');
  return {
    ...(created !== undefined && { created }),
    ...(state !== undefined && { state }),
    ...(attempt !== undefined && /^\d{1,9}$/.test(attempt) && { attempt: Number(attempt) }),
  };
}

function textOf(cells: Cells, header: string): string | undefined {
  const cell = cells.get(header);
  return cell === undefined || cell === '' || cell === '<none>' ? undefined : cell;
}

/** From the container's labels; crictl writes `unknown` where it has none. */
function labelOf(cells: Cells, header: string): string | undefined {
  const cell = textOf(cells, header);
  return cell === 'unknown' ? undefined : cell;
}

/** Hexadecimal digits, with --no-trunc perhaps `sha256:` in front. */
function idOf(cells: Cells, header: string): string | undefined {
  const cell = cells.get(header) ?? '';
  return /^(sha256:)?[0-9a-f]{8,64}$/.test(cell) ? cell : undefined;
}
