import { assertNever } from '../assertNever.ts';
import type { Topology, TopologyEdge, TopologyNode } from '../graph/topology.ts';
import { type Boxes, edgesBetween, groupByParent } from './boxes.ts';
import { interfaceLines, netnsTitle, podLine } from './labels.ts';

/**
 * The topology as a Mermaid flowchart, for pages that draw one from text (GitHub, GitLab, wikis):
 * a subgraph per node and per namespace, dotted lines where something was inferred.
 * https://mermaid.js.org/syntax/flowchart.html
 */
export function topologyMermaid(topology: Topology): string {
  const boxes = groupByParent(topology.nodes);
  // Ids of elements hold what Mermaid reads as syntax, so it gets numbers.
  const names = new Map<string, string>(topology.nodes.map(({ id }, i) => [id, `n${i}`]));
  const lines = [
    'flowchart TB',
    ...(boxes.get(undefined) ?? []).flatMap((node) => indent(elementLines(node, boxes, names))),
    ...indent(edgesBetween(topology).flatMap((edge) => edgeLine(edge, names))),
  ];
  return `${lines.join('\n')}\n`;
}

type Names = ReadonlyMap<string, string>;

function elementLines(node: TopologyNode, boxes: Boxes, names: Names): readonly string[] {
  const name = names.get(node.id) ?? '';
  switch (node.kind) {
    case 'node': {
      const label = node.captured ? [node.label] : [node.label, 'not captured'];
      return boxLines(node, label, boxes, names);
    }
    case 'netns':
      return node.captured
        ? boxLines(node, netnsTitle(node), boxes, names)
        : [`${name}["${labelOf([node.label, 'named, not captured'])}"]`];
    case 'interface': {
      const down = node.state === 'down' ? ['down'] : [];
      return [`${name}["${labelOf([...interfaceLines(node), ...down])}"]`];
    }
    case 'pod':
      return [`${name}[["${labelOf([podLine(node)])}"]]`];
    case 'external':
      return [`${name}(["${labelOf([node.role, node.label])}"])`];
    default:
      return assertNever(node);
  }
}

/** A box that nothing stands in would be no box in Mermaid: it is a node then. */
function boxLines(
  node: TopologyNode,
  label: readonly string[],
  boxes: Boxes,
  names: Names,
): readonly string[] {
  const name = names.get(node.id) ?? '';
  const inside = boxes.get(node.id) ?? [];
  if (inside.length === 0) return [`${name}["${labelOf(label)}"]`];
  return [
    `subgraph ${name}["${labelOf(label)}"]`,
    ...inside.flatMap((child) => indent(elementLines(child, boxes, names))),
    'end',
  ];
}

/** An edge to an element that is not there would make one: it is left out. */
function edgeLine(edge: TopologyEdge, names: Names): readonly string[] {
  const [source, target] = [names.get(edge.source), names.get(edge.target)];
  if (source === undefined || target === undefined) return [];
  const line = edge.confidence === 'inferred' ? '-.-' : '---';
  return [`${source} ${line}|${edge.kind}| ${target}`];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function labelOf(lines: readonly string[]): string {
  return lines.map(escaped).join('<br/>');
}

/** In Mermaid's own entity codes, whose sign is `#`; labels are read as HTML and as Markdown. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break would end the statement
      .replace(/[\u0000-\u001f\u007f]/g, ' ')
      .replace(/["#&<>`*_~\\[\]{}|;]/g, (character) => `#${character.charCodeAt(0)};`)
  );
}
