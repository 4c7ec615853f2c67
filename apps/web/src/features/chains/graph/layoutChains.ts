import type { ChainGraph, ChainGraphEdge, ChainGraphNode } from '@vethscope/model';

export interface ChainPicture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly ChainBox[];
  readonly lines: readonly ChainLine[];
}

/** Pixels. */
export interface ChainBox {
  readonly node: ChainGraphNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ChainLine {
  readonly edge: ChainGraphEdge;
  readonly path: string;
  /** Where a number on it stands. */
  readonly middle: { readonly x: number; readonly y: number };
}

const BOX_HEIGHT = 38;
const ROW_GAP = 10;
const COLUMN_GAP = 60;
const MARGIN = 12;
/** Width of a character in the 11 px monospaced font. */
const CHARACTER = 6.7;
/** A generous mean of the 11 px interface font. */
export const TITLE_CHARACTER = 5.8;
/** For `and 12,345 more`; the name below it is cut. */
const MORE_WIDTH = 130;
/** Room for the arrow's head. */
const HEAD = 7;

/**
 * Layers become columns from left to right, since chain names are long; within a column boxes
 * are ordered by the mean place of their callers, which keeps most lines from crossing.
 */
export function layoutChains(
  graph: ChainGraph,
  titleOf: (chain: string) => string | undefined,
): ChainPicture {
  const callers = new Map<string, string[]>();
  for (const { from, to } of graph.edges) {
    const known = callers.get(to);
    if (known) known.push(from);
    else callers.set(to, [from]);
  }
  const boxes = new Map<string, ChainBox>();
  let x = MARGIN;
  for (const layer of graph.layers) {
    const width = Math.max(90, ...layer.map((node) => boxWidth(node, titleOf)));
    const ordered = [...layer].sort((a, b) => meanPlace(a) - meanPlace(b) || moreLast(a, b));
    for (const [row, node] of ordered.entries()) {
      const y = MARGIN + row * (BOX_HEIGHT + ROW_GAP);
      boxes.set(node.key, { node, x, y, width, height: BOX_HEIGHT });
    }
    x += width + COLUMN_GAP;
  }
  function meanPlace({ key }: ChainGraphNode): number {
    const places = (callers.get(key) ?? []).flatMap((caller) => boxes.get(caller)?.y ?? []);
    return places.length === 0 ? 0 : places.reduce((sum, y) => sum + y, 0) / places.length;
  }
  const tallest = Math.max(0, ...graph.layers.map((layer) => layer.length));
  return {
    width: Math.max(0, x - COLUMN_GAP) + MARGIN,
    height: 2 * MARGIN + tallest * (BOX_HEIGHT + ROW_GAP) - ROW_GAP,
    boxes: [...boxes.values()],
    lines: graph.edges.flatMap((edge) => {
      const from = boxes.get(edge.from);
      const to = boxes.get(edge.to);
      return from && to ? [{ edge, ...curve(from, to) }] : [];
    }),
  };
}

function moreLast(a: ChainGraphNode, b: ChainGraphNode): number {
  return Number(a.kind === 'more') - Number(b.kind === 'more');
}

/** Wide enough for the name, and for a title up to a point. */
function boxWidth(node: ChainGraphNode, titleOf: (chain: string) => string | undefined): number {
  if (node.kind === 'more') return MORE_WIDTH;
  const title = titleOf(node.chain) ?? '';
  const text = Math.max(
    node.chain.length * CHARACTER,
    Math.min(title.length, 26) * TITLE_CHARACTER,
  );
  return Math.ceil(text) + 20;
}

function curve(from: ChainBox, to: ChainBox): Omit<ChainLine, 'edge'> {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x - HEAD, to.y + to.height / 2];
  const bend = (x2 - x1) / 2;
  return {
    path: `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
    middle: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 },
  };
}
