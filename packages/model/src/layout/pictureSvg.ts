import { ICON_SIZE, SEVERITY_PATHS } from './icons.ts';
import type { Layout, Point } from './layout.ts';
import type { SvgColors } from './svgColors.ts';
import { drawAtEnd, drawLayout, drawLine, escapeXml, SANS, type SvgMarks } from './svgShapes.ts';

/** One picture as somebody sees it. */
export interface SvgPicture {
  readonly title: string;
  readonly layout: Layout;
  readonly colors: SvgColors;
  readonly marks: SvgMarks;
  readonly lanes: readonly SvgLane[];
  readonly badges: readonly SvgBadge[];
  /** `@font-face` rules with the fonts in them, so that it looks the same everywhere. */
  readonly fontFaces: string;
}

/** A piece of a packet's way, in the direction of travel. */
export interface SvgLane {
  readonly points: readonly Point[];
  readonly way: 'request' | 'reply';
}

/** A sign of findings; `x` and `y` are its middle. */
export interface SvgBadge extends Point {
  readonly width: number;
  readonly height: number;
  readonly severity: 'error' | 'warning' | 'info';
  /** How many there are, or nothing. */
  readonly text: string;
}

const MARGIN = 16;

/** As a self-contained SVG document; every name in it is escaped. */
export function renderPicture(picture: SvgPicture): string {
  const { layout, colors, marks, fontFaces } = picture;
  const width = Math.ceil(layout.width + 2 * MARGIN);
  const height = Math.ceil(layout.height + 2 * MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${SANS}">`,
    `<title>${escapeXml(picture.title)}</title>`,
    ...(fontFaces === '' ? [] : [`<style>${fontFaces}</style>`]),
    `<rect width="${width}" height="${height}" fill="${colors.page}"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})">`,
    ...drawLayout(layout, colors, marks),
    ...picture.lanes.map((lane) => drawLane(lane, colors)),
    ...picture.badges.map((badge) => drawBadge(badge, colors)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

const ARROW = 'M0 0L-7 -3.5L-7 3.5Z';

function drawLane({ points, way }: SvgLane, colors: SvgColors): string {
  const color = way === 'request' ? colors.accent : colors.kinds.vxlan;
  const dash = way === 'request' ? '' : ' stroke-dasharray="5 3"';
  return drawLine(points, color, 2.5, dash) + drawAtEnd(points, ARROW, color);
}

const SIGN = 9;
const SIGN_INSET = 2;

function drawBadge({ x, y, width, height, severity, text }: SvgBadge, colors: SvgColors): string {
  const { path, isFilled } = SEVERITY_PATHS[severity];
  const [left, top] = [x - width / 2, y - height / 2];
  const ink = colors.surface;
  const sign = `<path transform="translate(${left + SIGN_INSET} ${top + SIGN_INSET}) scale(${(SIGN / ICON_SIZE).toFixed(3)})" d="${path}" fill="${isFilled === 'yes' ? ink : 'none'}" stroke="${ink}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>`;
  const number =
    text === ''
      ? ''
      : `<text x="${left + SIGN_INSET + SIGN + 1}" y="${y}" dy="0.35em" font-size="10" font-weight="700" fill="${ink}">${escapeXml(text)}</text>`;
  return `<g><rect x="${left}" y="${top}" width="${width}" height="${height}" rx="5" fill="${colors.severities[severity]}"/>${sign}${number}</g>`;
}
