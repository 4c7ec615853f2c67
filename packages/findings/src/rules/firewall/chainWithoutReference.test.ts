import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { chainWithoutReference } from './chainWithoutReference.ts';

const saved = (chains: string, rules: string) =>
  readNodes({
    gateway: `# iptables-save\n*nat\n:PREROUTING ACCEPT [0:0]\n${chains}\n${rules}\nCOMMIT\n`,
  });

test("a chain of one's own that lost its jump: the chain, its rules, and the table without one", () => {
  const network = saved(
    ':PUBLISH - [0:0]',
    '-A PUBLISH -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.1.0.2:8080',
  );
  const [finding, ...others] = findingsOf(chainWithoutReference, network);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    severity: 'info',
    title: 'PUBLISH (nat): no rule leads there',
    subjects: ['netns/gateway/host'],
    evidence: [
      { file: 'gateway.txt', line: 2, endLine: 6 },
      { file: 'gateway.txt', line: 4, endLine: 4 },
      { file: 'gateway.txt', line: 5, endLine: 5 },
    ],
  });
  // nat has no FORWARD.
  expect(finding?.remedy).toContain('`iptables -t nat -A PREROUTING -j PUBLISH`');
});

test('what kube-proxy left is told once for the table, not what hangs below it', () => {
  const network = saved(
    ':KUBE-SVC-AAAAAAAAAAAAAAAA - [0:0]\n:KUBE-SVC-BBBBBBBBBBBBBBBB - [0:0]\n:KUBE-SEP-AAAAAAAAAAAAAAAA - [0:0]',
    `-A KUBE-SVC-AAAAAAAAAAAAAAAA -j KUBE-SEP-AAAAAAAAAAAAAAAA
-A KUBE-SVC-BBBBBBBBBBBBBBBB -j KUBE-SEP-AAAAAAAAAAAAAAAA
-A KUBE-SEP-AAAAAAAAAAAAAAAA -p tcp -m tcp -j DNAT --to-destination 192.168.2.1:8080`,
  );
  expect(findingsOf(chainWithoutReference, network).map(({ title }) => title)).toEqual([
    'KUBE-SVC-AAAAAAAAAAAAAAAA and 1 more (nat): left over from kube-proxy',
  ]);
});

test.each([
  ['goto leads there', ':SIDE - [0:0]', '-A PREROUTING -p tcp -g SIDE\n-A SIDE -j ACCEPT'],
  ['the chain is empty', ':SPARE - [0:0]', '-A PREROUTING -j ACCEPT'],
  [
    'kubelet keeps it in stock',
    ':KUBE-MARK-DROP - [0:0]',
    '-A KUBE-MARK-DROP -j MARK --set-xmark 0x8000/0x8000',
  ],
  ['Felix keeps it in stock', ':cali-pi-_abc - [0:0]', '-A cali-pi-_abc -j RETURN'],
])('says nothing where %s', (_, chains, rules) => {
  expect(findingsOf(chainWithoutReference, saved(chains, rules))).toEqual([]);
});

test('cannot tell where only one chain was listed', () => {
  const network = readNodes({
    gateway: '# iptables -S LIMITS\n-N LIMITS\n-A LIMITS -p tcp -j DROP\n',
  });
  expect(findingsOf(chainWithoutReference, network)).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(chainWithoutReference, await exampleNetwork(...paths))).toEqual([]);
});
