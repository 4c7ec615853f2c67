import type { Kind, Severity } from '@vethscope/model';
import { ICON_PATHS, ICON_SIZE, SEVERITY_PATHS, STATE_PATHS } from '@vethscope/model';
import type { Palette } from './palette.ts';

/** At which size icons are drawn on the canvas, in picture units. */
export const ICON_DRAWN = 12;

/**
 * For nodes without an icon. Cytoscape restyles every node without a background image twice a
 * frame (`drawImages` flips `backgrounding`): 330 ms a frame instead of 17 at 1,000 elements.
 */
export const NO_ICON =
  'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

export function kindIcon(kind: Kind, palette: Palette): string {
  return iconUri(ICON_PATHS[kind], palette.kinds[kind], 'none');
}

export function stateIcon(state: keyof typeof STATE_PATHS, palette: Palette): string {
  const color = { up: palette.ok, down: palette.error, unknown: palette.text3 }[state];
  const { path, isFilled } = STATE_PATHS[state];
  return iconUri(path, color, isFilled === 'yes' ? color : 'none');
}

/** Bolder than what is drawn on the box itself. */
export const SIGN_STROKE = 2.4;

export function severityIcon(severity: Severity, color: string): string {
  const { path, isFilled } = SEVERITY_PATHS[severity];
  return iconUri(path, color, isFilled === 'yes' ? color : 'none', SIGN_STROKE);
}

/** Drawn four times as large as shown: canvas images are pixels, and people zoom in. */
function iconUri(path: string, color: string, fill: string, stroke = 1.4): string {
  const side = ICON_SIZE * 4;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${ICON_SIZE} ${ICON_SIZE}"><path d="${path}" fill="${fill}" stroke="${color}" stroke-width="${stroke}" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
