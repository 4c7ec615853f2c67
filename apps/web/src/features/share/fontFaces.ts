import { FONT_FILES } from '../topology/fontFiles.ts';

/** The picture's fonts as `@font-face` rules with the fonts in them, under the names that the picture uses. */
export const FONT_FACES = FONT_FILES.map(
  ({ family, weight, uri }) =>
    `@font-face{font-family:"${family}";font-weight:${weight};src:url(${uri}) format("woff2")}`,
).join('');
