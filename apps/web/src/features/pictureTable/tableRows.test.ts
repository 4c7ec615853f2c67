import { interfaceId } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import {
  device,
  edge,
  hostOf,
  netnsElement,
  podElement,
  topologyOf,
} from '../../../../../packages/model/src/testing/topologies.ts';
import { indexCapture } from '../../view/captureIndex.ts';
import { sortRows, turnOrder } from './sortRows.ts';
import { tableRows } from './tableRows.ts';

const topology = topologyOf(
  [
    ...hostOf('a'),
    netnsElement('a', 'x'),
    podElement('a', 'shop', 'cart', 'x'),
    device('a', 'host', 2, 'eth0', ['10.0.0.1/24'], { mtu: 9000 }),
    device('a', 'host', 10, 'veth10', [], { type: 'veth', state: 'down' }),
    device('a', 'x', 2, 'eth0', ['10.1.0.2/32'], { type: 'veth' }),
  ],
  [edge('veth', interfaceId('a', 'x', 'eth0'), interfaceId('a', 'host', 'veth10'))],
);
const index = indexCapture({ nodes: [], inputs: [], diagnostics: [] }, topology);
const listed = (hide: readonly string[] = []) =>
  tableRows({ content: topology, topology, index, hide });
const named = (hide: readonly string[] = []) =>
  listed(hide).rows.map(({ kindWords, name, place }) => `${kindWords} ${name} in ${place}`);

describe('the rows of a picture', () => {
  test('are its elements, from the large to the small', () => {
    expect(named()).toEqual([
      'node a in ',
      'namespace cart in a',
      'namespace host in a',
      'pod cart in shop',
      'veth eth0 in cart',
      'device eth0 in host',
      'veth veth10 in host',
    ]);
  });

  test('say what something is joined to', () => {
    const row = listed().rows.find(({ id }) => id === 'if/a/host/veth10');
    expect(row?.joined.map(({ to, words }) => [to, words])).toEqual([
      ['if/a/x/eth0', 'other end eth0 in cart'],
    ]);
  });

  test('leave out what the legend hides, with what is in it, and count that', () => {
    expect(named(['pod'])).toEqual([
      'node a in ',
      'namespace host in a',
      'device eth0 in host',
      'veth veth10 in host',
    ]);
    expect(listed(['pod']).hidden).toBe(3);
    const hidden = listed(['edge:veth']);
    expect(hidden.hidden).toBe(0);
    expect(hidden.rows.flatMap(({ joined }) => joined)).toEqual([]);
  });
});

test('what is down, and pods of other namespaces, are left out as in the picture', () => {
  expect(named(['down'])).not.toContain('veth veth10 in host');
  expect(listed(['down']).hidden).toBe(1);
  expect(named(['not-in:web'])).toEqual([
    'node a in ',
    'namespace host in a',
    'device eth0 in host',
  ]);
  expect(listed(['not-in:shop']).hidden).toBe(0);
});

describe('the order of rows', () => {
  const { rows } = listed();
  const byMtu = (direction: 'ascending' | 'descending') =>
    sortRows(rows, { by: 'mtu', direction }, () => 0).map(({ mtu }) => mtu);

  test('has what has no value last, either way', () => {
    const none = [undefined, undefined, undefined, undefined];
    expect(byMtu('ascending')).toEqual([1500, 1500, 9000, ...none]);
    expect(byMtu('descending')).toEqual([9000, 1500, 1500, ...none]);
  });

  test('has the worst first', () => {
    const bad = (id: string) => (id === 'if/a/host/eth0' ? 2 : Number(id === 'node/a'));
    const [first, second] = sortRows(rows, turnOrder(undefined, 'findings'), ({ id }) => bad(id));
    expect([first?.id, second?.id]).toEqual(['if/a/host/eth0', 'node/a']);
  });

  test('is turned by a column’s title, and given up', () => {
    const up = turnOrder(undefined, 'name');
    const down = turnOrder(up, 'name');
    expect([up?.direction, down?.direction]).toEqual(['ascending', 'descending']);
    expect(turnOrder(down, 'name')).toBeUndefined();
    expect(turnOrder(down, 'mtu')).toEqual({ by: 'mtu', direction: 'ascending' });
  });
});
