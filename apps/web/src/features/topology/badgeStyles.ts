import { SEVERITIES } from '@vethscope/findings';
import type { StylesheetJsonBlock } from 'cytoscape';
import { severityIcon } from './icons.ts';
import type { Palette } from './palette.ts';

const SIGN_DRAWN = '9px';

/** Findings' badges: a sign, and a number where they are several. Clicks go through to the box. */
export function badgeStyles(palette: Palette, font: string, zIndex: number): StylesheetJsonBlock[] {
  const colors = { error: palette.error, warning: palette.warning, info: palette.info } as const;
  return [
    {
      selector: '.badge',
      style: {
        shape: 'round-rectangle',
        'corner-radius': '5',
        width: 'data(width)',
        height: 'data(height)',
        'background-opacity': 1,
        'border-width': 1,
        'border-color': palette.surface,
        'border-position': 'outside',
        'background-width': SIGN_DRAWN,
        'background-height': SIGN_DRAWN,
        'background-position-x': '2px',
        'background-position-y': '2px',
        'background-clip': 'none',
        label: 'data(text)',
        'font-size': 10,
        'font-weight': 700,
        'font-family': font,
        color: palette.surface,
        'text-halign': 'center',
        'text-valign': 'center',
        'text-margin-x': 5,
        'text-margin-y': 0.5,
        'min-zoomed-font-size': 0,
        events: 'no',
        'z-index': zIndex,
      },
    },
    ...SEVERITIES.map((severity) => ({
      selector: `.badge.${severity}`,
      style: {
        'background-color': colors[severity],
        'background-image': severityIcon(severity, palette.surface),
      },
    })),
    { selector: '.badge.faded', style: { opacity: 0.28 } },
  ];
}
