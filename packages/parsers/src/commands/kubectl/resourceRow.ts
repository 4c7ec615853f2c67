import { type Evidence, type Ip, parseIp } from '@vethscope/model';

/** One row of a kubectl table, whatever its kind. */
export interface ResourceRow {
  /** `''` for nodes, which have none. */
  readonly namespace: string;
  /** Without the `pod/` that listings of several kinds put in front. */
  readonly name: string;
  /** By header as printed. */
  readonly cells: ReadonlyMap<string, string>;
  readonly evidence: Evidence;
  /** A value in this row that could not be read. */
  readonly remark: (message: string) => void;
}

/** The cell's text, or `undefined` where the table has no such column or the cell says nothing. */
export function cellOf(row: ResourceRow, header: string): string | undefined {
  const cell = row.cells.get(header);
  return cell === undefined || isNothing(cell) ? undefined : cell;
}

/** `a,b` → a, b; `<none>` → no items; `undefined` where nothing is printed. */
export function listOf(row: ResourceRow, header: string): readonly string[] | undefined {
  const cell = row.cells.get(header);
  if (cell === undefined || cell === '') return undefined;
  return isNothing(cell) ? [] : cell.split(',').map((item) => item.trim());
}

/** Like `listOf`, of addresses; what is none is remarked upon and left out. */
export function addressesOf(row: ResourceRow, header: string): readonly Ip[] | undefined {
  return listOf(row, header)?.flatMap((item) => {
    const ip = parseIp(item);
    if (ip === undefined) row.remark(`${header} "${item}" is not an address`);
    return ip ?? [];
  });
}

/** `k8s-app=kube-dns,pod-template-hash=7db6d8ff4d` of LABELS and SELECTOR. */
export function labelsOf(
  row: ResourceRow,
  header: string,
): Readonly<Record<string, string>> | undefined {
  const pairs = listOf(row, header)?.map((item) => {
    const equals = item.indexOf('=');
    return equals < 0 ? [item, ''] : [item.slice(0, equals), item.slice(equals + 1)];
  });
  return pairs && Object.fromEntries(pairs);
}

/** kubectl writes `<none>` for nothing, `<unset>` and `<unknown>` in some columns. */
function isNothing(cell: string): boolean {
  return cell === '' || cell === '<none>' || cell === '<unset>' || cell === '<unknown>';
}
