import type { ChainGraph, ChainGraphEdge } from '@vethscope/model';

export interface ChainPicture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly ChainBox[];
  readonly edges: readonly (ChainGraphEdge & { readonly path: string })[];
}

/** Pixels. */
interface ChainBox {
  readonly chain: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const BOX_HEIGHT = 38;
const ROW_GAP = 10;
const COLUMN_GAP = 56;
const MARGIN = 12;
/** Width of a character in the 11 px monospaced font. */
const CHARACTER = 6.7;
/** A generous mean of the 11 px interface font. */
export const TITLE_CHARACTER = 5.8;

/**
 * Layers become columns from left to right, since chain names are long; within a column boxes
 * are ordered by the mean place of their callers, which keeps most lines from crossing.
 */
export function layoutChains(
  graph: ChainGraph,
  titleOf: (chain: string) => string | undefined,
): ChainPicture {
  const callers = new Map<string, string[]>();
  for (const { from, to } of graph.edges) callers.set(to, [...(callers.get(to) ?? []), from]);
  const boxes = new Map<string, ChainBox>();
  let x = MARGIN;
  for (const layer of graph.layers) {
    const width = Math.max(120, ...layer.map((name) => boxWidth(name, titleOf(name))));
    const ordered = [...layer].sort((a, b) => meanPlace(a) - meanPlace(b));
    for (const [row, chain] of ordered.entries()) {
      const y = MARGIN + row * (BOX_HEIGHT + ROW_GAP);
      boxes.set(chain, { chain, label: chain, x, y, width, height: BOX_HEIGHT });
    }
    x += width + COLUMN_GAP;
  }
  function meanPlace(chain: string): number {
    const places = (callers.get(chain) ?? []).flatMap((caller) => boxes.get(caller)?.y ?? []);
    return places.length === 0 ? 0 : places.reduce((sum, y) => sum + y, 0) / places.length;
  }
  const tallest = Math.max(0, ...graph.layers.map((layer) => layer.length));
  return {
    width: x - COLUMN_GAP + MARGIN,
    height: 2 * MARGIN + tallest * (BOX_HEIGHT + ROW_GAP) - ROW_GAP,
    boxes: [...boxes.values()],
    edges: graph.edges.flatMap((edge) => {
      const from = boxes.get(edge.from);
      const to = boxes.get(edge.to);
      return from && to ? [{ ...edge, path: curve(from, to) }] : [];
    }),
  };
}

/** Wide enough for the name, and for a title up to a point. */
function boxWidth(name: string, title = ''): number {
  const text = Math.max(name.length * CHARACTER, Math.min(title.length, 40) * TITLE_CHARACTER);
  return Math.ceil(text) + 20;
}

function curve(from: ChainBox, to: ChainBox): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = (x2 - x1) / 2;
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
