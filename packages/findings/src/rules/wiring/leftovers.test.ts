import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { LOOPBACK, printedLink } from '../../testing/ipAddr.ts';
import { netnsWithoutPod } from './netnsWithoutPod.ts';
import { orphanVeth } from './orphanVeth.ts';

/** Of two pods on cni0 one has ended; what it left is in cni-gone. */
const HOST = `# ip -d addr
${LOOPBACK}${printedLink('4: cni0', { details: 'bridge stp_state 0', addresses: ['10.85.0.1/16'] })}${printedLink('5: veth5@if2', { master: 'cni0', netns: 'cni-web', details: 'veth' })}${printedLink('6: veth6@if2', { master: 'cni0', netns: 'cni-gone', details: 'veth' })}`;
const inside = (netns: string, head: string, address: string) =>
  `# ip netns exec ${netns} ip -d addr\n${LOOPBACK}${printedLink(head, { netns: 'host-pin', details: 'veth', addresses: [address] })}`;
const WEB = inside('cni-web', '2: eth0@if5', '10.85.0.5/16');
const GONE = inside('cni-gone', '2: eth0@if6', '10.85.0.6/16');
const KUBE_PODS = `# kubectl get pods -A -o wide
NAMESPACE   NAME    READY   STATUS      RESTARTS   AGE   IP          NODE      NOMINATED NODE   READINESS GATES
shop        web-0   1/1     Running     0          3d    10.85.0.5   worker1   <none>           <none>
`;
const SANDBOXES = `# crictl pods
POD ID              CREATED             STATE               NAME                NAMESPACE           ATTEMPT             RUNTIME
b7a5dc968252f       2 hours ago         Ready               web-0               shop                0                   (default)
0ba0fd9064057       3 hours ago         NotReady            job-1               shop                0                   (default)
`;
/** Runs here, and nothing tells in which namespace. */
const LOST =
  '1f77cd4511c2a       1 hours ago         Ready               db-0                shop                0                   (default)\n';

const node = (...outputs: readonly string[]) => readNodes({ worker1: outputs.join('') });

test('a namespace that no pod lives in, and its veth', () => {
  const network = node(HOST, WEB, GONE, KUBE_PODS, SANDBOXES);
  expect(findingsOf(netnsWithoutPod, network)).toMatchObject([
    {
      severity: 'warning',
      title: 'cni-gone has no pod any more and holds 10.85.0.6/16',
      subjects: ['netns/worker1/cni-gone'],
      evidence: expect.arrayContaining([
        { file: 'worker1.txt', line: 32, endLine: 34 }, // crictl pods
      ]),
    },
  ]);
  expect(findingsOf(orphanVeth, network)).toMatchObject([
    {
      severity: 'warning',
      title: 'veth6 belongs to no pod: no pod lives in cni-gone',
      subjects: ['if/worker1/host/veth6'],
      remedy: expect.stringContaining('`ip link delete veth6`'),
    },
  ]);
});

describe('neither of them says anything where', () => {
  test.each([
    ['a pod that runs here was not found', [HOST, WEB, GONE, KUBE_PODS, SANDBOXES + LOST]],
    ['the runtime was not asked', [HOST, WEB, GONE, KUBE_PODS]],
    ['nobody looked into the namespace', [HOST, WEB, KUBE_PODS, SANDBOXES]],
    [
      'somebody made the namespace by hand',
      [HOST, WEB, GONE, KUBE_PODS, SANDBOXES].map((text) => text.replaceAll('cni-gone', 'blue')),
    ],
    [
      "it is one of Podman's",
      [HOST, WEB, GONE, KUBE_PODS, SANDBOXES].map((text) => text.replaceAll('cni0', 'cni-podman0')),
    ],
    ['Kubernetes was not asked', [HOST, WEB, GONE, SANDBOXES]],
  ])('%s', (_, outputs) => {
    const network = node(...outputs);
    expect([...findingsOf(netnsWithoutPod, network), ...findingsOf(orphanVeth, network)]).toEqual(
      [],
    );
  });
});

test('an empty namespace waits for a pod: no wire, no finding', () => {
  const bare = `# ip netns exec cni-gone ip -d addr\n${LOOPBACK}`;
  expect(findingsOf(netnsWithoutPod, node(HOST, WEB, bare, KUBE_PODS, SANDBOXES))).toEqual([]);
});

describe('of a veth that Calico made', () => {
  const cali = `# ip -d addr\n${LOOPBACK}${printedLink('9: cali00000000001@if2', { netns: 'cni-x', details: 'veth' })}`;
  const route = '# ip route\n192.168.2.9 dev cali00000000001 scope link\n';

  test('its name tells that there is no such pod, also where nobody looked behind it', () => {
    const [finding] = findingsOf(orphanVeth, node(cali, route, KUBE_PODS));
    expect(finding).toMatchObject({
      title: 'cali00000000001 belongs to no pod: no pod of the cluster has the hash in its name',
      subjects: ['if/worker1/host/cali00000000001'],
      why: 'Packets for 192.168.2.9/32 still go there, also when another pod has the address by now.',
    });
    expect(finding?.evidence).toContainEqual({ file: 'worker1.txt', line: 8, endLine: 8 });
  });

  test.each([
    ['the pod is known', [cali.replaceAll('00000000001', 'a4fc3c48bd8'), KUBE_PODS]],
    ['pods are not', [cali]],
    ['only some of them are', [cali, KUBE_PODS.replace('-A', '-A -l app=web')]],
  ])('nothing is said where %s', (_, outputs) => {
    expect(findingsOf(orphanVeth, node(...outputs))).toEqual([]);
  });
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ["the lab's two nodes", ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a node without Kubernetes', ['dual-stack-bridge']],
])('neither says anything of %s', async (_, paths) => {
  const network = await exampleNetwork(...paths);
  expect([...findingsOf(netnsWithoutPod, network), ...findingsOf(orphanVeth, network)]).toEqual([]);
});
