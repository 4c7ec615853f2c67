import { changeWay, type RecordChange } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { type DiffReport, diffReport, isDifferent } from './diffReport.ts';
import { diffText } from './diffText.ts';

/** A node as a terminal shows it: what was typed, and what came back. */
const MONDAY = `# hostname
worker1
# ip -d addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    link/ether 52:54:00:00:00:01 brd ff:ff:ff:ff:ff:ff
    inet 192.0.2.11/24 brd 192.0.2.255 scope global dynamic eth0
       valid_lft 86400sec preferred_lft 86400sec
7: cali11111111111@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default qlen 1000
    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netns cni-1111
    veth
# ip route
default via 192.0.2.1 dev eth0 proto dhcp metric 100
192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.11
10.244.1.5 dev cali11111111111 scope link
# ip neigh
192.0.2.1 dev eth0 lladdr 52:54:00:00:00:fe REACHABLE
# iptables-save -c
*filter
:INPUT ACCEPT [100:2000]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [90:1800]
[5:500] -A FORWARD -i cali+ -j ACCEPT
[6:600] -A FORWARD -o cali+ -j ACCEPT
[7:700] -A FORWARD -s 203.0.113.0/24 -j DROP
[8:800] -A FORWARD -j REJECT --reject-with icmp-port-unreachable
COMMIT
# ipset list
Name: blocked
Type: hash:ip
Revision: 5
Header: family inet hashsize 1024 maxelem 65536 timeout 600 counters bucketsize 12 initval 0x1234abcd
Size in memory: 300
References: 1
Number of entries: 1
Members:
198.51.100.7 timeout 512 packets 3 bytes 180
# kubectl get pods -A -o wide
NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP           NODE      NOMINATED NODE   READINESS GATES
default     web-0   1/1     Running   0          3d    10.244.1.5   worker1   <none>           <none>
`;

/** A rule in the middle of a chain, a member of a set, a pod made anew. */
const TUESDAY = MONDAY.replace(
  '[7:700]',
  '[1:60] -A FORWARD -s 198.51.100.0/24 -p tcp -m tcp --dport 22 -j DROP\n[7:700]',
)
  .replace(
    '198.51.100.7 timeout',
    '198.51.100.9 timeout 599 packets 0 bytes 0\n198.51.100.7 timeout',
  )
  .replace('entries: 1', 'entries: 2')
  .replace(
    '1/1     Running   0          3d    10.244.1.5 ',
    '1/1     Running   0          5m    10.244.1.6 ',
  )
  .replace('10.244.1.5 dev cali', '10.244.1.6 dev cali')
  .replace('7: cali11111111111@if2', '9: cali11111111111@if2');

/** All that counts or runs out by itself, and what the kernel learned from traffic. */
const LATER = MONDAY.replace(/\[(\d+):(\d+)\]/g, (_, packets, bytes) => `[${packets}1:${bytes}9]`)
  .replaceAll('86400sec', '80000sec')
  .replace('timeout 512 packets 3 bytes 180', 'timeout 12 packets 9 bytes 940')
  .replace('hashsize 1024', 'hashsize 2048')
  .replace('Size in memory: 300', 'Size in memory: 600')
  .replace('0          3d ', '0          4d ')
  .replace('lladdr 52:54:00:00:00:fe REACHABLE', 'lladdr 52:54:00:00:00:fe STALE');

const read = (text: string, name = 'worker1') =>
  readSnapshot([{ name, files: [{ path: `${name}.txt`, text }], diagnostics: [] }]);
const compare = (before: string, after: string) => diffReport(read(before), read(after));

const EMPTY = { added: [], removed: [], changed: [] };

test('a capture and itself: no difference', () => {
  const report = compare(MONDAY, MONDAY);
  expect(report).toEqual({
    formatVersion: 1,
    nodes: [{ name: 'worker1', before: 'worker1', after: 'worker1', by: 'name' }],
    findings: { ...EMPTY, unknown: { before: [], after: [] } },
    topology: { ...EMPTY, unknown: { before: [], after: [] } },
    records: [],
    incomparable: [],
  });
  expect(isDifferent(report)).toBe(false);
  expect(diffText(report)).toBe('No difference, counters and timers aside.\n');
});

test('counters, timers and learned neighbours are no difference', () => {
  expect(LATER).not.toBe(MONDAY);
  expect(isDifferent(compare(MONDAY, LATER))).toBe(false);
});

/** `+ rule: …`. */
function told({ records }: DiffReport): readonly string[] {
  const signs = { came: '+', went: '-', changed: '~', moved: '>' } as const;
  return records.map((change) => {
    const texts = [change.before?.text, change.after?.text].filter((text) => text !== undefined);
    return `${signs[changeWay(change)]} ${change.kind}: ${texts.join(' → ')}`;
  });
}

test('a rule in the middle of a chain is one change, and so is a member, and a pod made anew', () => {
  const report = compare(MONDAY, TUESDAY);
  expect(told(report)).toEqual([
    '~ link: cali11111111111 index 7 → cali11111111111 index 9',
    '- route: 10.244.1.5 dev cali11111111111 scope link',
    '+ route: 10.244.1.6 dev cali11111111111 scope link',
    '+ rule: -A FORWARD -s 198.51.100.0/24 -p tcp -m tcp --dport 22 -j DROP',
    '+ ipsetMember: 198.51.100.9',
    '~ pod: default/web-0 addresses 10.244.1.5 → default/web-0 addresses 10.244.1.6',
  ]);
  expect(report.incomparable).toEqual([]);
  const line = 1 + TUESDAY.split('\n').findIndex((text) => text.includes('--dport 22'));
  expect(report.records.find(({ kind }) => kind === 'rule')).toEqual({
    ...{ id: 'netns/worker1/host', kind: 'rule', place: 'IPv4 filter FORWARD' },
    after: {
      text: '-A FORWARD -s 198.51.100.0/24 -p tcp -m tcp --dport 22 -j DROP',
      number: 3,
      evidence: [{ file: 'worker1.txt', line, endLine: line }],
    },
  });
});

/** What came went, and the other way round. */
function mirrored({ before, after, ...about }: RecordChange): RecordChange {
  return { ...about, ...(after && { before: after }), ...(before && { after: before }) };
}

test.each([
  ['a day later', TUESDAY],
  ['without iptables', MONDAY.replace(/# iptables-save[\s\S]*COMMIT\n/, '')],
  ['rules turned round', MONDAY.replace(/(\[5.*\n)(\[6.*\n)(\[7.*\n)/, '$3$2$1')],
])('swapped captures give the mirrored changes: %s', (_, other) => {
  const asSet = (records: readonly RecordChange[]) =>
    records.map((record) => JSON.stringify(record)).sort();
  const [there, back] = [compare(MONDAY, other), compare(other, MONDAY)];
  expect(asSet(there.records.map((record) => mirrored(record)))).toEqual(
    asSet(back.records.map((record) => mirrored(mirrored(record)))),
  );
  expect(there.topology.added).toEqual(back.topology.removed);
  expect(there.incomparable.map(({ side: __, ...rest }) => rest)).toEqual(
    back.incomparable.map(({ side: __, ...rest }) => rest),
  );
});

describe('rules', () => {
  test('a rule that is asked earlier now has moved; no other one did', () => {
    const moved = MONDAY.replace(/(\[5.*\n)(\[6.*\n)(\[7.*\n)/, '$3$1$2');
    const [change, ...others] = compare(MONDAY, moved).records;
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      before: { text: '-A FORWARD -s 203.0.113.0/24 -j DROP', number: 3 },
      after: { text: '-A FORWARD -s 203.0.113.0/24 -j DROP', number: 1 },
    });
  });

  test('a policy', () => {
    expect(told(compare(MONDAY, MONDAY.replace(':FORWARD ACCEPT', ':FORWARD DROP')))).toEqual([
      '~ chain: -P FORWARD ACCEPT → -P FORWARD DROP',
    ]);
  });

  const LISTING = `# iptables -nL
Chain INPUT (policy ACCEPT)
target     prot opt source               destination

Chain FORWARD (policy ACCEPT)
target     prot opt source               destination
ACCEPT     all  --  0.0.0.0/0            0.0.0.0/0
ACCEPT     all  --  0.0.0.0/0            0.0.0.0/0
DROP       all  --  203.0.113.0/24       0.0.0.0/0
REJECT     all  --  0.0.0.0/0            0.0.0.0/0            reject-with icmp-port-unreachable

Chain OUTPUT (policy ACCEPT)
target     prot opt source               destination
`;
  const brief = MONDAY.replace(/# iptables-save[\s\S]*COMMIT\n/, LISTING);

  test('a listing that hides interfaces is compared by what both show, which is said', () => {
    const report = compare(MONDAY, brief);
    expect(report.records).toEqual([]);
    // That interfaces are hidden now is about the capture, and no change of the node.
    expect(report.findings.added).toEqual([]);
    expect(report.incomparable).toEqual([
      {
        ...{ id: 'netns/worker1/host', fact: 'iptables4', place: 'IPv4 filter', side: 'after' },
        ...{ reason: 'interfacesHidden', records: 4 },
      },
    ]);
    const changed = brief.replace('203.0.113.0/24 ', '203.0.113.0/25 ');
    expect(told(compare(MONDAY, changed))).toEqual([
      '- rule: -A FORWARD -s 203.0.113.0/24 -j DROP',
      '+ rule: -A FORWARD -s 203.0.113.0/25 -j DROP',
    ]);
  });

  test('of a table that only one capture asked for nothing came and nothing went', () => {
    const nat = brief.replace(
      '# ipset list',
      '# iptables -t nat -S\n-P PREROUTING ACCEPT\n# ipset list',
    );
    const { records, incomparable } = compare(nat, brief);
    expect(records).toEqual([]);
    expect(incomparable).toContainEqual({
      ...{ id: 'netns/worker1/host', fact: 'iptables4', place: 'IPv4 nat' },
      ...{ side: 'after', reason: 'notCaptured', records: 1 },
    });
  });
});

describe('what one capture does not hold is no difference of the topology either', () => {
  test.each([
    ['routes', /# ip route[\s\S]*(?=# ip neigh)/],
    ['rules', /# iptables-save[\s\S]*COMMIT\n/],
    ['pods', /# kubectl[\s\S]*/],
  ])('%s', (_, output) => {
    const without = MONDAY.replace(output, '');
    for (const report of [compare(MONDAY, without), compare(without, MONDAY)]) {
      expect(report.topology).toMatchObject(EMPTY);
      expect(report.incomparable).not.toEqual([]);
      expect(report.records).toEqual([]);
    }
  });

  test('what is in what both hold is one', () => {
    const withoutNeighbors = MONDAY.replace(/# ip neigh[\s\S]*/, '');
    const { added, removed, changed } = compare(withoutNeighbors, TUESDAY).topology;
    expect([added, removed]).toEqual([[], []]);
    expect(changed).toMatchObject([
      { id: 'if/worker1/host/cali11111111111', fields: [{ field: 'ifindex' }] },
      { id: 'netns/worker1/host', fields: [{ field: 'routes' }] },
    ]);
  });

  test('it is named, and by which capture it cannot be told', () => {
    const report = compare(MONDAY, MONDAY.replace(/# kubectl[\s\S]*/, ''));
    expect(report.topology.unknown.before).toEqual([]);
    expect(report.topology.unknown.after.map(({ id }) => id)).toEqual(['pod/default/web-0']);
    expect(isDifferent(report)).toBe(false);
    expect(diffText(report)).toContain('  ? pod/default/web-0: not captured after\n');
  });
});

test('findings that came, and those that nobody could have had before', () => {
  const underlay = MONDAY.replace(
    '# ip route',
    `3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    link/ether 52:54:00:00:00:02 brd ff:ff:ff:ff:ff:ff
    inet 198.51.100.11/24 scope global eth1
       valid_lft forever preferred_lft forever
8: vxlan.calico: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN group default
    link/ether 66:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff
    vxlan id 4096 local 198.51.100.11 dev eth1 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300
# ip route`,
  );
  const withoutRoutes = MONDAY.replace(/# ip route[\s\S]*(?=# ip neigh)/, '');
  const ids = (findings: readonly { readonly ruleId: string }[]) =>
    findings.map(({ ruleId }) => ruleId);
  expect(ids(compare(MONDAY, underlay).findings.added)).toContain('underlay-not-default');
  const { added, unknown } = compare(withoutRoutes, underlay).findings;
  expect(ids(added)).not.toContain('underlay-not-default');
  expect(ids(unknown.before)).toContain('underlay-not-default');
});

test('the text tells of a route or a rule once, as a record', () => {
  const routed = MONDAY.replace('10.244.1.5 dev cali', '10.244.1.6 dev cali');
  const report = compare(MONDAY, routed);
  expect(report.topology.changed).toMatchObject([
    { id: 'netns/worker1/host', fields: [{ field: 'routes' }] },
  ]);
  expect(diffText(report)).not.toContain('TOPOLOGY');
  expect(diffText(report)).toContain('    + 10.244.1.6 dev cali11111111111 scope link  [');
});

test('the text an engineer on call reads', () => {
  expect(diffText(compare(MONDAY, TUESDAY)).split('\n')).toEqual(
    expect.arrayContaining([
      'netns/worker1/host  3 came, 1 went, 1 changed',
      '    ~ cali11111111111 index 7  [worker1.txt:12]',
      '      → cali11111111111 index 9  [worker1.txt:12]',
      '  iptables rules, IPv4 filter FORWARD',
      '    + -A FORWARD -s 198.51.100.0/24 -p tcp -m tcp --dport 22 -j DROP  [worker1.txt:28]',
      '  ipset members, blocked',
    ]),
  );
});

test('of 5,000 rules that came some are shown, and how many more: JSON has all', () => {
  const many = Array.from(
    { length: 5000 },
    (_, i) => `-A BLOCK -s 203.0.${i >> 8}.${i & 255}/32 -j DROP`,
  );
  const report = compare(
    MONDAY,
    MONDAY.replace(':OUTPUT', ':BLOCK - [0:0]\n:OUTPUT').replace(
      '[8:800]',
      `${many.join('\n')}\n[8:800]`,
    ),
  );
  expect(report.records.filter(({ place }) => place === 'IPv4 filter BLOCK')).toHaveLength(5000);
  const lines = diffText(report).split('\n');
  const heading = lines.indexOf('  iptables rules, IPv4 filter BLOCK');
  expect(lines.slice(heading + 20)).toEqual([
    expect.stringMatching(/^ {4}\+ -A BLOCK -s 203\.0\.0\.19\/32 -j DROP {2}\[worker1\.txt:\d+\]$/),
    '    … and 4980 more: --format json has all',
    '',
  ]);
  expect(lines.length).toBeLessThan(50);
});

test('two files of one node, of which neither says a hostname, are one node; which is told', () => {
  const nameless = MONDAY.replace('# hostname\nworker1\n', '');
  const report = diffReport(read(nameless, 'monday'), read(nameless, 'tuesday'));
  expect(isDifferent(report)).toBe(false);
  expect(diffText(report)).toBe(
    'monday and tuesday are taken for one node, tuesday: no hostname says otherwise.\n\nNo difference, counters and timers aside.\n',
  );
});
