import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { staleWorkloadChains } from './staleWorkloadChains.ts';

const LINKS = `# ip link
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
12: cali9d04617f188@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP mode DEFAULT group default
    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netnsid 0
`;
const chains = (...ifnames: readonly string[]) =>
  [
    '# iptables -S',
    '-P FORWARD ACCEPT',
    ...ifnames.flatMap((ifname) => [`-N cali-fw-${ifname}`, `-N cali-tw-${ifname}`]),
    '',
  ].join('\n');
const PODS = `# kubectl get pods -A
NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE
shop        web-0   1/1     Running   0          3d
`;
/** Named after sha1("shop.web-0"). */
const WEB = 'calia4fc3c48bd8';
const findings = (...outputs: readonly string[]) =>
  findingsOf(staleWorkloadChains, readNodes({ worker1: outputs.join('') }));

test('one finding for the node, with all the lines', () => {
  const gone = ['cali00000000001', 'cali00000000002', 'cali00000000003'];
  const found = findings(LINKS, chains('cali9d04617f188', ...gone), PODS);
  expect(found).toMatchObject([
    {
      severity: 'warning',
      title:
        'Calico has chains for cali00000000001, cali00000000002 and 1 more: no such interface, no such pod',
      subjects: ['netns/worker1/host'],
    },
  ]);
  expect(found[0]?.evidence.map(({ line, endLine }) => `${line}-${endLine}`)).toEqual([
    '2-5', // ip link
    ...['10-10', '11-11', '12-12', '13-13', '14-14', '15-15'],
    '17-18', // kubectl get pods
  ]);
});

test.each([
  ['the interface exists', [LINKS, chains('cali9d04617f188'), PODS]],
  ["a pod has the hash: it is another rule's", [LINKS, chains(WEB), PODS]],
  ["the name has no hash, as OpenStack's", [LINKS, chains('tap5f3a1b2c-4d'), PODS]],
])('says nothing where %s', (_, outputs) => {
  expect(findings(...outputs)).toEqual([]);
});

test.each([
  ['what pods there are', [LINKS, chains('cali00000000001')]],
  [
    'what pods other namespaces have',
    [LINKS, chains('cali00000000001'), PODS.replace('pods -A', 'pods -A -l app=web')],
  ],
  ['what interfaces there are', [chains('cali00000000001'), PODS]],
])('says nothing without knowing %s', (_, outputs) => {
  expect(findings(...outputs)).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ["the lab's two nodes", ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(staleWorkloadChains, await exampleNetwork(...paths))).toEqual([]);
});
