import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Layout } from '@vethscope/model';
import type { ElementDefinition } from 'cytoscape';
import { toElements } from '../../apps/web/src/features/topology/elements.ts';
import { stockPage } from './stockPage.ts';

export const PEER = 'stock Cytoscape, boxes as compounds';
export const STOCK_URL = 'http://stock.invalid/';

/** The same picture as somebody draws it with Cytoscape's manual at hand. */
export function stockPicture(layout: Layout): string {
  const require = createRequire(import.meta.url);
  const script = readFileSync(require.resolve('cytoscape/dist/cytoscape.min.js'), 'utf8');
  return stockPage(script, boxesInBoxes(layout));
}

/** Each box a child of the box it stands in, which is Cytoscape's own way to draw that. */
function boxesInBoxes(layout: Layout): readonly ElementDefinition[] {
  const parents = new Map(layout.boxes.map(({ id, parent }) => [id, parent]));
  return toElements(layout).map((element) => {
    // A line of text is called after its box: `netns/node-1/blue#0`.
    const parent = parents.get(`${element.data.id}`.replace(/#\d+$/, ''));
    return parent === undefined ? element : { ...element, data: { ...element.data, parent } };
  });
}
