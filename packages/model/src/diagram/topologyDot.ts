import { assertNever } from '../assertNever.ts';
import type {
  InterfaceElement,
  NetnsElement,
  Topology,
  TopologyEdge,
  TopologyNode,
} from '../graph/topology.ts';
import { type Boxes, edgesBetween, groupByParent } from './boxes.ts';
import { interfaceLines, netnsTitle, podLine } from './labels.ts';

/**
 * The topology in Graphviz' language: a cluster per node and per namespace, dashed where something
 * was inferred. https://graphviz.org/doc/info/lang.html
 */
export function topologyDot(topology: Topology): string {
  const boxes = groupByParent(topology.nodes);
  const lines = [
    'digraph vethscope {',
    '  graph [rankdir=TB, compound=true, fontname="Helvetica", nodesep=0.3, ranksep=0.6];',
    '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=10];',
    '  edge [arrowhead=none, fontname="Helvetica", fontsize=9];',
    ...(boxes.get(undefined) ?? []).flatMap((node) => indent(elementLines(node, boxes))),
    ...edgesBetween(topology).map(edgeLine),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function elementLines(node: TopologyNode, boxes: Boxes): readonly string[] {
  switch (node.kind) {
    case 'node':
      return node.captured
        ? clusterLines(node, [node.label], 'style="rounded,bold"', boxes)
        : clusterLines(node, [node.label, 'not captured'], 'style="rounded,dotted"', boxes);
    case 'netns':
      return netnsLines(node, boxes);
    case 'interface':
      return [nodeLine(node, interfaceLines(node), interfaceStyle(node))];
    case 'pod':
      return [nodeLine(node, [podLine(node)], 'shape=component')];
    case 'external':
      return [nodeLine(node, [node.role, node.label], 'shape=ellipse, style=solid')];
    default:
      return assertNever(node);
  }
}

function netnsLines(netns: NetnsElement, boxes: Boxes): readonly string[] {
  if (!netns.captured) {
    return [nodeLine(netns, [netns.label, 'named, not captured'], 'style="rounded,dotted"')];
  }
  return clusterLines(netns, netnsTitle(netns), 'style=rounded', boxes);
}

function clusterLines(
  node: TopologyNode,
  label: readonly string[],
  style: string,
  boxes: Boxes,
): readonly string[] {
  return [
    `subgraph ${quoted(`cluster ${node.id}`)} {`,
    `  label=${quotedLines(label)}; ${style};`,
    // An edge cannot end at a cluster: it ends at this point in it.
    `  ${quoted(node.id)} [shape=point, style=invis, width=0, label=""];`,
    ...(boxes.get(node.id) ?? []).flatMap((child) => indent(elementLines(child, boxes))),
    '}',
  ];
}

function interfaceStyle(element: InterfaceElement): string {
  return element.state === 'down' ? 'style="rounded,filled", fillcolor="gray90"' : 'style=rounded';
}

function nodeLine(node: TopologyNode, label: readonly string[], style: string): string {
  return `${quoted(node.id)} [label=${quotedLines(label)}, ${style}];`;
}

function edgeLine(edge: TopologyEdge): string {
  const style = edge.confidence === 'inferred' ? 'dashed' : 'solid';
  return `  ${quoted(edge.source)} -> ${quoted(edge.target)} [label=${quoted(edge.kind)}, style=${style}, tooltip=${quoted(edge.reason)}];`;
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function quotedLines(lines: readonly string[]): string {
  return `"${lines.map(escaped).join('\\n')}"`;
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** In a quoted string only `"` ends it, but labels read `\` as an escape: `\N` is the node's name. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break would end up in the picture
  return text.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, ' ');
}
