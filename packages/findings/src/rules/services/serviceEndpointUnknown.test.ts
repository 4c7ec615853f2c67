import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingContext } from '../../context.ts';
import { runRule } from '../../runRules.ts';
import { findingsOf } from '../../testing/findingsOf.ts';
import { serviceEndpointUnknown } from './serviceEndpointUnknown.ts';

const LINK = `# ip addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
    inet 127.0.0.1/8 scope host lo
`;
/** Half of what goes to default/web is sent to `second`. */
const rules = (second: string) => `# iptables-save -t nat
*nat
:KUBE-SERVICES - [0:0]
:KUBE-SVC-AAAAAAAAAAAAAAAA - [0:0]
:KUBE-SEP-AAAAAAAAAAAAAAAA - [0:0]
:KUBE-SEP-BBBBBBBBBBBBBBBB - [0:0]
-A KUBE-SERVICES -d 10.96.0.80/32 -p tcp -m comment --comment "default/web cluster IP" -m tcp --dport 80 -j KUBE-SVC-AAAAAAAAAAAAAAAA
-A KUBE-SVC-AAAAAAAAAAAAAAAA -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-AAAAAAAAAAAAAAAA
-A KUBE-SVC-AAAAAAAAAAAAAAAA -j KUBE-SEP-BBBBBBBBBBBBBBBB
-A KUBE-SEP-AAAAAAAAAAAAAAAA -p tcp -m tcp -j DNAT --to-destination 192.168.2.1:8080
-A KUBE-SEP-BBBBBBBBBBBBBBBB -p tcp -m tcp -j DNAT --to-destination ${second}:8080
COMMIT
`;
const services = (selector: string) => `# kubectl get services -A -o wide
NAMESPACE   NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE   SELECTOR
default     web    ClusterIP   10.96.0.80   <none>        80/TCP    1d    ${selector}
`;
const PODS = `# kubectl get pods -A -o wide
NAMESPACE     NAME    READY   STATUS      RESTARTS   AGE   IP            NODE      NOMINATED NODE   READINESS GATES
default       web-1   1/1     Running     0          1d    192.168.2.1   worker1   <none>           <none>
default       web-2   1/1     Running     0          1d    192.168.3.1   worker2   <none>           <none>
default       job     0/1     Completed   0          1d    192.168.3.9   worker2   <none>           <none>
kube-system   proxy   1/1     Running     0          1d    10.0.0.12     worker2   <none>           <none>
`;
const slices = (endpoints: string) => `# kubectl get endpointslices -A
NAMESPACE   NAME        ADDRESSTYPE   PORTS   ENDPOINTS                 AGE
default     web-x7k2p   IPv4          8080    ${endpoints}   1d
`;
const found = (second: string, selector: string, more: string) =>
  findingsOf(
    serviceEndpointUnknown,
    readNodes({ worker1: LINK + rules(second) + services(selector) + more }),
  );

test('a pod is gone, and kube-proxy still sends to it', () => {
  const both = slices('192.168.2.1,192.168.3.1');
  expect(found('192.168.3.77', 'app=web', PODS + both)).toMatchObject([
    {
      severity: 'error',
      title: 'default/web leads to 192.168.3.77, which no pod has',
      subjects: ['service/default/web'],
      evidence: [
        // The rule that leads to the endpoint's chain, and the one that sends there.
        { file: 'worker1.txt', line: 12, endLine: 12 },
        { file: 'worker1.txt', line: 14, endLine: 14 },
        // All pods; the slice that does not have it.
        { file: 'worker1.txt', line: 20, endLine: 24 },
        { file: 'worker1.txt', line: 27, endLine: 27 },
      ],
    },
  ]);
});

test('Kubernetes has it, too, or nobody knows: it may be a matter of when', () => {
  const stale = found('192.168.3.77', 'app=web', PODS + slices('192.168.2.1,192.168.3.77'));
  expect(stale.map(({ severity }) => severity)).toEqual(['warning']);
  const rulesAlone = found('192.168.3.77', 'app=web', PODS);
  expect(rulesAlone.map(({ severity }) => severity)).toEqual(['warning']);
});

test.each([
  ["each address is a pod's", '192.168.3.1', 'app=web', PODS],
  ['it is that of a pod in the network of its node', '10.0.0.12', 'app=web', PODS],
  ['it is that of a pod that has ended, perhaps of another now', '192.168.3.9', 'app=web', PODS],
  ['there is no selector: it may lead outside on purpose', '203.0.113.7', '<none>', PODS],
  [
    'a table shows one of the two addresses of each pod',
    '192.168.2.1',
    'app=web',
    PODS + slices('fd00::1,fd00::77').replace('IPv4', 'IPv6'),
  ],
  ['an interface of the capture has it', '127.0.0.1', 'app=web', PODS],
  ['no pods were captured', '192.168.3.77', 'app=web', ''],
  [
    'pods of one namespace were',
    '192.168.3.77',
    'app=web',
    PODS.replace('get pods -A', 'get pods -n default').replaceAll(
      /^\S+ +(?=NAME|web|job)|^kube.*\n/gm,
      '',
    ),
  ],
])('says nothing where %s', (_, second, selector, pods) => {
  expect(found(second, selector, pods)).toEqual([]);
});

test('cannot tell where pods were listed without their addresses', () => {
  const pods = `# kubectl get pods -A
NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE
default     web-1   1/1     Running   0          1d
`;
  const network = readNodes({
    worker1: LINK + rules('192.168.3.77') + services('app=web') + pods,
  });
  expect(runRule(findingContext(network), serviceEndpointUnknown)).toEqual({
    findings: [],
    unchecked: [{ ruleId: 'service-endpoint-unknown', missing: ['pods'] }],
  });
});

test.each([
  [['calico-single-node.md']],
  [['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  // Half of a cluster: the pods of the other node are in the list.
  [['calico-two-nodes/control.tar.gz']],
  [['dual-stack-bridge']],
])('nothing on %s', async (paths) => {
  expect(findingsOf(serviceEndpointUnknown, await exampleNetwork(...paths))).toEqual([]);
});
