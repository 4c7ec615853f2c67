import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { unreachableRule } from './unreachableRule.ts';

/** `iptables-save` of one table: line 4 is the first rule behind one chain. */
const saved = (rules: string, chains = ':INPUT ACCEPT [0:0]') =>
  readNodes({ gateway: `# iptables-save\n*filter\n${chains}\n${rules}\nCOMMIT\n` });

const titles = (rules: string, chains?: string) =>
  findingsOf(unreachableRule, saved(rules, chains)).map(({ severity, title }) => [severity, title]);

test('a rule appended behind the REJECT at the end', () => {
  const [finding, ...others] = findingsOf(
    unreachableRule,
    saved(`-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -j REJECT --reject-with icmp-host-prohibited
-A INPUT -p udp -m udp --dport 4789 -j ACCEPT`),
  );
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    severity: 'warning',
    title: 'INPUT rule 4 (filter) is never reached: rule 3 takes its packets',
    subjects: ['netns/gateway/host'],
    evidence: [
      { file: 'gateway.txt', line: 6, endLine: 6 },
      { file: 'gateway.txt', line: 7, endLine: 7 },
    ],
  });
  expect(finding?.why).toContain('`-p udp -m udp --dport 4789 -j ACCEPT`');
  expect(finding?.remedy).toContain('`iptables -t filter -I INPUT 3 …`');
});

test('the commands change that table, and not another one of the same name', () => {
  const network = readNodes({
    gateway: `# iptables-save
*filter
:INPUT ACCEPT [0:0]
COMMIT
# ip netns exec blue ip6tables-legacy-save
*filter
:INPUT ACCEPT [0:0]
-A INPUT -j DROP
-A INPUT -p tcp -j DROP
COMMIT
`,
  });
  expect(findingsOf(unreachableRule, network)[0]?.remedy).toBe(
    'Remove what is superfluous: `ip netns exec blue ip6tables-legacy -t filter -D INPUT 2`. See first whether the numbers still hold: `ip netns exec blue ip6tables-legacy -t filter -nvL INPUT --line-numbers`.',
  );
});

test('what is behind one rule is told once', () => {
  expect(titles('-A INPUT -j DROP\n-A INPUT -p tcp -j ACCEPT\n-A INPUT -p udp -j ACCEPT')).toEqual([
    ['warning', 'INPUT (filter): 2 rules are never reached, 2, 3'],
  ]);
});

test.each([
  [
    'the wider rule first',
    '-A INPUT -s 10.0.0.0/8 -j DROP\n-A INPUT -s 10.1.0.0/16 -p tcp -j ACCEPT',
    'warning',
  ],
  ['the same twice', '-A INPUT -s 192.0.2.1/32 -j DROP\n-A INPUT -s 192.0.2.1/32 -j DROP', 'info'],
  [
    'between others of a long list',
    '-A INPUT -s 192.0.2.0/24 -j DROP\n-A INPUT -s 10.0.0.0/8 -j DROP\n-A INPUT -s 192.0.2.7/32 -p tcp -m tcp --dport 80 -j ACCEPT',
    'warning',
  ],
])('%s', (_, rules, severity) => {
  expect(titles(rules).map(([of]) => of)).toEqual([severity]);
});

test('a jump to a chain that drops all is as good as a drop; goto does not come back', () => {
  const chains = ':INPUT ACCEPT [0:0]\n:LOGDROP - [0:0]\n:SIDE - [0:0]';
  const rules = (jump: string) => `-A INPUT -p tcp ${jump}
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A LOGDROP -m limit --limit 1/sec -j LOG
-A LOGDROP -j DROP
-A SIDE -p udp -j ACCEPT`;
  const expected = 'INPUT rule 2 (filter) is never reached: rule 1 takes its packets';
  expect(titles(rules('-j LOGDROP'), chains)).toEqual([['warning', expected]]);
  expect(titles(rules('-g SIDE'), chains)).toEqual([['warning', expected]]);
  expect(titles(rules('-j SIDE'), chains)).toEqual([]);
});

test.each([
  ['exceptions come first', '-A INPUT -s 10.1.0.0/16 -j ACCEPT\n-A INPUT -s 10.0.0.0/8 -j DROP'],
  [
    'the first only counts or logs',
    '-A INPUT -p tcp -j LOG\n-A INPUT -p tcp -j ACCEPT\n-A INPUT -j DROP',
  ],
  [
    'the first has a limit',
    '-A INPUT -p icmp -m limit --limit 5/sec -j ACCEPT\n-A INPUT -p icmp -j DROP',
  ],
  [
    'the mark is set in between',
    '-A INPUT -m mark --mark 0x1/0x1 -j ACCEPT\n-A INPUT -s 10.0.0.0/8 -j MARK --set-xmark 0x1/0x1\n-A INPUT -m mark --mark 0x1/0x1 -j ACCEPT',
  ],
])('says nothing where %s', (_, rules) => {
  expect(titles(rules)).toEqual([]);
});

test('says nothing of a chain that may come back before it drops', () => {
  const chains = ':INPUT ACCEPT [0:0]\n:GUARD - [0:0]';
  const rules = `-A INPUT -j GUARD
-A INPUT -p tcp -j ACCEPT
-A GUARD -s 10.0.0.0/8 -j RETURN
-A GUARD -j DROP`;
  expect(titles(rules, chains)).toEqual([]);
});

test("a person's RETURN hides what programs appended, but programs' own rules are their business", () => {
  const chains = ':FORWARD ACCEPT [0:0]\n:KUBE-FORWARD - [0:0]\n:DOCKER-USER - [0:0]';
  const rules = `-A FORWARD -j DOCKER-USER
-A FORWARD -i br0 -j ACCEPT
-A FORWARD -i br0 -j KUBE-FORWARD
-A KUBE-FORWARD -p tcp -j ACCEPT
-A KUBE-FORWARD -p tcp -j ACCEPT
-A DOCKER-USER -j RETURN
-A DOCKER-USER -s 192.0.2.0/24 -j DROP`;
  expect(titles(rules, chains)).toEqual([
    ['warning', 'FORWARD rule 3 (filter) is never reached: rule 2 takes its packets'],
    ['warning', 'DOCKER-USER rule 2 (filter) is never reached: rule 1 takes its packets'],
  ]);
});

test('cannot tell from a listing that hides interfaces', () => {
  const network = readNodes({
    gateway: `# iptables -nL
Chain INPUT (policy ACCEPT)
target     prot opt source               destination
ACCEPT     all  --  0.0.0.0/0            0.0.0.0/0
DROP       tcp  --  0.0.0.0/0            0.0.0.0/0            tcp dpt:22
`,
  });
  expect(findingsOf(unreachableRule, network)).toEqual([]);
});

test('finds the cover of the last of 20,000 addresses among them', () => {
  const address = (i: number) => `10.${i >> 8}.${i & 255}.1/32`;
  const many = Array.from({ length: 20_000 }, (_, i) => `-A INPUT -s ${address(i)} -j DROP`);
  expect(titles([...many, `-A INPUT -s ${address(77)} -p tcp -j ACCEPT`].join('\n'))).toEqual([
    ['warning', 'INPUT rule 20001 (filter) is never reached: rule 78 takes its packets'],
  ]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, paths) => {
  expect(findingsOf(unreachableRule, await exampleNetwork(...paths))).toEqual([]);
});
