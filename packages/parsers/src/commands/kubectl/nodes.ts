import { type Evidence, type Ip, type KubeNode, parseIp, parsePrefix } from '@vethscope/model';
import { fieldAt, itemsAt, textAt, textsAt } from '../../source/jsonFields.ts';
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

/** A `Node` of the API (v1). */
export function nodeOfObject(object: unknown, name: string, evidence: Evidence): KubeNode {
  const roles = rolesOf(object);
  const version = textAt(object, 'status', 'nodeInfo', 'kubeletVersion');
  const osImage = textAt(object, 'status', 'nodeInfo', 'osImage');
  const kernel = textAt(object, 'status', 'nodeInfo', 'kernelVersion');
  const runtime = textAt(object, 'status', 'nodeInfo', 'containerRuntimeVersion');
  const cidrs = itemsAt(object, 'spec', 'podCIDRs');
  const podCidrs = cidrs.length > 0 ? cidrs : [fieldAt(object, 'spec', 'podCIDR')];
  return {
    name,
    status: statusOf(object),
    ...(roles !== '' && { roles }),
    ...(version !== undefined && { version }),
    internalIps: addressesOfType(object, 'InternalIP'),
    externalIps: addressesOfType(object, 'ExternalIP'),
    podCidrs: podCidrs.flatMap((one) => (typeof one === 'string' ? (parsePrefix(one) ?? []) : [])),
    ...calicoAddressesOf(object),
    ...(osImage !== undefined && { osImage }),
    ...(kernel !== undefined && { kernel }),
    ...(runtime !== undefined && { runtime }),
    evidence,
  };
}

/** `projectcalico.org/IPv4VXLANTunnelAddr: 192.168.49.64`: calico-node notes them on its own node. */
function calicoAddressesOf(
  object: unknown,
): Pick<KubeNode, 'underlayAddresses' | 'vtepAddresses' | 'tunnelAddresses'> {
  const annotations = textsAt(object, 'metadata', 'annotations');
  const of = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => annotations[`projectcalico.org/${name}`] ?? []);
  const underlay = of('IPv4Address', 'IPv6Address').flatMap((one) => parsePrefix(one) ?? []);
  const vteps = of('IPv4VXLANTunnelAddr', 'IPv6VXLANTunnelAddr').flatMap(
    (one) => parseIp(one) ?? [],
  );
  const tunnels = of('IPv4IPIPTunnelAddr').flatMap((one) => parseIp(one) ?? []);
  return {
    ...(underlay.length > 0 && { underlayAddresses: underlay }),
    ...(vteps.length > 0 && { vtepAddresses: vteps }),
    ...(tunnels.length > 0 && { tunnelAddresses: tunnels }),
  };
}

/** As in the STATUS column: `Ready`, `NotReady,SchedulingDisabled`, `Unknown` without condition. */
function statusOf(object: unknown): string {
  const conditions = itemsAt(object, 'status', 'conditions');
  const ready = conditions.find((condition) => textAt(condition, 'type') === 'Ready');
  const status = textAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  const cordoned = fieldAt(object, 'spec', 'unschedulable') === true ? ',SchedulingDisabled' : '';
  return (ready === undefined ? 'Unknown' : status) + cordoned;
}

/** `node-role.kubernetes.io/control-plane: ""`; the older `kubernetes.io/role: node`. */
function rolesOf(object: unknown): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.entries(textsAt(object, 'metadata', 'labels')).flatMap(([key, value]) => {
    if (key.startsWith(prefix)) return key.slice(prefix.length);
    return key === 'kubernetes.io/role' ? value : [];
  });
  return [...new Set(roles)]
    .filter((role) => role !== '')
    .sort()
    .join(',');
}

function addressesOfType(object: unknown, type: string): readonly Ip[] {
  return itemsAt(object, 'status', 'addresses').flatMap((address) =>
    textAt(address, 'type') === type ? (parseIp(textAt(address, 'address') ?? '') ?? []) : [],
  );
}
