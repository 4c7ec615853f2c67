import type { ChainGraphNode } from '@vethscope/model';
import { expect, test } from 'vitest';
import { layoutChains } from './layoutChains.ts';

const node = (chain: string): ChainGraphNode => ({ kind: 'chain', key: chain, chain });
const edge = (from: string, to: string) => ({ from, to, kind: 'jump' as const, rules: 1 });

test('layers are columns, and callees stand in the order of their callers', () => {
  const { boxes, lines } = layoutChains(
    {
      layers: [
        [node('A'), node('B')],
        [node('ofB'), node('ofA')],
      ],
      edges: [edge('B', 'ofB'), edge('A', 'ofA')],
      unreached: [],
    },
    () => undefined,
  );
  const at = (chain: string) => boxes.find((box) => box.node.chain === chain) ?? boxes[0];
  expect(at('ofA')?.y).toBe(at('A')?.y);
  expect(at('ofB')?.y).toBe(at('B')?.y);
  expect(at('ofA')?.x).toBeGreaterThan((at('A')?.x ?? 0) + (at('A')?.width ?? 0));
  expect(lines).toHaveLength(2);
});

test('what is left out stands last among its equals', () => {
  const more = { kind: 'more', key: 'more', chain: 'A', side: 'callees', count: 9 } as const;
  const { boxes } = layoutChains(
    {
      layers: [[node('A')], [more, node('B')]],
      edges: [edge('A', 'more'), edge('A', 'B')],
      unreached: [],
    },
    () => undefined,
  );
  expect(boxes.map(({ node: { key } }) => key)).toEqual(['A', 'B', 'more']);
});
