import type { Pod } from '@vethscope/model';
import { addressesOf, cellOf, labelsOf, type ResourceRow } from './resourceRow.ts';

/** `calico-node-6bn67   1/1   Running   1 (73m ago)   76m   10.0.0.11   controller   <none>   <none>` */
export function podOfRow(row: ResourceRow): Pod {
  const { namespace, name, evidence } = row;
  const status = cellOf(row, 'STATUS');
  const ready = cellOf(row, 'READY');
  const restarts = restartsOf(row);
  const node = cellOf(row, 'NODE');
  const addresses = addressesOf(row, 'IP');
  const labels = labelsOf(row, 'LABELS');
  return {
    namespace,
    name,
    ...(status !== undefined && { status }),
    ...(ready !== undefined && { ready }),
    ...(restarts !== undefined && { restarts }),
    ...(node !== undefined && { node }),
    ...(addresses && { addresses }),
    ...(labels && { labels }),
    evidence,
  };
}

/** `0`, `1 (73m ago)`. */
function restartsOf(row: ResourceRow): number | undefined {
  const cell = cellOf(row, 'RESTARTS');
  if (cell === undefined) return undefined;
  const count = /^(\d{1,9})( \(|$)/.exec(cell)?.[1];
  if (count === undefined) row.remark(`RESTARTS "${cell}" is not a number`);
  return count === undefined ? undefined : Number(count);
}
