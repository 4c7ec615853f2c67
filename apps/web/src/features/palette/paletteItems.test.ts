import { describe, expect, test } from 'vitest';
import type { Action } from '../../view/actions.ts';
import { makeSearchIndex, type SearchEntry } from '../search/searchIndex.ts';
import { firstGroups, foundGroups, type PaletteItem } from './paletteItems.ts';

const pod: SearchEntry = {
  group: 'Pods',
  kind: 'pod',
  title: 'coredns-p4kzt',
  about: 'kube-system',
  words: ['10.0.0.7'],
  patch: { selected: 'pod/kube-system/coredns-p4kzt', tab: 'overview' },
};
const chain: SearchEntry = {
  group: 'Chains',
  kind: 'chain',
  title: 'KUBE-SERVICES',
  about: 'nat',
  words: [],
  patch: { tab: 'iptables', chain: 'KUBE-SERVICES' },
};
const index = () => makeSearchIndex([pod, chain]);
const fit: Action = { id: 'fit', label: 'Fit the picture', group: 'Picture', run: () => {} };
const outline: Action = {
  id: 'outline',
  label: 'Show or hide the outline',
  group: 'Show',
  hint: 'tree list',
  run: () => {},
};
const actions = [fit, outline];

const titleOf = (item: PaletteItem) =>
  item.kind === 'action' ? item.action.label : [item.part, item.entry.title].join(' ').trim();
const told = (query: string) =>
  foundGroups(query, actions, index()).map(({ title, items }) => [title, ...items.map(titleOf)]);

describe('the palette', () => {
  test('lists recent things first, then actions by group', () => {
    expect(firstGroups(actions, [pod]).map(({ title }) => title)).toEqual([
      'Recent',
      'Show',
      'Picture',
    ]);
  });

  test.each([
    ['coredns', [['Pods', 'coredns-p4kzt']]],
    ['crdnsp4', [['Similar', 'coredns-p4kzt']]],
    ['10.0.0.7', [['Pods', 'coredns-p4kzt']]],
    ['fit', [['Actions', 'Fit the picture']]],
    ['ftpic', [['Actions', 'Fit the picture']]],
    ['tree', [['Actions', 'Show or hide the outline']]],
    ['no such thing at all', []],
  ])('finds by %j', (query, groups) => {
    expect(told(query)).toEqual(groups);
  });

  test.each(['routes of coredns', 'routes coredns', 'Route in coredns'])(
    'reads %j as a tab of a thing',
    (query) => {
      const [first] = foundGroups(query, actions, index());
      expect(first?.items.map(titleOf)).toEqual(['Routes coredns-p4kzt']);
      const [item] = first?.items ?? [];
      expect(item?.kind === 'entry' && item.entry.patch).toEqual({ ...pod.patch, tab: 'routes' });
    },
  );

  test('offers actions alone while no capture is open', () => {
    expect(foundGroups('fit', actions, undefined)).toHaveLength(1);
    expect(foundGroups('coredns', actions, undefined)).toEqual([]);
  });
});
