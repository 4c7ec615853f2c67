import type { ElementDefinition } from 'cytoscape';

/**
 * A page with these elements and Cytoscape as its manual shows it, without background images; the
 * canvas is as large as the dashboard's in a window of 1280 × 800.
 */
export function stockPage(cytoscapeScript: string, elements: readonly ElementDefinition[]): string {
  const options = JSON.stringify({ elements, style: STYLE, layout: { name: 'preset' }, ...PANNED });
  return `<!doctype html>
<title>Cytoscape</title>
<style>body { margin: 0 } #picture { width: 820px; height: 668px }</style>
<div id="picture"></div>
<script>${cytoscapeScript.replaceAll('</script', '<\\/script')}</script>
<script>
  const container = document.getElementById('picture');
  const cy = cytoscape({ container, ...${options.replaceAll('<', '\\u003c')} });
  const tell = () => {
    const { x, y } = cy.pan();
    container.dataset.viewport = [x, y, cy.zoom()].join(' ');
  };
  cy.on('viewport', tell);
  cy.fit(undefined, 16);
  tell();
</script>
`;
}

const PANNED = { autoungrabify: true, autounselectify: true, boxSelectionEnabled: false };

const STYLE = [
  {
    selector: '.box',
    style: {
      shape: 'round-rectangle',
      width: 'data(width)',
      height: 'data(height)',
      'background-color': '#fff',
      'border-width': 1,
      'border-color': '#888',
    },
  },
  { selector: ':parent', style: { padding: '0px' } },
  {
    selector: '.text',
    style: {
      label: 'data(text)',
      'font-size': 'data(size)',
      width: 1,
      height: 1,
      'background-opacity': 0,
      'text-halign': 'right',
      'text-valign': 'center',
    },
  },
  {
    selector: 'edge',
    style: {
      width: 2,
      'curve-style': 'straight',
      'source-endpoint': 'data(start)',
      'target-endpoint': 'data(end)',
    },
  },
  {
    selector: 'edge.bent',
    style: {
      'curve-style': 'segments',
      'segment-weights': 'data(weights)',
      'segment-distances': 'data(distances)',
    },
  },
];
