import { type Evidence, type Pod, parseIp } from '@vethscope/model';
import { fieldAt, itemsAt, numberAt, textAt, textsAt } from '../../source/jsonFields.ts';
import type { ObjectName } from './objectName.ts';
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

/** A `Pod` of the API (v1): status, readiness and restarts as kubectl's table would show them. */
export function podOfObject(object: unknown, id: ObjectName, evidence: Evidence): Pod {
  const status = statusOf(object);
  const node = textAt(object, 'spec', 'nodeName');
  const statuses = itemsAt(object, 'status', 'containerStatuses');
  const ready = statuses.filter((container) => fieldAt(container, 'ready') === true).length;
  const podIps = itemsAt(object, 'status', 'podIPs').map((podIp) => textAt(podIp, 'ip'));
  const ips = podIps.length > 0 ? podIps : [textAt(object, 'status', 'podIP')];
  return {
    ...id,
    ...(status !== undefined && { status }),
    ready: `${ready}/${itemsAt(object, 'spec', 'containers').length}`,
    restarts: statuses.reduce<number>((sum, one) => sum + (numberAt(one, 'restartCount') ?? 0), 0),
    ...(node !== undefined && { node }),
    addresses: ips.flatMap((ip) => parseIp(ip ?? '') ?? []),
    // The API leaves out what is false.
    hostNetwork: fieldAt(object, 'spec', 'hostNetwork') === true,
    labels: textsAt(object, 'metadata', 'labels'),
    evidence,
  };
}

/**
 * Close to the STATUS column (kubectl's printers, printPod): being deleted, else why an init
 * container or a container waits or ended, else the pod's own reason or phase.
 */
function statusOf(object: unknown): string | undefined {
  const phase = textAt(object, 'status', 'phase');
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  if (fieldAt(object, 'metadata', 'deletionTimestamp') !== undefined && !isOver) {
    return 'Terminating';
  }
  const init = itemsAt(object, 'status', 'initContainerStatuses').flatMap(
    (container) => initTroubleOf(container) ?? [],
  );
  if (init[0] !== undefined) return `Init:${init[0]}`;
  const statuses = itemsAt(object, 'status', 'containerStatuses');
  const reasons = statuses.flatMap(
    (container) =>
      textAt(container, 'state', 'waiting', 'reason') ??
      textAt(container, 'state', 'terminated', 'reason') ??
      [],
  );
  const runs = statuses.some((one) => fieldAt(one, 'state', 'running') !== undefined);
  const reason = reasons[0];
  if (reason !== undefined && !(reason === 'Completed' && runs)) return reason;
  return textAt(object, 'status', 'reason') ?? phase;
}

function initTroubleOf(container: unknown): string | undefined {
  const waiting = textAt(container, 'state', 'waiting', 'reason');
  if (waiting !== undefined && waiting !== 'PodInitializing') return waiting;
  const exitCode = numberAt(container, 'state', 'terminated', 'exitCode') ?? 0;
  if (exitCode === 0) return undefined;
  return textAt(container, 'state', 'terminated', 'reason') ?? `ExitCode:${exitCode}`;
}
