import { layoutTopology } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { largeNode, SAMPLE } from '../../../../../packages/model/src/testing/topologies.ts';
import type { DrawnPicture } from '../topology/drawnPicture.ts';
import { hiddenElsewhere } from '../topology/namespaceFilter.ts';
import { visibilityOf } from '../topology/visibility.ts';
import { viewTopology } from './viewTopology.ts';

const layout = layoutTopology(SAMPLE);

function drawn(hide: readonly string[]): DrawnPicture {
  const { hidden } = visibilityOf(layout, hide);
  return { layout, content: SAMPLE, hidden, dimmed: [], chosen: [], lanes: [], badges: [] };
}

describe('the topology that a picture shows', () => {
  it('is all of it while nothing is hidden', () => {
    expect(viewTopology(drawn([]))).toBe(SAMPLE);
  });

  it('lacks what filters hide, and what led there', () => {
    const { nodes, edges } = viewTopology(drawn(['bridge']));
    const bridges = SAMPLE.nodes.filter(
      (node) => node.kind === 'interface' && node.type === 'bridge',
    );
    expect(bridges.length).toBeGreaterThan(0);
    expect(nodes).toHaveLength(SAMPLE.nodes.length - bridges.length);
    for (const { id } of bridges) {
      expect(edges.filter(({ source, target }) => source === id || target === id)).toEqual([]);
    }
    expect(edges.length).toBeLessThan(SAMPLE.edges.length);
  });

  it('lacks what is folded in groups of a namespace that is not shown', () => {
    const content = largeNode('n1', 100);
    const large = layoutTopology(content);
    const { hidden } = visibilityOf(large, [], hiddenElsewhere(content, ['not-in:shop']));
    const { nodes } = viewTopology({ ...drawn([]), layout: large, content, hidden });
    const pods = nodes.flatMap((node) => (node.kind === 'pod' ? [node.namespace] : []));
    expect(new Set(pods)).toEqual(new Set(['shop']));
  });
});
