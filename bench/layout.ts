import { buildTopology, type Layout, layoutTopology, type Topology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import cytoscape, { type ElementDefinition } from 'cytoscape';
import { type Comparison, compareTimes } from './compare.ts';
import { generateNode } from './generate.ts';

/** The tiers, all groups open, beside the tiers that Cytoscape itself can make of the same graph. */
export function benchLayout(): readonly Comparison[] {
  return [110, 250].map((pods) => {
    const size = { pods, services: 0, endpointsPerService: 0 };
    const topology = topologyOf([generateNode('node-1', size)]);
    const cy = cytoscape({ headless: true, elements: graphOf(topology) });
    const layout = () => cy.layout({ name: 'breadthfirst', animate: false }).run();
    return compareTimes({
      benchmark: `lay out a node with ${pods} pods`,
      peer: "Cytoscape's breadthfirst",
      ours: () => openLayout(topology),
      theirs: layout,
    });
  });
}

export function topologyOf(captures: readonly CaptureFiles[]): Topology {
  return buildTopology(readSnapshot(captures));
}

function openLayout(topology: Topology): Layout {
  return layoutTopology(topology, { open: 'all' });
}

function graphOf({ nodes, edges }: Topology): ElementDefinition[] {
  return [
    ...nodes.map(({ id, parent }) => ({ data: { id, ...(parent && { parent }) } })),
    ...edges.map(({ id, source, target }) => ({ data: { id, source, target } })),
  ];
}
