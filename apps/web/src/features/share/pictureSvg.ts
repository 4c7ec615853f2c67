import type { SvgBadge, SvgColors, SvgLane } from '@vethscope/model';
import { renderPicture } from '@vethscope/model';
import type { ElementDefinition } from 'cytoscape';
import type { DrawnPicture } from '../topology/drawnPicture.ts';
import type { Palette } from '../topology/palette.ts';

/** The picture on screen as a document of its own: all of it, in the theme's colours. */
export function pictureSvg(
  picture: DrawnPicture,
  palette: Palette,
  title: string,
  fontFaces: string,
): string {
  return renderPicture({
    title,
    layout: picture.layout,
    colors: colorsOf(palette),
    marks: {
      hidden: picture.hidden,
      dimmed: new Set(picture.dimmed),
      chosen: new Set(picture.chosen),
    },
    lanes: picture.lanes.flatMap(laneOf),
    badges: picture.badges.flatMap(badgeOf),
    fontFaces,
  });
}

function colorsOf(palette: Palette): SvgColors {
  const { surface, surface2, surface3, border, borderStrong, bg, accent, kinds } = palette;
  const { text, text2, text3, error, warning, info, ok } = palette;
  return {
    page: bg,
    ...{ surface, surface2, surface3, border, borderStrong, accent, kinds },
    wire: text3,
    tones: { strong: text, normal: text2, quiet: text3, bad: error },
    states: { up: ok, down: error, unknown: text3 },
    severities: { error, warning, info },
  };
}

function laneOf({ data, classes }: ElementDefinition): readonly SvgLane[] {
  const way = classes?.includes('reply') ? 'reply' : 'request';
  return data['points'] === undefined ? [] : [{ points: data['points'], way }];
}

function badgeOf({ data, position }: ElementDefinition): readonly SvgBadge[] {
  const { width, height, severity, text } = data;
  return position ? [{ ...position, width, height, severity, text }] : [];
}
