import {
  buildTopology,
  diffRecords,
  knownDiff,
  layoutCluster,
  layoutTopology,
  mergeTopologies,
  type NodeSnapshot,
} from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import {
  address,
  link,
  netns,
  node,
  route,
  snapshot,
} from '../../../../../packages/model/src/testing/builders.ts';
import { indexCapture } from '../../view/captureIndex.ts';
import { indexPicture } from '../topology/pictureIndex.ts';
import { changeMarks } from './changeMarks.ts';

const eth0 = (mtu: number) =>
  link('2: eth0', undefined, { addresses: [address('10.0.0.1/24')], mtu });
const br0 = link('3: br0', undefined, { details: { kind: 'bridge' } });
const dummy0 = link('4: dummy0', undefined, { details: { kind: 'dummy' } });
const host = (name: string, links: readonly ReturnType<typeof link>[], more = {}) =>
  node([netns('host', { links, ...more })], { name });
const ROUTES = { routes: [route('10.9.0.0/16 via 10.0.0.2 dev eth0')] };

/** The marks in the one node's picture, or in the overview where there are several. */
const marksBetween = (old: readonly NodeSnapshot[], now: readonly NodeSnapshot[]) => {
  const [before, after] = [snapshot(...old), snapshot(...now)].map((read) => ({
    snapshot: read,
    topology: buildTopology(read),
  }));
  if (!before || !after) throw new Error('two captures are given');
  const diff = knownDiff(before, after);
  const union = mergeTopologies(before.topology, after.topology, diff);
  const layout = now.length === 1 ? layoutTopology(union) : layoutCluster(union);
  const picture = indexPicture(layout, indexCapture(after.snapshot, union));
  const records = diffRecords(before.snapshot, after.snapshot);
  return changeMarks(diff, records, layout, picture);
};

describe('marks of changes', () => {
  test('what came, changed and went, each on its own box; what went with its texts', () => {
    const marks = marksBetween([host('n1', [eth0(1500), br0])], [host('n1', [eth0(9000), dummy0])]);
    expect(marks.came).toEqual(['if/n1/host/dummy0']);
    expect(marks.altered).toEqual(['if/n1/host/eth0']);
    expect(marks.went).toContain('if/n1/host/br0');
    expect(marks.went).toContain('if/n1/host/br0#0');
    expect([...marks.counts]).toEqual([]);
  });

  test('records are counted on the namespace that they are of', () => {
    const marks = marksBetween([host('n1', [eth0(1500)])], [host('n1', [eth0(1500)], ROUTES)]);
    expect(marks.altered).toEqual(['netns/n1/host']);
    expect([...marks.counts]).toEqual([['netns/n1/host', 1]]);
  });

  test('in the overview a node has the number of changes in it', () => {
    const marks = marksBetween(
      [host('n1', [eth0(1500), br0]), host('n2', [eth0(1500)])],
      // A bridge less, another MTU, and a route: three; nothing on the other node.
      [host('n1', [eth0(9000)], ROUTES), host('n2', [eth0(1500)])],
    );
    expect(marks.altered).toEqual(['node/n1']);
    expect([...marks.counts]).toEqual([['node/n1', 3]]);
    expect(marks.went).toEqual([]);
  });

  test('nothing between a capture and itself', () => {
    const same = [host('n1', [eth0(1500), br0])];
    const marks = marksBetween(same, same);
    expect([marks.came, marks.altered, marks.went, marks.counts.size]).toEqual([[], [], [], 0]);
  });
});
