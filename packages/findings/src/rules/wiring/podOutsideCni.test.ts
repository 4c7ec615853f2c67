import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { sortFindings } from '../../runRules.ts';
import { findingsOf } from '../../testing/findingsOf.ts';
import { podOutsideCni } from './podOutsideCni.ts';

const LINKS = `# ip -d addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff promiscuity 0
    inet 10.0.0.11/24 brd 10.0.0.255 scope global eth0
4: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    link/ether 02:85:00:00:00:00 brd ff:ff:ff:ff:ff:ff promiscuity 0
    bridge stp_state 0 vlan_filtering 0
    inet 10.85.0.1/16 brd 10.85.255.255 scope global cni0
`;
/** calico names it after sha1("shop.web-0"). */
const OWN_INTERFACE = `9: calia4fc3c48bd8@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default
    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netns cni-web promiscuity 0
    veth
`;
const CHAINS = `# iptables -S
-P INPUT ACCEPT
-P FORWARD ACCEPT
-P OUTPUT ACCEPT
-N cali-fw-calia4fc3c48bd8
-N cali-tw-calia4fc3c48bd8
`;
const podList = (address: string, node = 'worker1') => `# kubectl get pods -A -o wide
NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP   NODE   NOMINATED NODE   READINESS GATES
shop   web-0   1/1   Running   0   3d   ${address}   ${node}   <none>   <none>
`;
const findings = (...outputs: readonly string[]) =>
  findingsOf(podOutsideCni, readNodes({ worker1: outputs.join('') }));

test('on the sample: the four pods that ran before Calico did', async () => {
  const network = await exampleNetwork('calico-single-node.md');
  const found = sortFindings(findingsOf(podOutsideCni, network));
  expect(found.map(({ subjects }) => subjects)).toEqual([
    ['pod/calico-system/calico-kube-controllers-597855f5d-pvnh4'],
    ['pod/calico-system/csi-node-driver-dpdzx'],
    ['pod/kube-system/coredns-7db6d8ff4d-p4kzt'],
    ['pod/kube-system/coredns-7db6d8ff4d-slnrj'],
  ]);
  expect(found[0]).toMatchObject({
    severity: 'warning',
    title:
      "calico-system/calico-kube-controllers-597855f5d-pvnh4 hangs on cni0, not on Calico's cali3579be14420",
  });
  expect(found[0]?.remedy).toContain(
    '`kubectl -n calico-system delete pod calico-kube-controllers-597855f5d-pvnh4`',
  );
});

test('proves it by the chains, the listing without the interface, the pod and its bridge', () => {
  const [finding, ...others] = findings(LINKS, CHAINS, podList('10.85.0.4'));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    title: "shop/web-0 hangs on cni0, not on Calico's calia4fc3c48bd8",
    subjects: ['pod/shop/web-0'],
    evidence: [
      // The whole of `ip -d addr`, and in it the address of cni0.
      { file: 'worker1.txt', line: 2, endLine: 10 },
      { file: 'worker1.txt', line: 10, endLine: 10 },
      { file: 'worker1.txt', line: 15, endLine: 15 },
      { file: 'worker1.txt', line: 16, endLine: 16 },
      { file: 'worker1.txt', line: 19, endLine: 19 },
    ],
  });
});

test.each([
  ['its interface exists', [LINKS, OWN_INTERFACE, CHAINS, podList('192.168.2.5')]],
  [
    'its interface exists behind another prefix',
    [LINKS, OWN_INTERFACE.replace('calia', 'vlana'), CHAINS, podList('10.85.0.4')],
  ],
  ['nothing shows where it is: it may be ending', [LINKS, CHAINS, podList('<none>')]],
  ["its address is on no bridge of the node's", [LINKS, CHAINS, podList('192.168.2.5')]],
  ["it shares the node's network", [LINKS, CHAINS, podList('10.0.0.11')]],
  ['it runs on another node', [LINKS, CHAINS, podList('10.85.0.4', 'worker2')]],
  [
    'Calico has no chains for it',
    [LINKS, CHAINS.replaceAll('a4fc3c48bd8', '00000000001'), podList('10.85.0.4')],
  ],
])('says nothing where %s', (_, outputs) => {
  expect(findings(...outputs)).toEqual([]);
});

test('says nothing without the whole listing of links', () => {
  const partly = LINKS.split('\n').filter((line) => !/^1: lo|loopback/.test(line));
  expect(findings(partly.join('\n'), CHAINS, podList('10.85.0.4'))).toEqual([]);
});

test.each([
  ["the lab's two nodes", ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a node without Kubernetes', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(podOutsideCni, await exampleNetwork(...paths))).toEqual([]);
});
