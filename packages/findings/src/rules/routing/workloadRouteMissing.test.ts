import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { links, nic, veth } from '../../testing/terminal.ts';
import { workloadRouteMissing } from './workloadRouteMissing.ts';

// 68caf03a5f4 are the first 11 digits of sha1("default.web").
const HOST = `# ip -d addr
${links(nic('2: eth0', '10.0.0.11/24'), veth('12: cali68caf03a5f4', 2, 'blue'))}`;
const POD = `# ip netns exec blue ip -d addr
${links(veth('2: eth0', 12, 'red', '192.168.2.1/32', 'fd00:2::1/128'))}`;
const PODS = `# kubectl get pods -A -o wide
NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE   IP            NODE      NOMINATED NODE   READINESS GATES
default     web    1/1     Running   0          1d    192.168.2.1   worker1   <none>           <none>
`;
const BLOCK = '# ip route\nblackhole 192.168.2.0/26 proto 80\n';
const ROUTED = `${BLOCK}192.168.2.1 dev cali68caf03a5f4 scope link\n`;
const find = (...outputs: readonly string[]) =>
  findingsOf(workloadRouteMissing, readNodes({ worker1: outputs.join('') }));

test('names the pod, what packets do instead, and the route to make', () => {
  expect(find(HOST, POD, PODS, BLOCK)).toMatchObject([
    {
      severity: 'error',
      title: 'default/web: no route leads to its interface cali68caf03a5f4',
      subjects: ['pod/default/web', 'if/worker1/host/cali68caf03a5f4'],
      why: 'Packets for 192.168.2.1 end in `blackhole 192.168.2.0/26`. Nobody reaches the pod.',
      evidence: [
        { file: 'worker1.txt', line: 8, endLine: 10 },
        { file: 'worker1.txt', line: 18 },
        { file: 'worker1.txt', line: 24, endLine: 24 },
      ],
    },
  ]);
});

test("without Kubernetes' list, names the interface", () => {
  expect(find(HOST, POD, BLOCK)).toMatchObject([
    { title: 'cali68caf03a5f4: no route leads to its interface' },
  ]);
});

test('without a capture of the namespace, goes by the address that Kubernetes knows', () => {
  expect(find(HOST, PODS, '# ip route\ndefault via 10.0.0.1 dev eth0\n')).toMatchObject([
    {
      subjects: ['pod/default/web', 'if/worker1/host/cali68caf03a5f4'],
      why: 'Packets for 192.168.2.1 leave by eth0 instead (0.0.0.0/0). Nobody reaches the pod.',
    },
  ]);
});

/** As `ip` prints it where no name stands for the namespace: Docker's, or another mount namespace's. */
const NSID = HOST.replace('link-netns blue', 'link-netnsid 0');

test("without a name of the namespace, goes by the hash in the interface's name", () => {
  expect(find(NSID, PODS, BLOCK)).toMatchObject([
    { title: 'default/web: no route leads to its interface cali68caf03a5f4' },
  ]);
  expect(find(NSID, PODS, ROUTED)).toEqual([]);
  // A pod of that name runs on another node by now.
  const worker1 = [NSID, PODS.replace('worker1', 'worker2'), BLOCK].join('');
  const worker2 = '# hostname\nworker2\n';
  expect(findingsOf(workloadRouteMissing, readNodes({ worker1, worker2 }))).toEqual([]);
});

test('tells of IPv6 where its routes were captured, and of both in one finding', () => {
  const routes6 = '# ip -6 route\nfe80::/64 dev eth0 proto kernel metric 256 pref medium\n';
  const [finding, ...others] = find(HOST, POD, BLOCK, routes6);
  expect(others).toEqual([]);
  expect(finding?.remedy).toContain('`ip route add 192.168.2.1 dev cali68caf03a5f4 scope link`');
  expect(finding?.remedy).toContain('`ip -6 route add fd00:2::1 dev cali68caf03a5f4`');
});

test.each([
  ['the route is there', [HOST, POD, PODS, ROUTED]],
  ['nobody captured the routes', [HOST, POD, PODS]],
  [
    'a policy rule leads to a table that was not captured',
    [HOST, POD, PODS, BLOCK, '# ip rule\n0:\tfrom all lookup local\n100:\tfrom all lookup 77\n'],
  ],
  ['nothing tells the address', [HOST, BLOCK]],
  [
    'it is down, with which its route went',
    [
      HOST.replace('ee-', '').replace('MULTICAST,UP,LOWER_UP> mtu 1450', 'MULTICAST> mtu 1450'),
      POD,
      BLOCK,
    ],
  ],
  [
    'the pod has added an address of its own, which Kubernetes does not know',
    [
      HOST,
      POD.replace(
        'inet 192.168.2.1/32',
        'inet 172.20.0.9/32 scope global\n    inet 192.168.2.1/32',
      ),
      PODS,
      ROUTED,
    ],
  ],
  [
    'another plugin has wired it, on a bridge',
    [HOST.replaceAll('cali68caf03a5f4', 'veth68caf03a'), POD, BLOCK],
  ],
])('says nothing where %s', (_, outputs) => {
  expect(find(...outputs)).toEqual([]);
});

test('makes one finding of many pods', () => {
  const ids = [1, 2, 3, 4, 5, 6];
  const host = `# ip -d addr\n${links(...ids.map((i) => veth(`${10 + i}: cali0000000000${i}`, 2, `ns${i}`)))}`;
  const pods = ids.map(
    (i) => `# ip netns exec ns${i} ip -d addr
${links(veth('2: eth0', 10 + i, 'red', `192.168.2.${i}/32`))}`,
  );
  expect(find(host, ...pods, BLOCK).map(({ title }) => title)).toEqual([
    'cali00000000001, cali00000000002 and 4 more: no route leads to them',
  ]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, captures) => {
  expect(findingsOf(workloadRouteMissing, await exampleNetwork(...captures))).toEqual([]);
});
