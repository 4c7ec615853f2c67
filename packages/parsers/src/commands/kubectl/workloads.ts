import type { Workload } from '@vethscope/model';
import type { ResourceKind } from './resourceKinds.ts';
import type { ResourceRow } from './resourceRow.ts';

/** `calico-node   1   1   1   1   1   kubernetes.io/os=linux   76m`: columns as kubectl gave them. */
export function workloadOfRow(kind: ResourceKind, row: ResourceRow): Workload {
  const columns = [...row.cells].filter(([header]) => header !== 'NAMESPACE' && header !== 'NAME');
  return {
    kind,
    namespace: row.namespace,
    name: row.name,
    columns: Object.fromEntries(columns),
    evidence: row.evidence,
  };
}
