import { expect, test } from 'vitest';
import { readExample } from '../../../../../packages/parsers/src/testing/readExample.ts';
import { indexCapture } from '../../view/captureIndex.ts';
import { connectionsCsv } from './connectionsCsv.ts';

const { snapshot, topology } = readExample('calico-single-node.md');
const index = indexCapture(snapshot, topology);

test('both ends of a connection tell of it, each as it is from there', () => {
  const bridge = 'if/calico-single-node/host/cni0';
  const [head, port] = connectionsCsv(index, index.edgesOf(bridge), bridge);
  expect(head).toEqual(['Relation', 'To', 'Confidence', 'Reason', 'Source']);
  const [relation, name] = port ?? [];
  expect([relation, name]).toEqual(['port', 'veth0593223e']);
  const end = `if/calico-single-node/host/${name}`;
  const rows = connectionsCsv(index, index.edgesOf(end), end);
  expect(rows.map((row) => row.slice(0, 3))).toContainEqual(['plugged into', 'cni0', 'proven']);
});
