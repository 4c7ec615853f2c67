import { ICON_PATHS, ICON_SIZE, STATE_PATHS } from './icons.ts';
import type { Box, BoxRole, Layout, Point, Stub, TextLine, Wire } from './layout.ts';
import type { SvgColors } from './svgColors.ts';

/** Ids of boxes, wires and stubs, by what is to be seen of them. */
export interface SvgMarks {
  /** Not drawn. */
  readonly hidden: ReadonlySet<string>;
  /** Standing back. */
  readonly dimmed: ReadonlySet<string>;
  readonly chosen: ReadonlySet<string>;
}

const UNMARKED: SvgMarks = { hidden: new Set(), dimmed: new Set(), chosen: new Set() };

/** A layout as SVG elements, from 0, 0; every name in it is escaped. */
export function drawLayout(
  layout: Layout,
  colors: SvgColors,
  marks: SvgMarks = UNMARKED,
): readonly string[] {
  const box = (one: Box) => drawBox(one, colors, marks.chosen.has(one.id));
  const stub = ({ points }: Stub) => drawLine(points, colors.borderStrong, 1.5, '');
  const wire = (one: Wire) => drawWire(one, colors, marks.chosen.has(one.id));
  const draw = <T extends { readonly id: string }>(parts: readonly T[], how: (part: T) => string) =>
    parts.flatMap((part) => {
      if (marks.hidden.has(part.id)) return [];
      return marks.dimmed.has(part.id) ? [`<g opacity="0.28">${how(part)}</g>`] : [how(part)];
    });
  return [
    ...draw(layout.boxes.filter(isBackground), box),
    ...draw(layout.stubs, stub),
    ...draw(layout.wires, wire),
    ...draw(
      layout.boxes.filter((one) => !isBackground(one)),
      box,
    ),
    layout.boxes.length === 0 ? drawText(NOTHING, { x: 0, y: 0 }, colors) : '',
  ];
}

/** The fonts whose widths `textWidth` allows for. */
export const SANS =
  "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif";

const NOTHING: TextLine = {
  text: 'Nothing to draw: the capture holds no interface.',
  ...{ x: 0, y: 12, font: 'sans', size: 13, tone: 'normal' },
};

/** Icons are a bit smaller here than where they stand alone. */
const ICON_DRAWN = 12;
const ICON_SCALE = (ICON_DRAWN / ICON_SIZE).toFixed(3);
const BACKGROUNDS: ReadonlySet<BoxRole> = new Set([
  'machine',
  'host',
  'netns',
  'shelf',
  'group-frame',
  'unseen',
  'host-pods',
  'zone',
]);

/** Drawn below the wires: what other boxes stand in. */
function isBackground({ role }: Box): boolean {
  return BACKGROUNDS.has(role);
}

function drawBox(box: Box, colors: SvgColors, isChosen: boolean): string {
  // Nothing is closed on paper.
  if (box.role === 'group-close') return '';
  const { x, y, width, height, role, kind, confidence } = box;
  const { stroke, ...style } = boxStyle(box, colors);
  const dash = confidence === 'inferred' ? ' stroke-dasharray="4 3"' : '';
  const radius = role === 'external' ? 14 : role === 'machine' || role === 'host' ? 10 : 6;
  const edge = isChosen
    ? `stroke="${colors.accent}" stroke-width="2.5"`
    : `stroke="${stroke}"${style.strokeOpacity === undefined ? '' : ` stroke-opacity="${style.strokeOpacity}"`}`;
  const fade = style.fillOpacity === undefined ? '' : ` fill-opacity="${style.fillOpacity}"`;
  const rect = `<rect x="${x + 0.5}" y="${y + 0.5}" width="${width - 1}" height="${height - 1}" rx="${radius}" fill="${style.fill}"${fade} ${edge}${dash}/>`;
  const parts = box.texts.map((text) => drawText(text, box, colors));
  if (box.icon) parts.push(drawIcon(ICON_PATHS[kind], colors.kinds[kind], 'none', box, box.icon));
  if (box.state) {
    const { path, isFilled } = STATE_PATHS[box.state];
    const color = colors.states[box.state];
    const at = { x: width - 13, y: box.texts[0]?.y ?? 12 };
    parts.push(drawIcon(path, color, isFilled === 'yes' ? color : 'none', box, at));
  }
  return `<g>${rect}${parts.join('')}</g>`;
}

interface BoxStyle {
  readonly fill: string;
  readonly fillOpacity?: number;
  readonly stroke: string;
  readonly strokeOpacity?: number;
}

function boxStyle({ role, kind }: Box, colors: SvgColors): BoxStyle {
  const { surface, surface2, surface3, border, borderStrong, kinds } = colors;
  switch (role) {
    case 'machine':
      return { fill: surface, stroke: border };
    case 'host':
    case 'zone':
      return { fill: surface2, stroke: borderStrong };
    case 'routing':
      return { fill: surface3, stroke: 'none' };
    case 'shelf':
    case 'group-frame':
      return { fill: surface2, fillOpacity: 0.5, stroke: borderStrong };
    case 'netns':
      return kind === 'pod'
        ? { fill: kinds.pod, fillOpacity: 0.07, stroke: kinds.pod, strokeOpacity: 0.3 }
        : { fill: surface2, stroke: borderStrong };
    case 'unseen':
    case 'host-pods':
      return { fill: 'none', stroke: borderStrong };
    default:
      return { fill: surface, stroke: kinds[kind], strokeOpacity: 0.5 };
  }
}

export function drawText(
  { text, x, y, font, size, tone }: TextLine,
  box: Point,
  colors: SvgColors,
): string {
  const family =
    font === 'mono'
      ? ` font-family="'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"`
      : '';
  const weight = font === 'bold' ? ' font-weight="600"' : '';
  return `<text x="${box.x + x}" y="${box.y + y}" dy="0.35em" font-size="${size}" fill="${colors.tones[tone]}"${family}${weight}>${escapeXml(text)}</text>`;
}

export function drawIcon(path: string, color: string, fill: string, box: Point, at: Point): string {
  const left = box.x + at.x - ICON_DRAWN / 2;
  const top = box.y + at.y - ICON_DRAWN / 2;
  return `<path transform="translate(${left} ${top}) scale(${ICON_SCALE})" d="${path}" fill="${fill}" stroke="${color}" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/>`;
}

function drawWire(
  { points, kind, confidence, element }: Wire,
  colors: SvgColors,
  isChosen: boolean,
): string {
  const dash = confidence === 'inferred' ? ' stroke-dasharray="5 4"' : '';
  const color = isChosen ? colors.accent : wireColor(kind, colors);
  // Tunnels carry packets in packets: drawn as a pipe.
  if (TUNNELS.has(kind)) {
    return drawLine(points, color, 5, '') + drawLine(points, colors.surface, 2.5, dash);
  }
  const isCable = kind === 'network' || kind === 'gateway';
  const width = element === undefined || isChosen || isCable ? 3 : 1.6;
  return drawLine(points, color, width, dash) + drawEnding(kind, points, color);
}

/** What tells kinds apart without their colours: a port's bar at its bridge, an arrow to a gateway. */
function drawEnding(kind: Wire['kind'], points: readonly Point[], color: string): string {
  const path = kind === 'gateway' ? GATEWAY : PORTS.has(kind) ? BAR : undefined;
  return path === undefined ? '' : drawAtEnd(points, path, color);
}

const PORTS: ReadonlySet<Wire['kind']> = new Set(['bridge-port', 'bond-member']);
/** To the right is where the line goes. */
const BAR = 'M-1.5 -4V4';
const GATEWAY = 'M0 0L-8 -4.5L-8 4.5Z';

/** A path at the end of a line, turned the way that it goes. */
export function drawAtEnd(points: readonly Point[], path: string, color: string): string {
  const [before, end] = points.slice(-2);
  if (!before || !end) return '';
  const degrees = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return `<path transform="translate(${end.x} ${end.y}) rotate(${degrees.toFixed(1)})" d="${path}" fill="${color}" stroke="${color}" stroke-width="1.6"/>`;
}

const TUNNELS: ReadonlySet<Wire['kind']> = new Set([
  'vxlan-underlay',
  'vxlan-tunnel',
  'ipip-tunnel',
  'tunnel-underlay',
]);

function wireColor(kind: Wire['kind'], { kinds, wire }: SvgColors): string {
  switch (kind) {
    case 'veth':
      return kinds.veth;
    case 'bridge-port':
      return kinds.bridge;
    case 'vxlan-underlay':
    case 'vxlan-tunnel':
      return kinds.vxlan;
    case 'tunnel-underlay':
    case 'ipip-tunnel':
      return kinds.tunnel;
    case 'network':
    case 'gateway':
      return kinds.external;
    default:
      return wire;
  }
}

export function drawLine(
  points: readonly Point[],
  color: string,
  width: number,
  dash: string,
): string {
  const path = points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"${dash}/>`;
}

/** Also the control characters that XML 1.0 forbids even as references. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
