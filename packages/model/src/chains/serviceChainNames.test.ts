import { expect, test } from 'vitest';
import type { Topology } from '../graph/topology.ts';
import { podId, serviceId } from '../ids.ts';
import { endpointChainName, serviceChainName } from '../kubernetes/kubeProxyNames.ts';
import type { Chain, Rule } from '../snapshot/iptables.ts';
import { at, ip } from '../testing/builders.ts';
import { serviceChainNamer } from './serviceChainNames.ts';

const DNS = { namespace: 'kube-system', name: 'kube-dns', port: 'dns' };
const POD = podId('kube-system', 'coredns-1');

const TOPOLOGY: Topology = {
  formatVersion: 1,
  nodes: [],
  edges: [],
  diagnostics: [],
  services: [
    {
      id: serviceId('kube-system', 'kube-dns'),
      namespace: 'kube-system',
      name: 'kube-dns',
      clusterIps: [],
      evidence: [],
      ports: [
        {
          name: 'dns',
          protocol: 'UDP',
          port: 53,
          endpoints: [
            { address: ip('10.85.0.4'), port: 53, pod: POD, evidence: [] },
            { address: ip('fd00::4'), port: 53, evidence: [] },
          ],
        },
      ],
    },
  ],
};

const nameOf = serviceChainNamer(TOPOLOGY);

function chain(name: string, address?: string): Chain {
  return { name, rules: address === undefined ? [] : [dnatTo(address)], evidence: at(1) };
}

const ANY = { kind: 'any' } as const;

function dnatTo(address: string): Rule {
  const to = { from: ip(address), ports: { from: 53, to: 53 } };
  return {
    number: 1,
    ...{ protocol: ANY, source: ANY, destination: ANY, inInterface: ANY, outInterface: ANY },
    matches: [],
    target: { kind: 'dnat', to, random: false, persistent: false },
    evidence: at(1),
  };
}

test.each([
  ['KUBE-SVC-', 'kube-system/kube-dns:dns'],
  ['KUBE-SVL-', 'kube-system/kube-dns:dns, endpoints on this node only'],
  ['KUBE-EXT-', 'kube-system/kube-dns:dns, traffic from outside the cluster'],
  ['KUBE-FW-', 'kube-system/kube-dns:dns, load balancer source ranges'],
] as const)('a service is told by its hash, its part by %s', (prefix, title) => {
  expect(nameOf(chain(serviceChainName(prefix, DNS, 'UDP')))).toMatchObject({ title });
});

const V4 = endpointChainName(DNS, 'UDP', '10.85.0.4:53');
const V6 = endpointChainName(DNS, 'UDP', '[fd00::4]:53');

test.each([
  [
    'by where it leads',
    chain(V4, '10.85.0.4'),
    'kube-system/kube-dns:dns → 10.85.0.4:53 (coredns-1)',
  ],
  ['over IPv6', chain(V6, 'fd00::4'), 'kube-system/kube-dns:dns → [fd00::4]:53'],
  [
    'where its rules were cut off',
    chain(V4),
    'kube-system/kube-dns:dns → 10.85.0.4:53 (coredns-1)',
  ],
])('an endpoint is told %s', (_, shown, title) => {
  expect(nameOf(shown)).toMatchObject({ kind: 'endpoint', title });
});

test.each([
  ['leads to the address of another', chain(V6, '10.85.0.4')],
  ['leads to an address that no service has', chain(V4, '10.85.0.9')],
  ['has the hash of a service that is not known', chain('KUBE-SVC-AAAAAAAAAAAAAAAA')],
  [
    'is no chain of a service',
    chain(serviceChainName('KUBE-SVC-', DNS, 'UDP').replace('SVC', 'XYZ')),
  ],
])('nothing is told of a chain that %s', (_, shown) => {
  expect(nameOf(shown)).toBeUndefined();
});
