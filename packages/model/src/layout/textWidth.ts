/** How text is set in the picture. Sizes are in picture units, which are CSS pixels at zoom 1. */
export type Font = 'sans' | 'bold' | 'mono';

/**
 * Width of a text, without a page to measure it on, so that the command line and the browser draw
 * the same picture. Advance widths are Helvetica's (Adobe's AFM files, thousandths of the size),
 * which Arial and Liberation Sans share, plus what the widest usual interface font needs.
 */
export function textWidth(text: string, font: Font, size: number): number {
  let width = 0;
  for (const character of text) width += advance(character, font);
  return (width * size) / 1000;
}

/** The text, or as much of its two ends as fits around `…`: ends tell generated names apart. */
export function fitText(text: string, font: Font, size: number, width: number): string {
  if (textWidth(text, font, size) <= width) return text;
  const characters = [...text];
  let low = 0;
  let high = characters.length - 1;
  while (low < high) {
    const kept = Math.ceil((low + high) / 2);
    if (textWidth(keepEnds(characters, kept), font, size) <= width) low = kept;
    else high = kept - 1;
  }
  return keepEnds(characters, low);
}

function keepEnds(characters: readonly string[], kept: number): string {
  const tail = Math.floor(kept / 2);
  return `${characters.slice(0, kept - tail).join('')}…${characters.slice(characters.length - tail).join('')}`;
}

/** DejaVu Sans Mono, Menlo and SF Mono are 602 to 618 wide. */
const MONO = 612;
/** Inter and Segoe UI are up to so much wider than Helvetica. */
const SANS_ALLOWANCE = 1.06;
const UNLISTED = 700;
const FULL_WIDTH = 1000;

function advance(character: string, font: Font): number {
  const code = character.codePointAt(0) ?? 0;
  // Kana, CJK ideographs, Hangul, emoji: as wide as high in every font.
  if (code >= 0x1100 && (code <= 0x115f || code >= 0x2e80)) return FULL_WIDTH;
  if (font === 'mono') return MONO;
  const widths = font === 'bold' ? BOLD : REGULAR;
  return (widths[code - 0x20] ?? UNLISTED) * SANS_ALLOWANCE;
}

/** From U+0020 to U+007E. */
const REGULAR: readonly number[] = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
  611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
  222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const BOLD: readonly number[] = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
  611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
  667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
  278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
