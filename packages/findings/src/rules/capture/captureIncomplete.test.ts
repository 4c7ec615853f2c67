import { exampleNetwork, readNodes, readPartly } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { bundle } from '../../testing/bundle.ts';
import { findingsOf } from '../../testing/findingsOf.ts';
import { captureIncomplete } from './captureIncomplete.ts';

const LINK = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
4: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:04 brd ff:ff:ff:ff:ff:ff promiscuity 0
    bridge forward_delay 1500 hello_time 200 max_age 2000
`;
const LISTED =
  '{ "command": "ip -d link show", "netns": "host", "file": "host/ip_-d_link_show", "exit": 0, "at": 0.1 }';

/** LISTED is in line 10 of the manifest. */
function found(commands: readonly string[], namespaces: readonly string[] = []) {
  const files = { 'host/ip_-d_link_show': LINK, 'host/ipset_list': '', 'host/ss_-lntup': '' };
  const outputs = bundle('2026-11-24T20:20:36Z', [LISTED, ...commands], {
    namespaces,
    files,
  });
  return findingsOf(captureIncomplete, readPartly('worker1', outputs).network);
}

const notRun = (command: string, reason: string, more = '') =>
  `{ "command": "${command}", "netns": "host", "skipped": "${reason}"${more} }`;

test('commands that failed and hung are told apart, with their entries in the manifest', () => {
  const findings = found([
    '{ "command": "ipset list", "netns": "host", "file": "host/ipset_list", "exit": 1 }',
    '{ "command": "ss -lntup", "netns": "host", "file": "host/ss_-lntup", "exit": 143, "timedOut": true }',
  ]);
  expect(findings).toMatchObject([
    {
      severity: 'warning',
      title: '1 command of the capture failed',
      subjects: ['node/worker1'],
      evidence: [{ file: 'manifest.json', line: 11, endLine: 11 }],
      why: 'What `ipset list` did not print stays unknown.',
    },
    {
      severity: 'warning',
      title: '1 command of the capture hung',
      evidence: [{ file: 'manifest.json', line: 12, endLine: 12 }],
    },
  ]);
});

test('a worker that has no access to the API server: a remark', () => {
  const failing =
    '{ "command": "kubectl get nodes -o json", "netns": "host", "file": "host/ipset_list", "exit": 1 }';
  expect(found([failing])).toMatchObject([
    { severity: 'info', title: '1 command of the capture failed' },
  ]);
});

test('commands that list what is in the kernel, and could not be run', () => {
  const findings = found([
    notRun('nft -j list ruleset', 'nft is not installed'),
    notRun('bridge -d fdb show', 'bridge is not installed'),
    notRun('kubectl get', 'kubectl has no access to a cluster here'),
  ]);
  expect(findings).toMatchObject([
    { severity: 'info', title: '3 commands of the capture could not be run' },
  ]);
  expect(findings[0]?.why).toContain('`nft -j list ruleset`: nft is not installed');
});

test.each([
  [
    'the kernel says that there is nothing',
    notRun('iptables-legacy-save -c', 'the kernel has no legacy table', ', "empty": true'),
  ],
  [
    'nobody uses firewalld here',
    notRun('firewall-cmd --list-all-zones', 'firewall-cmd is not installed'),
  ],
  [
    'firewalld does not run',
    '{ "command": "firewall-cmd --list-all-zones", "netns": "host", "file": "host/ipset_list", "exit": 252 }',
  ],
  ['the node has no container runtime', notRun('crictl pods', 'crictl is not installed')],
  ['no rule asks a set', notRun('ipset list', 'ipset is not installed')],
])('says nothing where %s', (_, command) => {
  expect(found([command])).toEqual([]);
});

test('a namespace that vanished is missing, one that was not asked for is not', () => {
  const findings = found(
    [],
    [
      '{ "name": "blue", "names": ["blue"], "state": "failed", "reason": "it vanished before it could be entered" }',
      '{ "name": "red", "names": ["red"], "state": "left out" }',
    ],
  );
  expect(findings.map(({ title }) => title)).toEqual([
    "1 of 2 network namespaces beside the node's own were not captured",
  ]);
});

test('namespaces that `ip netns` names and nobody looked into', () => {
  const network = readNodes({
    worker1: `# ip -d link
${LINK}# ip netns
blue (id: 0)
red
# ip netns exec blue ip link
${LINK}`,
  });
  expect(findingsOf(captureIncomplete, network)).toMatchObject([
    {
      severity: 'info',
      title: "1 of 2 network namespaces beside the node's own were not captured",
      subjects: ['netns/worker1/red'],
      evidence: [{ file: 'worker1.txt', line: 9, endLine: 9 }],
      remedy: expect.stringContaining('`vethscope collect`'),
    },
  ]);
});

test('cannot tell of namespaces that nothing names', () => {
  expect(findingsOf(captureIncomplete, readNodes({ worker1: `# ip -d link\n${LINK}` }))).toEqual(
    [],
  );
});

test('on the sample: names without their insides, most likely of pods with host network', async () => {
  const network = await exampleNetwork('calico-single-node.md');
  expect(findingsOf(captureIncomplete, network).map(({ title }) => title)).toEqual([
    "7 of 13 network namespaces beside the node's own were not captured",
  ]);
});

test('on two whole bundles: nothing', async () => {
  const paths = ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz'];
  expect(findingsOf(captureIncomplete, await exampleNetwork(...paths))).toEqual([]);
});

test('on the dual-stack bridge: the two at the far ends', async () => {
  const network = await exampleNetwork('dual-stack-bridge');
  expect(findingsOf(captureIncomplete, network)).toMatchObject([
    { subjects: ['netns/edge1.example.net/switch1', 'netns/edge1.example.net/vm-lan'] },
  ]);
});
