import type { KubeNode } from '@vethscope/model';
import { addressesOf, cellOf, type ResourceRow } from './resourceRow.ts';

/** `controller   Ready   control-plane   170m   v1.30.1   172.16.0.11   <none>   AlmaLinux 9.4   5.14.0   cri-o://1.30.1` */
export function nodeOfRow(row: ResourceRow): KubeNode {
  const status = cellOf(row, 'STATUS');
  const roles = cellOf(row, 'ROLES');
  const version = cellOf(row, 'VERSION');
  const osImage = cellOf(row, 'OS-IMAGE');
  const kernel = cellOf(row, 'KERNEL-VERSION');
  const runtime = cellOf(row, 'CONTAINER-RUNTIME');
  return {
    name: row.name,
    ...(status !== undefined && { status }),
    ...(roles !== undefined && { roles }),
    ...(version !== undefined && { version }),
    internalIps: addressesOf(row, 'INTERNAL-IP') ?? [],
    externalIps: addressesOf(row, 'EXTERNAL-IP') ?? [],
    podCidrs: [],
    ...(osImage !== undefined && { osImage }),
    ...(kernel !== undefined && { kernel }),
    ...(runtime !== undefined && { runtime }),
    evidence: row.evidence,
  };
}
