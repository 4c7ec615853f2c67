import { type Prefix, parsePrefix } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { makeSearchIndex, type SearchEntry, type SearchGroup } from './searchIndex.ts';

function entry(group: SearchGroup, title: string, more: Partial<SearchEntry> = {}): SearchEntry {
  return { group, kind: 'other', title, about: '', words: [], patch: { selected: title }, ...more };
}

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(`not a prefix: ${text}`);
  return parsed;
}

const route = (title: string, destination = title) =>
  entry('Routes', title, {
    prefix: prefix(destination),
    patch: { tab: 'routes', family: '4', q: destination },
  });

const index = makeSearchIndex([
  entry('Pods', 'coredns-7db6d8ff4d-p4kzt', {
    about: 'kube-system',
    words: ['kube-system/coredns-7db6d8ff4d-p4kzt', '10.85.0.2'],
  }),
  entry('Pods', 'kube-proxy-abcde', { about: 'kube-system' }),
  entry('Interfaces', 'eth0', {
    about: 'in coredns-7db6d8ff4d-p4kzt',
    words: ['ee:ee:ee:ee:ee:ee'],
  }),
  entry('Interfaces', 'veth0'),
  entry('Addresses', '10.85.0.2/16'),
  route('default', '0.0.0.0/0'),
  route('10.85.0.0/16'),
  route('10.85.0.2/32'),
  route('192.168.2.0/26'),
  entry('Chains', 'KUBE-SVC-ERIFXISQEP7F7OF4'),
]);

/** `Group: title, title` lines: what the list would show. */
function found(query: string, limit = 10): readonly string[] {
  return index
    .search(query, limit)
    .map(({ group, entries }) => `${group}: ${entries.map(({ title }) => title).join(', ')}`);
}

describe('search', () => {
  it('finds by title, by the words behind it and by where it is', () => {
    expect(found('coredns')).toEqual(['Pods: coredns-7db6d8ff4d-p4kzt', 'Interfaces: eth0']);
    expect(found('EE:EE:ee')).toEqual(['Interfaces: eth0']);
    expect(found('kube-svc-erif')).toEqual(['Chains: KUBE-SVC-ERIFXISQEP7F7OF4']);
  });

  it('wants every word', () => {
    expect(found('kube-system proxy')).toEqual(['Pods: kube-proxy-abcde']);
    expect(found('kube-system eth0')).toEqual([]);
  });

  it('shows the very name first, then names that begin so', () => {
    expect(found('eth0')).toEqual(['Interfaces: eth0, veth0']);
  });

  it('finds the routes that cover an address, the most specific first', () => {
    expect(found('10.85.0.2')).toEqual([
      'Pods: coredns-7db6d8ff4d-p4kzt',
      'Addresses: 10.85.0.2/16',
      'Routes: 10.85.0.2/32, 10.85.0.0/16, default',
    ]);
  });

  it('asks the look-up for an address that was typed', () => {
    const routes = index.search('10.85.0.2', 10).find(({ group }) => group === 'Routes');
    expect(routes?.entries[0]?.patch).toEqual({
      tab: 'routes',
      family: '4',
      q: undefined,
      lookup: '10.85.0.2',
    });
  });

  it('finds all of them, however many were taken in before', () => {
    const pods = Array.from({ length: 1000 }, (_, i) => entry('Pods', `pod-${i}`));
    let turns = 0;
    const growing = makeSearchIndex(pods);
    expect(growing.grow(() => ++turns < 2)).toBe(true);
    expect(growing.search('pod-999', 10)[0]?.entries).toMatchObject([{ title: 'pod-999' }]);
    expect(growing.search('pod', 10)).toMatchObject([{ total: 1000 }]);
    expect(growing.grow(() => true)).toBe(false);
  });

  it('should not take half an address for an address', () => {
    expect(found('192.168')).toEqual(['Routes: 192.168.2.0/26']);
  });

  it('tells the total where it shows fewer', () => {
    const [routes] = index.search('10.85.0.2', 1).filter(({ group }) => group === 'Routes');
    expect(routes).toMatchObject({ total: 3 });
    expect(routes?.entries.length).toBe(1);
  });

  it.each(['', '   '])('finds nothing for %j', (query) => {
    expect(found(query)).toEqual([]);
  });
});
