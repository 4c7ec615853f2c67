import type { Topology } from '../graph/topology.ts';
import { capturedNodes } from './cluster/clusterPlan.ts';
import { layoutCluster } from './cluster/layoutCluster.ts';
import { ICON_PATHS } from './icons.ts';
import type { Kind } from './kind.ts';
import type { Layout, Point, TextLine } from './layout.ts';
import { layoutTopology } from './layoutTopology.ts';
import { legendOf } from './legend.ts';
import { PAPER_COLORS } from './svgColors.ts';
import { drawIcon, drawLayout, drawText, escapeXml, SANS } from './svgShapes.ts';
import { textWidth } from './textWidth.ts';

const MARGIN = 20;
const HEADING = 28;
const LEGEND_LINE = 20;
const LEGEND_SIZE = 11;

/** With more nodes than these only their overview is drawn. */
export const MOST_PICTURES = 12;

/**
 * The topology as a self-contained SVG document; every name in it is escaped. Several nodes: their
 * overview, and below it each node's own picture. Nothing opens on paper: all groups are open.
 */
export function renderSvg(topology: Topology): string {
  const pictures = picturesOf(topology);
  const inner = Math.max(480, ...pictures.map(({ layout }) => layout.width));
  const width = Math.ceil(inner + 2 * MARGIN);
  const [overview] = pictures;
  const legend = overview ? placeLegend(topology, overview.layout, width - 2 * MARGIN) : [];
  const drawn: string[] = [];
  let top = MARGIN;
  for (const { title, layout } of pictures) {
    if (title !== undefined) {
      drawn.push(drawText(headingLine(title), { x: MARGIN, y: top }, PAPER_COLORS));
      top += HEADING;
    }
    drawn.push(
      `<g transform="translate(${MARGIN} ${top})">`,
      ...drawLayout(layout, PAPER_COLORS),
      '</g>',
    );
    top += layout.height + MARGIN;
  }
  const legendTop = top + LEGEND_LINE;
  const height = Math.ceil(legendTop + (legend.at(-1)?.y ?? 0) + 2 * LEGEND_LINE);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${SANS}">`,
    `<title>${escapeXml(titleOf(topology))}</title>`,
    `<rect width="${width}" height="${height}" fill="${PAPER_COLORS.page}"/>`,
    ...drawn,
    drawLegend(legend, legendTop),
    '</svg>',
    '',
  ].join('\n');
}

interface Picture {
  /** Absent for the only one. */
  readonly title?: string;
  readonly layout: Layout;
}

function picturesOf(topology: Topology): readonly Picture[] {
  const nodes = capturedNodes(topology);
  if (nodes.length < 2) return [{ layout: layoutTopology(topology, { open: 'all' }) }];
  const isMany = nodes.length > MOST_PICTURES;
  const title = isMany ? `Cluster of ${nodes.length} nodes, without a picture of each` : 'Cluster';
  return [
    { title, layout: layoutCluster(topology) },
    ...(isMany ? [] : nodes).map(({ id, label }) => ({
      title: label,
      layout: layoutTopology(topology, { machine: id, open: 'all' }),
    })),
  ];
}

function headingLine(text: string): TextLine {
  return { text, x: 0, y: 10, font: 'bold', size: 14, tone: 'strong' };
}

function titleOf(topology: Topology): string {
  const names = capturedNodes(topology).map(({ label }) => label);
  if (names.length > MOST_PICTURES) return `Network topology of ${names.length} nodes`;
  return `Network topology of ${names.join(', ') || 'an empty capture'}`;
}

interface LegendItem extends Point {
  readonly kind: Kind;
  readonly text: string;
}

/** In as many lines as the width asks for, from `0, 0`. */
function placeLegend(topology: Topology, layout: Layout, width: number): readonly LegendItem[] {
  const items: LegendItem[] = [];
  let x = 0;
  let y = 0;
  for (const { label, kind, count, group } of legendOf(topology, layout)) {
    if (group !== 'kind') continue;
    const text = `${label} ${count}`;
    const room = 18 + textWidth(text, 'sans', LEGEND_SIZE) + 16;
    if (x > 0 && x + room > width) {
      x = 0;
      y += LEGEND_LINE;
    }
    items.push({ x, y, kind, text });
    x += room;
  }
  return items;
}

function drawLegend(items: readonly LegendItem[], top: number): string {
  const parts = items.map(({ x, y, kind, text }) => {
    const at = { x: x + MARGIN, y: top + y };
    const icon = drawIcon(ICON_PATHS[kind], PAPER_COLORS.kinds[kind], 'none', at, { x: 6, y: 0 });
    const line = { text, x: 18, y: 0, font: 'sans', size: LEGEND_SIZE, tone: 'normal' } as const;
    return icon + drawText(line, at, PAPER_COLORS);
  });
  const below = top + (items.at(-1)?.y ?? 0) + LEGEND_LINE;
  const note = 'Solid: proven by the capture. Dashed: inferred, or not captured.';
  const line = { text: note, x: 0, y: 0, font: 'sans', size: LEGEND_SIZE, tone: 'quiet' } as const;
  return `<g>${parts.join('')}${drawText(line, { x: MARGIN, y: below }, PAPER_COLORS)}</g>`;
}
