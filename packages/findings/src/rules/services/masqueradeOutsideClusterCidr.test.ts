import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingContext } from '../../context.ts';
import { runRule } from '../../runRules.ts';
import { findingsOf } from '../../testing/findingsOf.ts';
import { masqueradeOutsideClusterCidr } from './masqueradeOutsideClusterCidr.ts';

/** A pod on cni0 and one of Calico's; `masquerade` is what the service's chain begins with. */
const node = (masquerade: string, pods = PODS) =>
  readNodes({
    worker1: `# ip -d addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    inet 127.0.0.1/8 scope host lo
3: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    link/ether 02:00:00:00:00:03 brd ff:ff:ff:ff:ff:ff
    bridge
    inet 10.85.0.1/16 scope global cni0
# iptables-save -t nat
*nat
:PREROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-SVC-ERIFXISQEP7F7OF4 - [0:0]
:KUBE-MARK-MASQ - [0:0]
-A PREROUTING -j KUBE-SERVICES
-A KUBE-SERVICES -d 10.96.0.10/32 -p tcp -m comment --comment "kube-system/kube-dns:dns-tcp cluster IP" -m tcp --dport 53 -j KUBE-SVC-ERIFXISQEP7F7OF4
${masquerade}
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
COMMIT
${pods}`,
  });
const PODS = `# kubectl get pods -A -o wide
NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE   IP            NODE      NOMINATED NODE   READINESS GATES
default     old    1/1     Running   0          1d    10.85.0.4     worker1   <none>           <none>
default     new    1/1     Running   0          1d    192.168.2.1   worker1   <none>           <none>
default     far    1/1     Running   0          1d    10.85.7.7     worker2   <none>           <none>
`;
const BY_CIDR =
  '-A KUBE-SVC-ERIFXISQEP7F7OF4 ! -s 192.168.0.0/16 -d 10.96.0.10/32 -p tcp -m tcp --dport 53 -j KUBE-MARK-MASQ';

test('a pod on a bridge outside of the CIDR, but not the one inside, and none of other nodes', () => {
  const [finding, ...others] = findingsOf(masqueradeOutsideClusterCidr, node(BY_CIDR));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    severity: 'warning',
    title: "cni0's pods (10.85.0.0/16) are outside of kube-proxy's cluster CIDR 192.168.0.0/16",
    subjects: ['if/worker1/host/cni0', 'pod/default/old'],
    // The bridge's address, the masquerading rule, the pod.
    evidence: [7, 16, 21].map((line) => ({ file: 'worker1.txt', line, endLine: line })),
  });
});

test('as kube-proxy wrote it before 1.22, and a pod that is on no bridge', () => {
  const before = BY_CIDR.replace('KUBE-SVC-ERIFXISQEP7F7OF4', 'KUBE-SERVICES');
  const pods = PODS.replace('10.85.0.4  ', '172.20.0.4 ');
  expect(findingsOf(masqueradeOutsideClusterCidr, node(before, pods))).toMatchObject([
    {
      title: "default/old (172.20.0.4) is outside of kube-proxy's cluster CIDR 192.168.0.0/16",
      subjects: ['pod/default/old'],
    },
  ]);
});

test.each([
  ['all pods are inside', node(BY_CIDR.replace('192.168.0.0/16', '0.0.0.0/0'))],
  [
    'kube-proxy knows pods by their interface',
    node(BY_CIDR.replace('! -s 192.168.0.0/16', '! -i cali+')),
  ],
  [
    'an endpoint that asks itself is masqueraded: that is not about a CIDR',
    node('-A KUBE-SVC-ERIFXISQEP7F7OF4 -s 10.85.0.4/32 -j KUBE-MARK-MASQ'),
  ],
  ['the pod has ended', node(BY_CIDR, PODS.replace('1/1     Running  ', '0/1     Completed'))],
  ['pods use the addresses of the node', node(BY_CIDR, PODS.replace('10.85.0.4', '10.85.0.1'))],
])('says nothing where %s', (_, network) => {
  expect(findingsOf(masqueradeOutsideClusterCidr, network)).toEqual([]);
});

test('cannot tell which pods run here', () => {
  const context = findingContext(node(BY_CIDR, ''));
  expect(runRule(context, masqueradeOutsideClusterCidr)).toEqual({
    findings: [],
    unchecked: [{ ruleId: 'masquerade-outside-cluster-cidr', missing: ['pods'] }],
  });
});

test('on the sample: coredns and two others are on cni0', async () => {
  const network = await exampleNetwork('calico-single-node.md');
  expect(findingsOf(masqueradeOutsideClusterCidr, network)).toMatchObject([
    {
      title: "cni0's pods (10.85.0.0/16) are outside of kube-proxy's cluster CIDR 192.168.0.0/16",
      subjects: [
        'if/calico-single-node/host/cni0',
        'pod/calico-system/calico-kube-controllers-597855f5d-pvnh4',
        'pod/calico-system/csi-node-driver-dpdzx',
        'pod/kube-system/coredns-7db6d8ff4d-p4kzt',
        'pod/kube-system/coredns-7db6d8ff4d-slnrj',
      ],
    },
  ]);
});

test('on the two nodes: the pods of both bridges, in both families', async () => {
  const network = await exampleNetwork(
    'calico-two-nodes/control.tar.gz',
    'calico-two-nodes/worker.tar.gz',
  );
  expect(findingsOf(masqueradeOutsideClusterCidr, network).map(({ title }) => title)).toEqual([
    "cni0's pods (10.85.1.0/24) are outside of kube-proxy's cluster CIDR 192.168.0.0/16 on control",
    "cni0's pods (fd00:10:85:1::/64) are outside of kube-proxy's cluster CIDR fd00:192:168::/48 on control",
    "cni0's pods (10.85.2.0/24) are outside of kube-proxy's cluster CIDR 192.168.0.0/16 on worker",
    "cni0's pods (fd00:10:85:2::/64) are outside of kube-proxy's cluster CIDR fd00:192:168::/48 on worker",
  ]);
});

test('nothing about bridges without Kubernetes', async () => {
  expect(
    findingsOf(masqueradeOutsideClusterCidr, await exampleNetwork('dual-stack-bridge')),
  ).toEqual([]);
});
