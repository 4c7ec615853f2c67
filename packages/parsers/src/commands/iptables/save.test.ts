import type { IptablesTable, Rule, Target } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { parseSavedRules } from './save.ts';

const ORIGIN = { file: '-', firstLine: 1 };

function tables(text: string, argv: readonly string[] = ['iptables-save']) {
  return parseSavedRules(text, ORIGIN, argv).records;
}

/** One rule of a table that has the chains `web` and `LOG`. */
function rule(text: string): Rule {
  const lines = ['*filter', ':INPUT ACCEPT [0:0]', ':web - [0:0]', `-A INPUT ${text}`, 'COMMIT'];
  const found = tables(lines.join('\n'))[0]?.chains[0]?.rules[0];
  if (!found) throw new Error('no rule');
  return found;
}

const names = (table: IptablesTable | undefined) => table?.chains.map(({ name }) => name);

describe('marks, 32 bits unsigned: mark = (mark & ~mask) ^ value', () => {
  test.each<[string, Target]>([
    ['--set-xmark 0x4000/0x0', { kind: 'mark', value: 0x4000, mask: 0 }],
    ['--set-xmark 0x0/0x30000', { kind: 'mark', value: 0, mask: 0x30000 }],
    ['--set-mark 0x10', { kind: 'mark', value: 0x10, mask: 0xffffffff }],
    // Zeroes the bits of the mask, then sets those of the value: both are in the xset mask.
    ['--set-mark 0x10/0x3', { kind: 'mark', value: 0x10, mask: 0x13 }],
    ['--or-mark 0x80000000', { kind: 'mark', value: 0x80000000, mask: 0x80000000 }],
    ['--and-mark 0xfffcffff', { kind: 'mark', value: 0, mask: 0x30000 }],
    ['--and-mark 0x0', { kind: 'mark', value: 0, mask: 0xffffffff }],
    ['--xor-mark 0xffffffff', { kind: 'mark', value: 0xffffffff, mask: 0 }],
  ])('-j MARK %s', (options, target) => {
    expect(rule(`-j MARK ${options}`).target).toEqual(target);
  });

  test('a mask of 2^31 and above does not turn negative', () => {
    expect(rule('-m mark ! --mark 0x80000000/0xf0000000 -j DROP').matches).toEqual([
      { kind: 'mark', value: 0x80000000, mask: 0xf0000000, negated: true },
    ]);
  });

  test('more than 32 bits is no mark', () => {
    expect(rule('-j MARK --set-xmark 0x100000000/0x1').target).toMatchObject({ kind: 'unknown' });
  });
});

describe('targets', () => {
  test('-j to a chain is a jump, -g a goto', () => {
    expect(rule('-j web').target).toEqual({ kind: 'jump', chain: 'web' });
    expect(rule('-g web').target).toEqual({ kind: 'goto', chain: 'web' });
  });

  test('a chain that was not shown is still a jump', () => {
    expect(rule('-j KUBE-SERVICES').target).toEqual({ kind: 'jump', chain: 'KUBE-SERVICES' });
  });

  test('a chain of the table wins over the target extension of its name', () => {
    const text = '*filter\n:INPUT ACCEPT [0:0]\n:LOG - [0:0]\n-A INPUT -j LOG\nCOMMIT';
    expect(tables(text)[0]?.chains[0]?.rules[0]?.target).toEqual({ kind: 'jump', chain: 'LOG' });
    expect(rule('-j LOG').target).toEqual({ kind: 'log', level: '4' });
  });

  test('a target extension that is not modelled is neither a jump nor nothing', () => {
    expect(rule('-j NFQUEUE --queue-num 3').target).toEqual({
      kind: 'unknown',
      name: 'NFQUEUE',
      text: 'NFQUEUE --queue-num 3',
    });
  });

  test('an unsupported revision is unknown, not a DNAT to nowhere', () => {
    expect(rule('-p tcp -j DNAT [unsupported revision]').target).toEqual({
      kind: 'unknown',
      name: 'DNAT',
      text: 'DNAT [unsupported revision]',
    });
  });

  test('a DNAT with a shifted port range (--to-destination 10.0.0.1:80-90/8080) is unknown', () => {
    expect(rule('-j DNAT --to-destination 10.0.0.1:80-90/8080').target.kind).toBe('unknown');
  });

  test('no target: the rule only counts', () => {
    expect(rule('-i lo').target).toEqual({ kind: 'none' });
  });
});

describe('what cannot be read stays in its place', () => {
  const text = [
    '*filter',
    ':INPUT ACCEPT [0:0]',
    ':web - [0:0]',
    '-A INPUT -s 10.0.0.1/32 -j ACCEPT',
    '-A INPUT -m brandnew ! --thing 5 -m mark --mark 0x1 -j DROP',
    '-A INPUT -p tcp -m tcp --dport 99999 -j DROP',
    '-A INPUT -p tcp -m multiport --dports 80,x:y -j DROP',
    '-A web -j web2',
    'COMMIT',
  ].join('\n');
  const { records, diagnostics, coverage } = parseSavedRules(text, ORIGIN, ['iptables-save']);
  const rules = records[0]?.chains[0]?.rules ?? [];

  test('neighbours and numbers are kept', () => {
    expect(rules.map(({ number, target }) => [number, target.kind])).toEqual([
      [1, 'accept'],
      [2, 'drop'],
      [3, 'drop'],
      [4, 'drop'],
    ]);
    expect(records[0]?.chains[1]?.rules).toHaveLength(1);
  });

  test('the match is kept verbatim, and those behind it are read', () => {
    expect(rules[1]?.matches).toEqual([
      { kind: 'unknown', text: '-m brandnew ! --thing 5' },
      { kind: 'mark', value: 1, mask: 0xffffffff, negated: false },
    ]);
  });

  test('a bad port or port range makes that match unknown, not the ruleset', () => {
    expect(rules[2]?.matches).toEqual([{ kind: 'unknown', text: '-m tcp --dport 99999' }]);
    expect(rules[3]?.matches).toEqual([{ kind: 'unknown', text: '-m multiport --dports 80,x:y' }]);
  });

  test('one diagnostic a rule, with its line', () => {
    expect(diagnostics.map(({ line }) => line)).toEqual([5, 6, 7]);
    expect(coverage).toEqual({ understood: 6, ignored: 0, unsupported: 3, unrecognized: 0 });
  });
});

describe('words', () => {
  test.each([
    ['--comment first', 'first'],
    ['--comment ""', ''],
    ['--comment "say \\"hi\\", it\\\'s \\\\ back"', 'say "hi", it\'s \\ back'],
    ['--comment "-j DROP --dport 22"', '-j DROP --dport 22'],
    ['--comment --dport', '--dport'],
    ['--comment "*/ ! /*"', '*/ ! /*'],
  ])('-m comment %s', (options, text) => {
    expect(rule(`-m comment ${options} -j ACCEPT`)).toMatchObject({
      matches: [{ kind: 'comment', text }],
      target: { kind: 'accept' },
    });
  });

  test('"!" belongs to the option behind it, and to that one only', () => {
    expect(rule('! -s 10.0.0.0/8 -d 10.0.0.0/8 ! -i eth0 -o eth1 ! -p tcp -j DROP')).toMatchObject({
      source: { negated: true },
      destination: { negated: false },
      inInterface: { name: 'eth0', negated: true },
      outInterface: { name: 'eth1', negated: false },
      protocol: { name: 'tcp', negated: true },
    });
    expect(rule('-p udp -m udp --sport 53 ! --dport 53').matches).toEqual([
      {
        kind: 'udp',
        sourcePorts: { ranges: [{ from: 53, to: 53 }], negated: false },
        destinationPorts: { ranges: [{ from: 53, to: 53 }], negated: true },
      },
    ]);
  });

  test('a mask with holes is unknown, and keeps its "!"', () => {
    expect(rule('! -s 10.0.0.1/255.0.0.255 -j DROP').source).toEqual({
      kind: 'unknown',
      text: '!10.0.0.1/255.0.0.255',
    });
  });

  test('a protocol match without -m, as people write it', () => {
    expect(rule('-p tcp --dport 80 -j ACCEPT')).toEqual(rule('-p tcp -m tcp --dport 80 -j ACCEPT'));
  });
});

describe('tables', () => {
  test('each section is a table, with the header in front of it', () => {
    const text = [
      '# Generated by ip6tables-save v1.8.9 (nf_tables) on Tue Nov 24 02:30:08 2026',
      '*raw',
      ':PREROUTING ACCEPT [1:60]',
      'COMMIT',
      '# Completed on Tue Nov 24 02:30:08 2026',
      '# Generated by iptables-legacy-save v1.8.4 on Tue Nov 24 02:30:08 2026',
      '*nat',
      ':PREROUTING ACCEPT [0:0]',
      'COMMIT',
    ].join('\n');
    expect(tables(text, [])).toMatchObject([
      { family: 6, table: 'raw', backend: 'nft' },
      { family: 4, table: 'nat', backend: 'legacy' },
    ]);
  });

  test.each([
    ['v1.4.21', 'legacy'],
    ['v1.8.4', undefined],
    ['v1.8.9', 'legacy'],
    ['v1.8.9 (nf_tables)', 'nft'],
  ])('a header of %s tells the back end %s', (version, backend) => {
    const text = `# Generated by iptables-save ${version} on Tue\n*raw\n:OUTPUT ACCEPT [0:0]\nCOMMIT`;
    expect(tables(text)[0]?.backend).toBe(backend);
  });

  test('the program tells the back end', () => {
    const text = '*raw\n:OUTPUT ACCEPT [0:0]\nCOMMIT';
    expect(tables(text, ['iptables-legacy-save'])[0]?.backend).toBe('legacy');
  });

  test('-S is of the table that was asked for', () => {
    expect(tables('-P INPUT ACCEPT\n', ['iptables', '-S'])[0]?.table).toBe('filter');
    expect(tables('-P INPUT ACCEPT\n', ['iptables', '-t', 'nat', '-S'])[0]?.table).toBe('nat');
  });

  test('-S outputs one behind another are several tables, told by their chains', () => {
    const text = [
      ...['-P INPUT ACCEPT', '-P FORWARD ACCEPT', '-P OUTPUT ACCEPT', '-A INPUT -j ACCEPT'],
      ...['-P PREROUTING ACCEPT', '-P INPUT DROP', '-P OUTPUT ACCEPT', '-P POSTROUTING ACCEPT'],
      ...['-N web', '-A PREROUTING -j web', '-P PREROUTING ACCEPT', '-P OUTPUT ACCEPT'],
    ].join('\n');
    // Only a chain that is there again shows that another table began, and where it did.
    const found = tables(text, []);
    expect(
      found.map((table) => [table.table, table.evidence.line, table.evidence.endLine]),
    ).toEqual([
      ['filter', 1, 4],
      ['nat', 5, 10],
      ['raw', 11, 12],
    ]);
    expect(names(found[1])).toEqual(['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING', 'web']);
    expect(found[0]?.chains[0]).toMatchObject({ name: 'INPUT', policy: 'ACCEPT' });
    expect(found[1]?.chains[1]).toMatchObject({ name: 'INPUT', policy: 'DROP' });
  });

  test('-S CHAIN NUMBER keeps the rule’s number', () => {
    const [table] = tables('-A INPUT -j ACCEPT\n', ['iptables', '-S', 'INPUT', '3']);
    expect(table?.chains[0]?.rules[0]?.number).toBe(3);
    expect(table?.partial).toBe(true);
  });

  test('a table without its COMMIT is cut off: what is missing stays unknown', () => {
    const whole = '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n';
    const cut = '*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j ACCEPT\n';
    const { records, diagnostics } = parseSavedRules(whole + cut, ORIGIN, ['iptables-save']);
    expect(records.map(({ table, partial }) => [table, partial])).toEqual([
      ['filter', false],
      ['nat', true],
    ]);
    expect(diagnostics).toMatchObject([
      { line: 6, severity: 'warning', message: 'no `COMMIT` follows: the table is cut off here' },
    ]);
  });

  test('an error in between costs its own line only', () => {
    const text =
      '-P INPUT ACCEPT\niptables: Bad rule (does a matching rule exist in that chain?).\n-A INPUT -j DROP\n';
    const { records, coverage } = parseSavedRules(text, ORIGIN, ['iptables', '-S']);
    expect(records[0]?.chains[0]?.rules).toHaveLength(1);
    expect(coverage).toMatchObject({ understood: 2, unrecognized: 1 });
  });
});

test('160,005 rules share what they have in common', () => {
  const rules = Array.from(
    { length: 2000 },
    (_, n) => `-A web -s 10.0.${n >> 8}.${n & 255}/32 -j web`,
  );
  const [table] = tables(['*filter', ':web - [0:0]', ...rules, 'COMMIT'].join('\n'));
  const [first, second] = table?.chains[0]?.rules ?? [];
  expect(first?.destination).toBe(second?.destination);
  expect(first?.protocol).toBe(second?.protocol);
});
