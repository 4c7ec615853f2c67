import type { Chain, IptablesTable } from '@vethscope/model';
import { indexChains } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { heatLevel, mostPackets, packetsInto } from './heatLevel.ts';

const evidence = { file: 'a', line: 1, endLine: 1 };
const any = { kind: 'any' } as const;

/** Each rule of it leads to `to`, and counted so many packets. */
function chain(name: string, to: string, ...counted: readonly (number | undefined)[]): Chain {
  return {
    name,
    evidence,
    rules: counted.map((packets, i) => ({
      number: i + 1,
      ...{ protocol: any, source: any, destination: any, inInterface: any, outInterface: any },
      matches: [],
      target: { kind: 'jump', chain: to },
      ...(packets !== undefined && { counters: { packets, bytes: 0, rounded: false } }),
      evidence,
    })),
  };
}

function table(...chains: readonly Chain[]): IptablesTable {
  return { family: 4, table: 'nat', form: 'save', partial: false, chains, evidence };
}

describe('heatLevel', () => {
  test.each([
    [0, 0],
    [1, 1],
    [100, 2],
    [10_000, 4],
    [1_000_000, 5],
  ])('%i packets, of a million at most: %i', (packets, level) => {
    expect(heatLevel(packets, 1_000_000)).toBe(level);
  });

  test('what was not counted is not 0', () => {
    expect(heatLevel(undefined, 1_000_000)).toBeUndefined();
  });

  test('one packet is more than none where nothing counted more', () => {
    expect(heatLevel(1, 1)).toBe(5);
    expect(heatLevel(0, 0)).toBe(0);
  });
});

test('mostPackets tells a table without counters from one that counted nothing', () => {
  expect(mostPackets(table(chain('A', 'B', undefined)))).toBeUndefined();
  expect(mostPackets(table(chain('A', 'B', 0)))).toBe(0);
  expect(mostPackets(table(chain('A', 'B', 7, undefined), chain('C', 'B', 9)))).toBe(9);
});

test('packetsInto adds up what leads to a chain, unless a part of it is unknown', () => {
  const counted = indexChains(table(chain('A', 'B', 7), chain('C', 'B', 9), chain('B', 'D')));
  expect(packetsInto(counted, 'B')).toBe(16);
  expect(packetsInto(counted, 'A')).toBeUndefined();
  const partly = indexChains(table(chain('A', 'B', 7, undefined), chain('B', 'D')));
  expect(packetsInto(partly, 'B')).toBeUndefined();
});
