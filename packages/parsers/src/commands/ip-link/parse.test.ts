import { readdirSync, readFileSync } from 'node:fs';
import type { Link } from '@vethscope/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { parseLinks } from './parse.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);

describe('fixtures', () => {
  testFixturePairs(FIXTURES, (text, argv) => parseLinks(text, undefined, argv));
});

function read(command: string, text: string) {
  return parseLinks(text, undefined, command.split(' '));
}

function readFixture(name: string): readonly Link[] {
  return read('ip addr', readFileSync(new URL(`${name}.txt`, FIXTURES), 'utf8')).records;
}

const messages = ({ diagnostics }: ReturnType<typeof read>) => diagnostics.map((d) => d.message);

describe('text and JSON of the same links are the same records', () => {
  test.each([
    ['debian12-iproute2-6.1--', 'd-link-bridge-port'],
    ['debian12-iproute2-6.1--', 'd-link-vxlan'],
    ['debian12-iproute2-6.1--', 'd-link-without-flooding'],
    ['debian12-iproute2-6.1--', 's-s-d-link-veth-same-netns'],
    ['debian12-iproute2-6.1--', 'addr-forms'],
    ['debian12-iproute2-6.1--', '6-addr-name-of-another'],
    ['upstream-source--', 'd-link-bond-vlan-vrf'],
    ['upstream-source--', 'd-link-gre-geneve'],
    ['upstream-source--', 'd-link-ip-tunnels'],
    ['upstream-source--', 'd-link-without-data'],
  ])('%s%s', (origin, name) => {
    const [text, json] = [readFixture(`${origin}${name}`), readFixture(`${origin}j-${name}`)];
    expect(text.length).toBeGreaterThan(0);
    expect(json.map(withoutPlace)).toEqual(text.map(withoutPlace));
  });
});

/** JSON gives the peer's namespace as an id only, and its lines are other ones. */
function withoutPlace({ evidence: _, peer, addresses, ...link }: Link) {
  const { netns, nsid, ...rest } = peer ?? {};
  const isElsewhere = netns !== undefined || nsid !== undefined;
  return {
    ...link,
    peer: { ...rest, isElsewhere },
    addresses: addresses.map(({ evidence: _evidence, ...address }) => address),
  };
}

describe('the peer', () => {
  const HEADER = '<BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP';
  const ETHER = '    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff';
  const peerOf = (command: string, name: string, rest = ' group default', netns = '') =>
    read(command, `2: ${name}: ${HEADER}${rest}\n${ETHER}${netns}`).records[0]?.peer;

  test.each([
    ['eth0@if5', '', { ifindex: 5 }],
    ['eth0@if5', ' link-netns cni-1', { ifindex: 5, netns: 'cni-1' }],
    ['eth0@if5', ' link-netnsid 3', { ifindex: 5, nsid: 3 }],
    ['eth0@if5', ' link-netnsid unknown', { ifindex: 5 }],
    ['veth0@veth1', '', { name: 'veth1' }],
    ['gre0@NONE', '', undefined],
    ['lo', '', undefined],
    // An interface's own name may hold an @; the peer's is what follows the last.
    ['a@b@if5', '', { ifindex: 5 }],
  ])('%s%s', (name, netns, expected) => {
    expect(peerOf('ip link', name, ' group default', netns)).toEqual(expected);
  });

  test('a name is not believed of `ip -6 addr` nor of busybox, an index is', () => {
    expect(peerOf('ip -6 addr', 'eth0@cali1')).toBeUndefined();
    expect(peerOf('ip addr', 'eth0@cali1', '')).toBeUndefined();
    expect(peerOf('ip -6 addr', 'eth0@if5')).toEqual({ ifindex: 5 });
    expect(peerOf('ip addr', 'eth0@if5', '')).toEqual({ ifindex: 5 });
  });

  test('a name beside a namespace is that of an unrelated local link', () => {
    expect(peerOf('ip addr', 'eth0@cali1', ' group default', ' link-netnsid 0')).toEqual({
      nsid: 0,
    });
  });

  test('links whose indexes point at each other are not paired here', () => {
    // Both are ifindex 2 with peer 2: an index alone proves nothing.
    const { records } = read('ip link', `2: eth0@if2: ${HEADER} group default\n${ETHER}`);
    expect(records[0]?.peer).toEqual({ ifindex: 2 });
  });
});

describe('what is not said stays unsaid', () => {
  const NIC =
    '2: eth0: <UP> mtu 1500 group default\n    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff';

  test.each([
    ['ip link', NIC, undefined],
    ['ip -d link', NIC, { kind: 'device' }],
    ['ip addr', `${NIC} promiscuity 0`, { kind: 'device' }],
    ['ip -d -6 addr', '2: eth0: <UP> mtu 1500', undefined],
    [
      'ip link',
      '1: lo: <LOOPBACK> mtu 65536\n    link/loopback 00:00:00:00:00:00',
      { kind: 'loopback' },
    ],
  ])('details by %s', (command, text, details) => {
    expect(read(command, text).records[0]?.details).toEqual(details);
  });

  test('a word below a link is no kind unless there are details', () => {
    const { records, coverage } = read('ip link', `${NIC}\n    veth `);
    expect(records[0]?.details).toBeUndefined();
    expect(coverage.unrecognized).toBe(1);
  });

  test('learning of a vxlan that printed nothing', () => {
    const { records } = read('ip -d link', `${NIC} promiscuity 0\n    vxlan`);
    expect(records[0]?.details).toEqual({ kind: 'vxlan' });
  });

  test('counters that -h rounded', () => {
    const row = '      1.21M   17.4k       0       0       0       0';
    const heading = ':  bytes packets errors dropped  missed   mcast';
    const text = `${NIC}\n    RX${heading}\n${row}\n    TX${heading}\n${row}`;
    const parsed = read('ip -h -s link', `${text}\n${text}`);
    expect(parsed.records.map(({ statistics }) => statistics)).toEqual([undefined, undefined]);
    expect(messages(parsed)).toEqual(['-h rounds the counters of 2 links: they are not shown']);
  });

  test('the index of a link, by -br', () => {
    const parsed = read(
      'ip -br addr',
      'lo    UNKNOWN    127.0.0.1/8\neth0@if5   UP  10.0.0.1/24\n',
    );
    expect(parsed.records).toEqual([]);
    expect(parsed.diagnostics).toMatchObject([{ line: 1, endLine: 2, severity: 'warning' }]);
    expect(messages(read('ip -j -br addr', '[{"ifname":"lo"},{"ifname":"eth0"}]'))).toEqual([
      'brief output leaves out the ifindex, which tells links apart: capture `ip -d link` and `ip addr`',
    ]);
  });
});

describe('kinds that print little', () => {
  test.each([
    ['ipip externaladdrgenmode eui64 numtxqueues 1', { kind: 'ipip', tunnel: { external: true } }],
    [
      'vxlan id 1 srcport 0 0 dstport 4789 learning ttl auto',
      { kind: 'vxlan', vni: 1, port: 4789, learning: true },
    ],
    [
      'ip6gretap remote fd00::2 local any',
      { kind: 'gre', variant: 'ip6gretap', tunnel: { remote: 'fd00::2' } },
    ],
    ['tun type tun', { kind: 'tun', type: 'tun' }],
    ['xfrm if_id 0x2a addrgenmode none', { kind: 'other', name: 'xfrm', text: 'if_id 0x2a' }],
    // A name that JavaScript objects have of their own.
    ['constructor', { kind: 'other', name: 'constructor', text: '' }],
  ])('%s', (line, details) => {
    const text = `2: a: <UP> mtu 1500 group default\n    link/none  promiscuity 0\n    ${line}`;
    expect(read('ip -d link', text).records[0]?.details).toEqual(details);
  });
});

describe('a text that was handled', () => {
  const TEXT = readFileSync(new URL('sample-calico--host-addr.txt', FIXTURES), 'utf8');
  const { records: expected } = read('ip addr', TEXT);

  test.each([
    ['Windows line ends', TEXT.replaceAll('\n', '\r\n')],
    ['trailing spaces', TEXT.replaceAll('\n', '  \n')],
    ['tabs for spaces', TEXT.replaceAll('    ', '\t')],
    ['no indentation', TEXT.replaceAll(/^ +/gm, '')],
    ['more indentation', TEXT.replaceAll(/^/gm, '  ')],
  ])('%s: the same records', (_, text) => {
    const parsed = read('ip addr', text);
    expect(parsed.records).toEqual(expected);
    expect(parsed.diagnostics).toEqual([]);
  });

  test('standard error between its lines is quoted, and nothing else is lost', () => {
    const lines = TEXT.split('\n');
    lines.splice(5, 0, 'Error: Peer netns reference is invalid.');
    const parsed = read('ip addr', lines.join('\n'));
    expect(messages(parsed)).toEqual([
      'the command printed an error: "Error: Peer netns reference is invalid."',
    ]);
    expect(parsed.records.map(({ name, addresses }) => [name, addresses.length])).toEqual(
      expected.map(({ name, addresses }) => [name, addresses.length]),
    );
  });

  test('a prompt left behind is said not to belong', () => {
    const parsed = read('ip addr', `${TEXT}[root@node ~]# `);
    expect(parsed.records).toEqual(expected);
    expect(messages(parsed)).toEqual([
      'line not recognized as output of `ip link` or `ip addr`: "[root@node ~]#"',
    ]);
  });

  test('two thousand foreign lines are one diagnostic', () => {
    const foreign = Array.from({ length: 2000 }, (_, i) => `etwas anderes ${i}\n`).join('');
    const parsed = read('ip addr', TEXT + foreign);
    expect(parsed.records).toEqual(expected);
    expect(messages(parsed)).toEqual([
      '2000 lines not recognized as output of `ip link` or `ip addr`: "etwas anderes 0"',
    ]);
    expect(parsed.coverage.unrecognized).toBe(2000);
  });

  test('with -o, a part that nobody knows is said to be there', () => {
    const parsed = read(
      'ip -o link',
      '2: a: <UP> mtu 1500 group default\\    what is this\\    altname b',
    );
    expect(parsed.records).toMatchObject([{ name: 'a', altnames: ['b'] }]);
    expect(messages(parsed)).toEqual(['a part of this line was not recognized']);
  });
});

describe('hardly anything', () => {
  test.each([
    ['', 0],
    ['\n\n', 0],
    ['Device "eth9" does not exist.', 1],
    ['\u0000\u0001\u0002ELF\uFFFD\uFFFD', 1],
    ['{"error":"no"}', 1],
    ['[{"ifindex":1', 1],
    ['[]', 0],
    ['[{},{}]', 0],
  ])('%j: no link, %i diagnostics', (text, diagnostics) => {
    for (const command of ['ip link', 'ip -j addr']) {
      const parsed = read(command, text);
      expect(parsed.records).toEqual([]);
      expect(parsed.diagnostics.length).toBe(diagnostics);
    }
  });
});

describe('any text at all', () => {
  const texts = readdirSync(FIXTURES)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => readFileSync(new URL(file, FIXTURES), 'utf8'));
  const command = fc.constantFrom(
    'ip link',
    'ip -d addr',
    'ip -j addr',
    'ip -6 addr',
    'ip -br link',
    '',
  );
  const mutated = fc
    .tuple(
      fc.constantFrom(...texts),
      fc.nat(),
      fc.nat(60),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    .map(([text, at, cut, junk]) => {
      const offset = at % (text.length + 1);
      return text.slice(0, offset) + junk + text.slice(offset + cut);
    });
  const arbitrary = fc.string({ unit: 'binary', maxLength: 200 });

  test('is read without throwing, and each line has its fate', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, arbitrary), command, (text, typed) => {
        const { coverage, records, diagnostics } = read(typed, text);
        const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
        const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
        expect(counted).toBe(lines.length);
        if (coverage.unrecognized + coverage.unsupported > 0) {
          expect(diagnostics.length).toBeGreaterThan(0);
        }
        for (const { evidence } of records) {
          expect(evidence.line).toBeGreaterThan(0);
          expect(evidence.endLine).toBeGreaterThanOrEqual(evidence.line);
        }
      }),
      { seed: 1, numRuns: 600 },
    );
  });

  test('is read in time that grows with its size alone', () => {
    const long = `2: eth0: <UP> mtu 1500 group default\n${'    inet 10.0.0.1/24 scope global eth0\n'.repeat(20_000)}`;
    const spaces = `2: eth0: <UP> mtu 1500\n    alias ${' '.repeat(400_000)}x\n${' '.repeat(400_000)}:`;
    const started = performance.now();
    expect(read('ip addr', long).records[0]?.addresses.length).toBe(20_000);
    read('ip addr', spaces);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
