import { readFileSync } from 'node:fs';
import type { Chain, IptablesTable, Rule, Target } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { parseListing } from './list.ts';

/** The two listings of examples/calico-single-node.md: every number here was counted with grep. */
function sample(name: 'filter' | 'nat', argv: readonly string[]) {
  const file = new URL(`./fixtures/sample/sample-calico--${name}.txt`, import.meta.url);
  const parsed = parseListing(readFileSync(file, 'utf8'), { file: name, firstLine: 1 }, argv);
  const [table] = parsed.records;
  if (!table) throw new Error('no table');
  return { ...parsed, table };
}

function chain(table: IptablesTable, name: string): Chain {
  const found = table.chains.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no chain ${name}`);
  return found;
}

const allRules = (table: IptablesTable): readonly Rule[] => table.chains.flatMap((c) => c.rules);
const targetsOf = <K extends Target['kind']>(table: IptablesTable, kind: K) =>
  allRules(table).filter(({ target }) => target.kind === kind);

describe('filter table of a Calico node', () => {
  const { table, diagnostics, coverage } = sample('filter', ['iptables', '-n', '-L']);

  test('every line is understood', () => {
    expect(diagnostics).toEqual([]);
    // 51 chains and 188 rules; 51 headings of columns.
    expect(coverage).toEqual({
      understood: 51 + 188,
      ignored: 51,
      unsupported: 0,
      unrecognized: 0,
    });
    expect(table).toMatchObject({ family: 4, table: 'filter', form: 'brief', partial: false });
  });

  test.each([
    ['INPUT', 5],
    ['FORWARD', 7],
    ['KUBE-KUBELET-CANARY', 0],
    ['cali-INPUT', 7],
    ['cali-from-wl-dispatch', 6],
    ['cali-fw-cali1dac8782bdb', 10],
    ['cali-tw-cali1dac8782bdb', 11],
    ['cali-wl-to-host', 2],
  ])('%s has %i rules', (name, count) => {
    expect(chain(table, name).rules.map((rule) => rule.number)).toEqual(
      Array.from({ length: count }, (_, n) => n + 1),
    );
  });

  test('built-in chains have policies, the others their references', () => {
    expect(chain(table, 'INPUT')).toMatchObject({ policy: 'ACCEPT' });
    expect(chain(table, 'KUBE-PROXY-FIREWALL')).toMatchObject({ references: 3 });
    expect(chain(table, 'KUBE-PROXY-FIREWALL').policy).toBeUndefined();
  });

  test('all three "!" are there: source, ctstate, ctstate', () => {
    const [drop] = chain(table, 'KUBE-FIREWALL').rules;
    expect(drop).toMatchObject({
      source: { kind: 'in', prefix: '127.0.0.0/8', negated: true },
      destination: { kind: 'in', prefix: '127.0.0.0/8', negated: false },
      matches: [
        { kind: 'comment', text: 'block incoming localnet connections' },
        {
          kind: 'conntrack',
          states: { values: ['RELATED', 'ESTABLISHED', 'DNAT'], negated: true },
        },
      ],
      target: { kind: 'drop' },
    });
    expect(chain(table, 'cali-OUTPUT').rules[4]).toMatchObject({
      matches: [
        { kind: 'comment', text: 'cali:4Zh7KtRvt4W5AEBR' },
        { kind: 'conntrack', states: { values: ['DNAT'], negated: true } },
      ],
      target: { kind: 'jump', chain: 'cali-to-host-endpoint' },
    });
  });

  test('15 gotos stay gotos', () => {
    expect(targetsOf(table, 'goto')).toHaveLength(15);
    expect(chain(table, 'cali-INPUT').rules[2]?.target).toEqual({
      kind: 'goto',
      chain: 'cali-wl-to-host',
    });
  });

  test('8 rules without target only count', () => {
    const counting = targetsOf(table, 'none');
    expect(counting).toHaveLength(8);
    expect(counting[0]).toMatchObject({
      protocol: { kind: 'any' },
      source: { kind: 'any' },
      matches: [
        { kind: 'comment', text: 'cali:ZYnaZZFwsSjfXO4C' },
        { kind: 'comment', text: 'Profile ksa.calico-apiserver.calico-apiserver ingress' },
      ],
    });
  });

  test('marks: 8 or 0x10000, 15 and', () => {
    const marks = targetsOf(table, 'mark').map(({ target }) => target);
    const or = marks.filter((mark) => mark.kind === 'mark' && mark.value !== 0);
    expect(or).toEqual(new Array(8).fill({ kind: 'mark', value: 0x10000, mask: 0x10000 }));
    expect(marks).toHaveLength(8 + 15);
    // MARK and 0xfff1ffff clears 0x000e0000
    expect(chain(table, 'cali-FORWARD').rules[0]?.target).toEqual({
      kind: 'mark',
      value: 0,
      mask: 0xe0000,
    });
  });

  test('no interface is claimed to be any', () => {
    const interfaces = allRules(table).flatMap((rule) => [rule.inInterface, rule.outInterface]);
    expect(new Set(interfaces.map(({ kind }) => kind))).toEqual(new Set(['unknown']));
  });

  test('a rule of many matches, in the order printed', () => {
    expect(chain(table, 'cali-INPUT').rules[0]).toMatchObject({
      protocol: { kind: 'is', name: 'udp', number: 17, negated: false },
      matches: [
        { kind: 'comment', text: 'cali:J76FwxInZIsk7uKY' },
        { kind: 'comment', text: 'Allow IPv4 VXLAN packets from allowed hosts' },
        { kind: 'multiport', side: 'destination', ranges: [{ from: 4789, to: 4789 }] },
        { kind: 'set', name: 'cali40all-vxlan-net', directions: ['src'], negated: false },
        { kind: 'addrtype', destinationType: { values: ['LOCAL'], negated: false } },
      ],
      target: { kind: 'accept' },
    });
  });
});

describe('nat table of a Calico node', () => {
  const { table, diagnostics, coverage } = sample('nat', ['iptables', '-t', 'nat', '-n', '-L']);

  test('every line is understood', () => {
    expect(diagnostics).toEqual([]);
    expect(coverage).toEqual({ understood: 36 + 71, ignored: 36, unsupported: 0, unrecognized: 0 });
    expect(table.table).toBe('nat');
  });

  test('KUBE-POSTROUTING: unmarked returns, the mark is flipped, the rest is masqueraded', () => {
    expect(
      chain(table, 'KUBE-POSTROUTING').rules.map(({ matches, target }) => ({ matches, target })),
    ).toEqual([
      {
        matches: [{ kind: 'mark', value: 0x4000, mask: 0x4000, negated: true }],
        target: { kind: 'return' },
      },
      { matches: [], target: { kind: 'mark', value: 0x4000, mask: 0 } },
      {
        matches: [{ kind: 'comment', text: 'kubernetes service traffic requiring SNAT' }],
        target: { kind: 'masquerade', random: false, randomFully: true },
      },
    ]);
  });

  test('a service: masquerade from outside, then one of two endpoints', () => {
    const rules = chain(table, 'KUBE-SVC-ERIFXISQEP7F7OF4').rules;
    expect(rules[0]).toMatchObject({
      source: { kind: 'in', prefix: '192.168.0.0/16', negated: true },
      destination: { kind: 'in', prefix: '10.96.0.10/32', negated: false },
      matches: [
        { kind: 'comment' },
        { kind: 'tcp', destinationPorts: { ranges: [{ from: 53, to: 53 }], negated: false } },
      ],
      target: { kind: 'jump', chain: 'KUBE-MARK-MASQ' },
    });
    expect(rules[1]?.matches[1]).toEqual({
      kind: 'statistic',
      mode: 'random',
      probability: 0.5,
      negated: false,
    });
    expect(rules[2]?.matches).toHaveLength(1);
  });

  test('an endpoint: DNAT behind an empty tcp match', () => {
    expect(chain(table, 'KUBE-SEP-23Y66C2VAJ3WDEMI').rules[1]).toMatchObject({
      matches: [{ kind: 'comment', text: 'default/kubernetes:https' }, { kind: 'tcp' }],
      target: { kind: 'dnat', to: { from: '172.16.0.11', ports: { from: 6443, to: 6443 } } },
    });
  });

  test('two ADDRTYPE matches and a negated set stay what they are', () => {
    expect(chain(table, 'cali-POSTROUTING').rules[2]?.matches.slice(1)).toEqual([
      {
        kind: 'addrtype',
        sourceType: { values: ['LOCAL'], negated: true },
        limitIn: false,
        limitOut: true,
      },
      {
        kind: 'addrtype',
        sourceType: { values: ['LOCAL'], negated: false },
        limitIn: false,
        limitOut: false,
      },
    ]);
    expect(chain(table, 'cali-nat-outgoing').rules[0]?.matches.slice(1)).toEqual([
      { kind: 'set', name: 'cali40masq-ipam-pools', directions: ['src'], negated: false },
      { kind: 'set', name: 'cali40all-ipam-pools', directions: ['dst'], negated: true },
    ]);
  });
});
