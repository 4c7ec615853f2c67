import { namespaceSetName } from './calicoPolicies.ts';
import { dotted } from './kubeProxyNat.ts';
import type { Pod } from './pods.ts';

/** Pods of each namespace that run on other nodes. */
const ELSEWHERE = 1_000;

/** `ipset list` (7.17) with the sets that Felix makes, each namespace's pods of the whole cluster. */
export function nodeIpsets(pods: readonly Pod[]): string {
  const routed = pods.filter(({ attachment }) => attachment === 'routed');
  const namespaces = [...new Set(pods.map(({ namespace }) => namespace))].sort();
  return [
    listed('cali40all-ipam-pools', 'hash:net', ['192.168.0.0/16']),
    listed('cali40masq-ipam-pools', 'hash:net', ['192.168.0.0/16']),
    listed('cali40this-host', 'hash:ip', ['10.0.0.11', '127.0.0.0', '127.0.0.1', '192.168.2.0']),
    listed(
      'cali40all-vxlan-net',
      'hash:net',
      Array.from({ length: 13 }, (_, i) => `10.0.0.${21 + i}`),
    ),
    ...namespaces.map((namespace, n) => {
      const here = routed
        .filter((pod) => pod.namespace === namespace)
        .map(({ address }) => address);
      const elsewhere = Array.from({ length: ELSEWHERE }, (_, i) =>
        dotted(0xc0_a8_04_00 + i * namespaces.length + n),
      );
      return listed(namespaceSetName(namespace), 'hash:net', [...here, ...elsewhere]);
    }),
  ].join('\n');
}

function listed(name: string, type: 'hash:ip' | 'hash:net', members: readonly string[]): string {
  return [
    `Name: ${name}`,
    `Type: ${type}`,
    `Revision: ${type === 'hash:ip' ? 6 : 7}`,
    'Header: family inet hashsize 1024 maxelem 1048576 bucketsize 12 initval 0xebb9f973',
    `Size in memory: ${456 + members.length * 48}`,
    'References: 1',
    `Number of entries: ${members.length}`,
    'Members:',
    ...members,
    '',
  ].join('\n');
}
