import type { Match, Rule, Target } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { parseListing } from './list.ts';

const ORIGIN = { file: '-', firstLine: 1 };
const HEADING = 'target     prot opt source               destination';
const VERBOSE = ' pkts bytes target     prot opt in     out     source               destination';

function listing(lines: readonly string[], argv: readonly string[] = ['iptables', '-L', '-n']) {
  return parseListing(lines.join('\n'), ORIGIN, argv);
}

function rule(line: string, heading = HEADING): Rule {
  const { records } = listing([
    'Chain INPUT (policy ACCEPT)',
    heading,
    line,
    '',
    'Chain web (1 references)',
    heading,
  ]);
  const found = records[0]?.chains[0]?.rules[0];
  if (!found) throw new Error('no rule');
  return found;
}

/** What stands behind the columns. */
function extensions(text: string, target = 'ACCEPT'): Pick<Rule, 'matches' | 'target'> {
  const { matches, target: read } = rule(`${target}     6    --  0.0.0.0/0  0.0.0.0/0  ${text}`);
  return { matches, target: read };
}

describe('interfaces', () => {
  test('are unknown without -v, never any', () => {
    const { inInterface, outInterface } = rule('ACCEPT     0    --  0.0.0.0/0   0.0.0.0/0');
    expect([inInterface, outInterface]).toEqual([{ kind: 'unknown' }, { kind: 'unknown' }]);
  });

  test.each([
    ['*      *', { kind: 'any' }],
    ['any    any', { kind: 'any' }],
    ['!eth0  *', { kind: 'is', name: 'eth0', wildcard: false, negated: true }],
    ['cali+  *', { kind: 'is', name: 'cali', wildcard: true, negated: false }],
  ])('are printed with -v: %s', (columns, inInterface) => {
    const line = `    0     0 ACCEPT     0    --  ${columns}       0.0.0.0/0            0.0.0.0/0`;
    expect(rule(line, VERBOSE)).toMatchObject({ inInterface, outInterface: { kind: 'any' } });
  });
});

describe('columns', () => {
  test('a blank target shifts the words', () => {
    expect(rule('           0    --  10.0.0.1             0.0.0.0/0')).toMatchObject({
      target: { kind: 'none' },
      source: { prefix: '10.0.0.1/32' },
    });
  });

  test('a blank target stays one when the listing lost its leading blanks', () => {
    expect(rule('0    --  10.0.0.1             0.0.0.0/0').target).toEqual({ kind: 'none' });
  });

  test.each([
    ['0', { kind: 'any' }],
    ['all', { kind: 'any' }],
    ['6', { kind: 'is', name: 'tcp', number: 6, negated: false }],
    ['tcp', { kind: 'is', name: 'tcp', number: 6, negated: false }],
    ['!17', { kind: 'is', name: 'udp', number: 17, negated: true }],
    ['!udp', { kind: 'is', name: 'udp', number: 17, negated: true }],
    ['4', { kind: 'is', name: 'ipv4', number: 4, negated: false }],
    ['ipencap', { kind: 'is', name: 'ipv4', number: 4, negated: false }],
    ['253', { kind: 'is', name: '253', number: 253, negated: false }],
  ])('prot %s', (text, protocol) => {
    expect(rule(`DROP      ${text}   --  0.0.0.0/0            0.0.0.0/0`).protocol).toEqual(
      protocol,
    );
  });

  test.each([
    ['--', undefined],
    ['-f', true],
    ['!f', false],
  ])('opt %s', (opt, fragment) => {
    expect(rule(`DROP       0    ${opt}  0.0.0.0/0            0.0.0.0/0`).fragment).toBe(fragment);
  });

  test.each([
    ['!127.0.0.0/8', { kind: 'in', prefix: '127.0.0.0/8', negated: true }],
    ['anywhere', { kind: 'any' }],
    ['node1.example.net', { kind: 'unknown', text: 'node1.example.net' }],
    ['localhost', { kind: 'unknown', text: 'localhost' }],
    ['!loopback/8', { kind: 'unknown', text: '!loopback/8' }],
    ['10.0.0.1/255.0.0.255', { kind: 'unknown', text: '10.0.0.1/255.0.0.255' }],
  ])('source %s', (text, source) => {
    expect(rule(`DROP       0    --  ${text}            0.0.0.0/0`).source).toEqual(source);
  });

  test('a name wider than its column', () => {
    expect(
      rule('cali-from-host-endpoint-xyz  0    --  0.0.0.0/0            10.0.0.0/8').target,
    ).toEqual({ kind: 'jump', chain: 'cali-from-host-endpoint-xyz' });
  });

  test('[goto]', () => {
    expect(
      rule('web        0    --  0.0.0.0/0            0.0.0.0/0           [goto]').target,
    ).toEqual({
      kind: 'goto',
      chain: 'web',
    });
  });
});

describe('matches', () => {
  const not = { negated: false };
  test.each<[string, readonly Match[]]>([
    ['tcp', [{ kind: 'tcp' }]],
    [
      'tcp spt:!53',
      [{ kind: 'tcp', sourcePorts: { ranges: [{ from: 53, to: 53 }], negated: true } }],
    ],
    [
      'tcp dpt:domain',
      [{ kind: 'tcp', destinationPorts: { ranges: [{ from: 53, to: 53 }], negated: false } }],
    ],
    [
      'tcp flags:FIN,SYN,RST,ACK/SYN',
      [
        {
          kind: 'tcp',
          flags: { mask: ['FIN', 'SYN', 'RST', 'ACK'], set: ['SYN'], negated: false },
        },
      ],
    ],
    [
      'tcp flags:!0x06/0x02',
      [{ kind: 'tcp', flags: { mask: ['SYN', 'RST'], set: ['SYN'], negated: true } }],
    ],
    ['icmptype 8 code 0', [{ kind: 'icmp', type: 8, code: 0, negated: false }]],
    ['icmp !type 3 code 4', [{ kind: 'icmp', type: 3, code: 4, negated: true }]],
    ['! state NEW', [{ kind: 'state', states: ['NEW'], negated: true }]],
    ['MARK match 0x1/0x1', [{ kind: 'mark', value: 1, mask: 1, negated: false }]],
    ['limit: avg 5/min burst 5', [{ kind: 'limit', rate: '5/min', burst: 5 }]],
    [
      'ctstate NEW ADDRTYPE match dst-type LOCAL',
      [
        { kind: 'conntrack', states: { values: ['NEW'], negated: false } },
        {
          kind: 'addrtype',
          destinationType: { values: ['LOCAL'], negated: false },
          limitIn: false,
          limitOut: false,
        },
      ],
    ],
    [
      '! recent: UPDATE seconds: 60 hit_count: 4 TTL-Match name: Y side: dest mask: 255.255.255.0',
      [
        {
          kind: 'recent',
          action: 'update',
          name: 'Y',
          side: 'destination',
          mask: '255.255.255.0',
          seconds: 60,
          hitcount: 4,
          reap: false,
          rttl: true,
          negated: true,
        },
      ],
    ],
    ['! ipvs vproto 6', [{ kind: 'ipvs', text: '! --ipvs --vproto 6' }]],
    [
      'tcp dpt:443 state NEW',
      [
        { kind: 'tcp', destinationPorts: { ranges: [{ from: 443, to: 443 }], ...not } },
        { kind: 'state', states: ['NEW'], ...not },
      ],
    ],
  ])('%s', (text, matches) => {
    expect(extensions(text)).toEqual({ matches, target: { kind: 'accept' } });
  });

  test('what no reader knows is kept between those that are read', () => {
    expect(extensions('tcp dpt:80 BRANDNEW match thing 5 mark match 0x1').matches).toEqual([
      { kind: 'tcp', destinationPorts: { ranges: [{ from: 80, to: 80 }], negated: false } },
      { kind: 'unknown', text: 'BRANDNEW match thing 5' },
      { kind: 'mark', value: 1, mask: 0xffffffff, negated: false },
    ]);
  });

  test('a port name that only the node knows is unknown, not any port', () => {
    expect(extensions('tcp dpt:my-service').matches).toEqual([
      { kind: 'unknown', text: 'tcp dpt:my-service' },
    ]);
  });
});

describe('comments', () => {
  const comments = (text: string) => extensions(text).matches;
  test('before and behind other matches', () => {
    expect(comments('/* a */ /* b */ mark match 0x1 /* c */').map(({ kind }) => kind)).toEqual([
      'comment',
      'comment',
      'mark',
      'comment',
    ]);
  });

  test.each([
    ['/*  */', ''],
    ['/* tcp dpt:22 --dport 22 -j DROP [goto] */', 'tcp dpt:22 --dport 22 -j DROP [goto]'],
    ['/* a */ ctstate NEW */', 'a */ ctstate NEW'],
    ['/* a /* b */ c */', 'a /* b */ c'],
    ['/* path /var/*/log */', 'path /var/*/log'],
  ])('%s', (printed, text) => {
    expect(comments(printed)).toEqual([{ kind: 'comment', text }]);
  });

  test('where a comment could swallow a condition, the condition is kept', () => {
    const text = '/* a */ BRANDNEW thing /* b */';
    expect(comments(text)).toContainEqual({ kind: 'unknown', text: 'BRANDNEW thing' });
  });
});

describe('targets', () => {
  test.each<[string, string, Target]>([
    ['MARK', 'MARK xor 0x4000', { kind: 'mark', value: 0x4000, mask: 0 }],
    ['MARK', 'MARK and 0x7fffffff', { kind: 'mark', value: 0, mask: 0x80000000 }],
    ['MARK', 'MARK or 0x80000000', { kind: 'mark', value: 0x80000000, mask: 0x80000000 }],
    ['MARK', 'MARK set 0x1', { kind: 'mark', value: 1, mask: 0xffffffff }],
    ['MARK', 'MARK xset 0x10/0xf0', { kind: 'mark', value: 0x10, mask: 0xf0 }],
    // libxt_CONNMARK.c prints the second mask behind a tilde and means it as it is.
    [
      'CONNMARK',
      'CONNMARK restore ctmask 0x80000000 nfmask ~0xffff',
      { kind: 'connmark', operation: 'restore', nfmask: 0xffff, ctmask: 0x80000000 },
    ],
    [
      'LOG',
      'LOG flags 6 level 4 prefix "say "hi" "',
      {
        kind: 'log',
        level: '4',
        prefix: 'say "hi" ',
        options: '--log-tcp-options --log-ip-options',
      },
    ],
    ['LOG', 'LOG level warning', { kind: 'log', level: '4' }],
    ['CT', 'NOTRACK', { kind: 'notrack' }],
    ['CT', 'CT zone 5', { kind: 'ct', text: '--zone 5' }],
    [
      'DNAT',
      '[unsupported revision]',
      { kind: 'unknown', name: 'DNAT', text: 'DNAT [unsupported revision]' },
    ],
    ['MARK', '', { kind: 'unknown', name: 'MARK', text: 'MARK' }],
  ])('%s %s', (name, text, target) => {
    expect(extensions(text, name)).toEqual({ matches: [], target });
  });

  test('DNAT to:[fd00::1]:80', () => {
    expect(extensions('to:[fd00::1]:80', 'DNAT').target).toEqual({
      kind: 'dnat',
      to: { from: 'fd00::1', ports: { from: 80, to: 80 } },
      random: false,
      persistent: false,
    });
  });

  test('a chain that is listed further down wins over the extension of its name', () => {
    const { records } = listing([
      ...['Chain INPUT (policy ACCEPT)', HEADING, 'LOG        0    --  0.0.0.0/0   0.0.0.0/0', ''],
      ...['Chain LOG (1 references)', HEADING],
    ]);
    expect(records[0]?.chains[0]?.rules[0]?.target).toEqual({ kind: 'jump', chain: 'LOG' });
  });
});

describe('tables', () => {
  test('counters are exact with -x and rounded without', () => {
    const line = '  12K 3456M ACCEPT     0    --  *      *       0.0.0.0/0            0.0.0.0/0';
    expect(rule(line, VERBOSE).counters).toEqual({ packets: 12e3, bytes: 3456e6, rounded: true });
    const exact = '  12345 3456789 ACCEPT  0    --  *  *  0.0.0.0/0            0.0.0.0/0';
    expect(rule(exact, VERBOSE).counters).toEqual({
      packets: 12345,
      bytes: 3456789,
      rounded: false,
    });
  });

  test('the chain’s own: policy and counters, or references', () => {
    const { records } = listing([
      ...['Chain INPUT (policy DROP 12 packets, 3456 bytes)', HEADING, ''],
      ...['Chain web (0 references)', HEADING],
    ]);
    expect(records[0]?.chains).toMatchObject([
      { policy: 'DROP', counters: { packets: 12, bytes: 3456, rounded: false } },
      { references: 0 },
    ]);
  });

  test.each([
    [['INPUT', 'FORWARD', 'OUTPUT'], 'filter'],
    [['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'], 'nat'],
    [['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'], 'mangle'],
    [['PREROUTING', 'OUTPUT'], 'raw'],
  ])('%s without a command line are %s', (chains, table) => {
    const lines = chains.flatMap((name) => [`Chain ${name} (policy ACCEPT)`, HEADING, '']);
    expect(listing(lines, []).records[0]?.table).toBe(table);
    // A command line without -t means filter, whatever the chains look like.
    expect(listing(lines, ['iptables', '-L']).records[0]?.table).toBe('filter');
  });

  test('two listings in one text are two tables, their first chains and rules with them', () => {
    const of = (names: readonly string[]) =>
      names.flatMap((name) => [
        `Chain ${name} (policy ACCEPT)`,
        HEADING,
        'ACCEPT     0    --  0.0.0.0/0            0.0.0.0/0',
        '',
      ]);
    const { records } = listing(
      [
        ...of(['INPUT', 'FORWARD', 'OUTPUT']),
        ...of(['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING']),
      ],
      ['iptables', '-L'],
    );
    expect(records.map(({ table, chains }) => [table, chains.length])).toEqual([
      ['filter', 3],
      ['nat', 4],
    ]);
    expect(records.flatMap(({ chains }) => chains.map(({ rules }) => rules.length))).toEqual(
      new Array(7).fill(1),
    );
    expect(records.map(({ evidence }) => [evidence.line, evidence.endLine])).toEqual([
      [1, 11],
      [13, 27],
    ]);
  });

  test('a line that is no rule is reported, and the next one read', () => {
    const { records, diagnostics } = listing([
      ...['Chain INPUT (policy ACCEPT)', HEADING, 'something else entirely'],
      'ACCEPT     0    --  0.0.0.0/0            0.0.0.0/0',
    ]);
    expect(records[0]?.chains[0]?.rules).toHaveLength(1);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ line: 3, severity: 'warning' });
  });
});
