import { describe, expect, it } from 'vitest';
import type { Chain, IptablesTable, Target } from '../snapshot/iptables.ts';
import { at } from '../testing/builders.ts';
import { type ChainGraph, chainGraph, tableGraph } from './chainGraph.ts';
import { indexChains } from './chainIndex.ts';

const any = { kind: 'any' } as const;
const chain = (name: string, ...targets: readonly Target[]): Chain => ({
  name,
  evidence: at(1),
  rules: targets.map((target, i) => ({
    number: i + 1,
    protocol: any,
    source: any,
    destination: any,
    inInterface: any,
    outInterface: any,
    matches: [],
    target,
    evidence: at(i + 1),
  })),
});
const jump = (to: string): Target => ({ kind: 'jump', chain: to });
const goto = (to: string): Target => ({ kind: 'goto', chain: to });
const index = (...chains: readonly Chain[]) => {
  const table: IptablesTable = {
    family: 4,
    table: 'nat',
    form: 'save',
    partial: false,
    chains,
    evidence: at(1),
  };
  return indexChains(table);
};

const MANY = { ofEach: 10, ofAll: 20 };

/** `B`, and `+2 callees of A` for those that are left out. */
function layersOf({ layers }: ChainGraph): readonly (readonly string[])[] {
  return layers.map((layer) =>
    layer.map((node) =>
      node.kind === 'chain' ? node.chain : `+${node.count} ${node.side} of ${node.chain}`,
    ),
  );
}

describe('chainGraph', () => {
  it('puts each chain behind all of its callers, not just the first', () => {
    const table = index(
      chain('PREROUTING', jump('MARK'), jump('SVC')),
      chain('SVC', jump('SEP')),
      chain('SEP', jump('MARK')),
      chain('MARK'),
    );
    const layers = [['PREROUTING'], ['SVC'], ['SEP'], ['MARK']];
    expect(layersOf(chainGraph(table, 'PREROUTING', MANY))).toEqual(layers);
    // Who leads there is of interest, too.
    expect(layersOf(chainGraph(table, 'SEP', MANY))).toEqual(layers);
  });

  it('tells goto from jump, and counts the rules', () => {
    const graph = chainGraph(
      index(chain('A', goto('B'), goto('B'), goto('C'), jump('C')), chain('B'), chain('C')),
      'A',
      MANY,
    );
    expect(graph.edges).toEqual([
      { from: 'chain A', to: 'chain B', kind: 'goto', rules: 2 },
      { from: 'chain A', to: 'chain C', kind: 'jump', rules: 2 },
    ]);
  });

  it('adds up what the rules counted, unless one was listed without counters', () => {
    const table = index(chain('A', jump('B'), jump('B'), jump('C')), chain('B'), chain('C'));
    const counted = indexChains({
      ...table.table,
      chains: table.table.chains.map((one) => ({
        ...one,
        rules: one.rules.map((rule) => ({
          ...rule,
          ...(rule.number < 3 && { counters: { packets: 7, bytes: 1, rounded: false } }),
        })),
      })),
    });
    expect(chainGraph(counted, 'A', MANY).edges.map(({ packets }) => packets)).toEqual([
      14,
      undefined,
    ]);
  });

  it('says how many callees and callers of a chain it left out', () => {
    const table = index(
      ...['A', 'B', 'C'].map((name) => chain(name, jump('M'))),
      chain('M', jump('X'), jump('Y'), jump('Z'), jump('Y')),
      ...['X', 'Y', 'Z'].map((name) => chain(name)),
    );
    expect(layersOf(chainGraph(table, 'M', { ofEach: 1, ofAll: 20 }))).toEqual([
      ['A', '+2 callers of M'],
      ['M'],
      ['X', '+2 callees of M'],
    ]);
    expect(layersOf(chainGraph(table, 'M', { ofEach: 10, ofAll: 3 }))).toEqual([
      ['A', 'B', '+1 callers of M'],
      ['M'],
      ['X', 'Y', '+1 callees of M'],
    ]);
  });

  it('ends on a loop, which the kernel would refuse but a damaged capture may hold', () => {
    const graph = chainGraph(index(chain('A', jump('B')), chain('B', jump('A'))), 'A', MANY);
    expect(layersOf(graph).flat().sort()).toEqual(['A', 'B']);
  });

  it('finds who refers to a chain', () => {
    const i = index(chain('A', jump('B')), chain('C', goto('B')), chain('B'));
    expect(i.referrers('B').map((r) => `${r.kind} ${r.chain} ${r.rule.number}`)).toEqual([
      'jump A 1',
      'goto C 1',
    ]);
  });
});

describe('tableGraph', () => {
  const hook = (name: string, ...targets: readonly Target[]): Chain => ({
    ...chain(name, ...targets),
    policy: 'ACCEPT',
  });
  const table = index(
    hook('INPUT', jump('A')),
    hook('OUTPUT', jump('A')),
    chain('A', jump('B'), jump('C')),
    ...['B', 'C', 'lost'].map((name) => chain(name)),
  );

  it('starts at the hooks, and names the chains that none of them leads to', () => {
    const graph = tableGraph(table, MANY);
    expect(layersOf(graph)).toEqual([['INPUT', 'OUTPUT'], ['A'], ['B', 'C']]);
    expect(graph.unreached).toEqual(['lost']);
  });

  it('does not call unreached what is merely left out', () => {
    const graph = tableGraph(table, { ofEach: 1, ofAll: 20 });
    expect(layersOf(graph)).toEqual([['INPUT', 'OUTPUT'], ['A'], ['B', '+1 callees of A']]);
    expect(graph.unreached).toEqual(['lost']);
  });
});
