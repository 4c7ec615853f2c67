import sans from '@fontsource/inter/files/inter-latin-400-normal.woff2?inline';
import bold from '@fontsource/inter/files/inter-latin-600-normal.woff2?inline';
import mono from '@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2?inline';

/**
 * The picture's fonts as `@font-face` rules with the fonts in them, under the names that the picture
 * uses. Inter and JetBrains Mono are under the SIL Open Font License, which lets documents carry them.
 */
export const FONT_FACES = [
  face('Inter', 400, sans),
  face('Inter', 600, bold),
  face('JetBrains Mono', 400, mono),
].join('');

function face(family: string, weight: number, uri: string): string {
  return `@font-face{font-family:"${family}";font-weight:${weight};src:url(${uri}) format("woff2")}`;
}
