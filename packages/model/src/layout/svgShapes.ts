import { ICON_PATHS, ICON_SIZE, STATE_PATHS } from './icons.ts';
import type { Kind } from './kind.ts';
import type { Box, Layout, Point, TextLine, Tone, Wire } from './layout.ts';

/** A layout as SVG elements, from 0, 0; every name in it is escaped. */
export function drawLayout(layout: Layout): readonly string[] {
  return [
    ...layout.boxes.filter((box) => isBackground(box)).map(drawBox),
    ...layout.stubs.map(({ points }) => drawLine(points, HAIRLINE, 1.5, '')),
    ...layout.wires.map(drawWire),
    ...layout.boxes.filter((box) => !isBackground(box)).map(drawBox),
    layout.boxes.length === 0 ? drawText(NOTHING, { x: 0, y: 0 }) : '',
  ];
}

const NOTHING: TextLine = {
  text: 'Nothing to draw: the capture holds no interface.',
  ...{ x: 0, y: 12, font: 'sans', size: 13, tone: 'normal' },
};

/** The colours of a picture on paper: the light theme of the dashboard. */
export const KIND_COLORS: Readonly<Record<Kind, string>> = {
  node: '#3d4553',
  netns: '#566072',
  pod: '#1a6e43',
  device: '#2457c5',
  bridge: '#945000',
  veth: '#0a6878',
  vxlan: '#8f2ea8',
  loopback: '#606877',
  external: '#6f5136',
  vlan: '#5f3dc4',
  bond: '#17609f',
  tunnel: '#b31d55',
  other: '#535b69',
  route: '#17609f',
};
const TONE_COLORS: Readonly<Record<Tone, string>> = {
  strong: '#1a1e26',
  normal: '#4b5362',
  quiet: '#606877',
  bad: '#b3261e',
};
const STATE_COLORS = { up: '#1a6e43', down: '#b3261e', unknown: '#606877' } as const;
const PAPER = '#ffffff';
const WIRE = '#8a93a3';
const HAIRLINE = '#c6ccd6';
/** Icons are a bit smaller here than where they stand alone. */
const ICON_DRAWN = 12;
const ICON_SCALE = (ICON_DRAWN / ICON_SIZE).toFixed(3);
/** Drawn below the wires: what other boxes stand in. */
function isBackground({ role }: Box): boolean {
  return ['machine', 'host', 'netns', 'group', 'unseen', 'host-pods', 'zone'].includes(role);
}

function drawBox(box: Box): string {
  const { x, y, width, height, role, kind, confidence } = box;
  const style = boxStyle(box);
  const dash = confidence === 'inferred' ? ' stroke-dasharray="4 3"' : '';
  const radius = role === 'external' ? 14 : role === 'machine' || role === 'host' ? 10 : 6;
  const rect = `<rect x="${x + 0.5}" y="${y + 0.5}" width="${width - 1}" height="${height - 1}" rx="${radius}" fill="${style.fill}" stroke="${style.stroke}"${dash}/>`;
  const parts = box.texts.map((text) => drawText(text, box));
  if (box.icon) parts.push(drawIcon(ICON_PATHS[kind], KIND_COLORS[kind], 'none', box, box.icon));
  if (box.state) {
    const { path, isFilled } = STATE_PATHS[box.state];
    const color = STATE_COLORS[box.state];
    const at = { x: width - 13, y: box.texts[0]?.y ?? 12 };
    parts.push(drawIcon(path, color, isFilled === 'yes' ? color : 'none', box, at));
  }
  return `<g>${rect}${parts.join('')}</g>`;
}

function boxStyle({ role, kind }: Box): { readonly fill: string; readonly stroke: string } {
  switch (role) {
    case 'machine':
      return { fill: '#ffffff', stroke: '#e1e4ea' };
    case 'host':
    case 'zone':
      return { fill: '#f2f4f7', stroke: HAIRLINE };
    case 'routing':
      return { fill: '#e3ebf4', stroke: 'none' };
    case 'netns':
    case 'group':
      return { fill: '#f4f8f6', stroke: HAIRLINE };
    case 'unseen':
    case 'host-pods':
      return { fill: 'none', stroke: HAIRLINE };
    default:
      return { fill: PAPER, stroke: `${KIND_COLORS[kind]}80` };
  }
}

export function drawText({ text, x, y, font, size, tone }: TextLine, box: Point): string {
  const family =
    font === 'mono'
      ? ` font-family="'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"`
      : '';
  const weight = font === 'bold' ? ' font-weight="600"' : '';
  return `<text x="${box.x + x}" y="${box.y + y}" dy="0.35em" font-size="${size}" fill="${TONE_COLORS[tone]}"${family}${weight}>${escapeXml(text)}</text>`;
}

export function drawIcon(path: string, color: string, fill: string, box: Point, at: Point): string {
  const left = box.x + at.x - ICON_DRAWN / 2;
  const top = box.y + at.y - ICON_DRAWN / 2;
  return `<path transform="translate(${left} ${top}) scale(${ICON_SCALE})" d="${path}" fill="${fill}" stroke="${color}" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/>`;
}

function drawWire({ points, kind, confidence, element }: Wire): string {
  const dash = confidence === 'inferred' ? ' stroke-dasharray="5 4"' : '';
  const color = wireColor(kind);
  // Tunnels carry packets in packets: drawn as a pipe.
  if (TUNNELS.has(kind)) {
    return drawLine(points, color, 5, '') + drawLine(points, PAPER, 2.5, dash);
  }
  return drawLine(points, color, element === undefined ? 3 : 1.6, dash);
}

const TUNNELS: ReadonlySet<Wire['kind']> = new Set([
  'vxlan-underlay',
  'vxlan-tunnel',
  'ipip-tunnel',
  'tunnel-underlay',
]);

function wireColor(kind: Wire['kind']): string {
  switch (kind) {
    case 'veth':
      return KIND_COLORS.veth;
    case 'bridge-port':
      return KIND_COLORS.bridge;
    case 'vxlan-underlay':
    case 'vxlan-tunnel':
      return KIND_COLORS.vxlan;
    case 'tunnel-underlay':
    case 'ipip-tunnel':
      return KIND_COLORS.tunnel;
    case 'network':
    case 'gateway':
      return KIND_COLORS.external;
    default:
      return WIRE;
  }
}

function drawLine(points: readonly Point[], color: string, width: number, dash: string): string {
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
