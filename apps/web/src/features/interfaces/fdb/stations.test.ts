import type { FdbEntry, InterfaceElement } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { ageWords, entryState, indexMacs, type MacIndex, stationOf } from './stations.ts';

function iface(id: string, mac: string): InterfaceElement {
  // Only these are looked at.
  return { id, mac } as unknown as InterfaceElement;
}

function entry(mac: string, more: Partial<FdbEntry> = {}): FdbEntry {
  return { mac, device: 'veth1', flags: [], ...more } as unknown as FdbEntry;
}

const PORT = iface('if/n/host/veth1', '02:00:00:00:00:11');
const POD = iface('if/n/pod/eth0', '02:00:00:00:00:99');
const TWINS = [
  iface('if/n/host/cali1', 'ee:ee:ee:ee:ee:ee'),
  iface('if/n/host/cali2', 'ee:ee:ee:ee:ee:ee'),
];
const MACS: MacIndex = new Map([
  ['02:00:00:00:00:11', [PORT]],
  ['02:00:00:00:00:99', [POD]],
  ['ee:ee:ee:ee:ee:ee', TWINS],
]);

describe('whose an address is', () => {
  test.each([
    ['02:00:00:00:00:99', { kind: 'interface', id: POD.id }],
    ['02:00:00:00:00:11', { kind: 'interface', id: PORT.id }],
    ['02:00:00:00:00:77', { kind: 'unknown' }],
    ['33:33:00:00:00:01', { kind: 'group' }],
    ['01:00:5e:00:00:01', { kind: 'group' }],
    ['00:00:00:00:00:00', { kind: 'default' }],
    ['ee:ee:ee:ee:ee:ee', { kind: 'several', count: 2 }],
  ])('%s', (mac, expected) => {
    expect(stationOf(entry(mac), MACS, PORT, new Set())).toEqual(expected);
  });

  test('of several, the one behind the port', () => {
    const behind = new Set(['if/n/host/cali2']);
    expect(stationOf(entry('ee:ee:ee:ee:ee:ee'), MACS, PORT, behind)).toEqual({
      kind: 'interface',
      id: 'if/n/host/cali2',
    });
  });
});

test('interfaces of the node alone, by address', () => {
  const children: Readonly<Record<string, readonly object[]>> = {
    'node/n': [{ id: 'netns/n/host' }],
  };
  const index = {
    children: (id: string) => children[id] ?? [],
    interfacesIn: (id: string) => (id === 'netns/n/host' ? TWINS : []),
  } as unknown as Parameters<typeof indexMacs>[0];
  expect([...indexMacs(index, 'node/n')]).toEqual([['ee:ee:ee:ee:ee:ee', TWINS]]);
});

test.each([
  [{ state: 'permanent', flags: ['self'] }, 'permanent'],
  [{ flags: [] }, 'learned'],
  [{ flags: ['extern_learn'] }, 'by a program'],
  [{ flags: ['self'] }, 'learned by the device'],
])('%j is %s', (more, expected) => {
  expect(entryState(entry('02:00:00:00:00:99', more))).toBe(expected);
});

test('how old an entry is, where that was asked', () => {
  expect(ageWords(entry('02:00:00:00:00:99', { age: { used: 5, updated: 60 } }))).toBe(
    'used 5 s, updated 1 min before',
  );
  expect(ageWords(entry('02:00:00:00:00:99'))).toBeUndefined();
});
