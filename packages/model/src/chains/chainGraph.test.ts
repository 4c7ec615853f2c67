import { describe, expect, it } from 'vitest';
import type { Chain, IptablesTable, Target } from '../snapshot/iptables.ts';
import { at } from '../testing/builders.ts';
import { chainGraph } from './chainGraph.ts';
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

describe('chainGraph', () => {
  it('puts each chain below all of its callers, not just the first', () => {
    const graph = chainGraph(
      index(
        chain('PREROUTING', jump('MARK'), jump('SVC')),
        chain('SVC', jump('SEP')),
        chain('SEP', jump('MARK')),
        chain('MARK'),
      ),
      'PREROUTING',
      10,
    );
    expect(graph.layers).toEqual([['PREROUTING'], ['SVC'], ['SEP'], ['MARK']]);
  });

  it('tells goto from jump and counts the rules', () => {
    const graph = chainGraph(
      index(chain('A', goto('B'), goto('B'), goto('C'), jump('C')), chain('B'), chain('C')),
      'A',
      10,
    );
    expect(graph.edges).toEqual([
      { from: 'A', to: 'B', kind: 'goto', rules: 2 },
      { from: 'A', to: 'C', kind: 'jump', rules: 2 },
    ]);
  });

  it('says how many chains it left out', () => {
    const graph = chainGraph(
      index(chain('A', jump('B'), jump('C')), chain('B'), chain('C')),
      'A',
      2,
    );
    expect(graph.layers).toEqual([['A'], ['B']]);
    expect(graph.omitted).toBe(1);
  });

  it('ends on a loop, which the kernel would refuse but a damaged capture may hold', () => {
    const graph = chainGraph(index(chain('A', jump('B')), chain('B', jump('A'))), 'A', 10);
    expect(graph.layers.flat().sort()).toEqual(['A', 'B']);
  });

  it('finds who refers to a chain', () => {
    const i = index(chain('A', jump('B')), chain('C', goto('B')), chain('B'));
    expect(i.referrers('B').map((r) => `${r.kind} ${r.chain} ${r.rule.number}`)).toEqual([
      'jump A 1',
      'goto C 1',
    ]);
  });
});
