/** How text is set in the picture. Sizes are in picture units, which are CSS pixels at zoom 1. */
export type Font = 'sans' | 'bold' | 'mono';

/**
 * Width of a text, without a page to measure it on, so that the command line and the browser draw
 * the same picture. Advance widths, in thousandths of the size, are the larger of those of Inter 4.1,
 * which the dashboard and a saved picture bring along, and of Helvetica (Adobe's AFM files), which
 * Arial and Liberation Sans share.
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

/** DejaVu Sans Mono, Menlo and SF Mono are 602 to 618 wide, JetBrains Mono is 600. */
const MONO = 612;
const UNLISTED = 700;
const FULL_WIDTH = 1000;

function advance(character: string, font: Font): number {
  const code = character.codePointAt(0) ?? 0;
  // Kana, CJK ideographs, Hangul, emoji: as wide as high in every font.
  if (code >= 0x1100 && (code <= 0x115f || code >= 0x2e80)) return FULL_WIDTH;
  if (font === 'mono') return MONO;
  const widths = font === 'bold' ? BOLD : REGULAR;
  return widths[code - 0x20] ?? SIGNS[character] ?? UNLISTED;
}

/** What the picture's own words need besides. */
const SIGNS: Readonly<Record<string, number>> = { '…': 1000, '→': 1000, '·': 319, '–': 556 };

/** From U+0020 to U+007E. */
const REGULAR: readonly number[] = [
  281, 288, 466, 633, 642, 982, 667, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 556, 610,
  618, 646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 556, 1015, 690, 667, 730, 722, 667,
  611, 778, 743, 278, 571, 672, 565, 903, 753, 778, 667, 778, 722, 667, 646, 744, 690, 985, 682,
  679, 629, 365, 360, 365, 471, 556, 333, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549,
  242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
];
const BOLD: readonly number[] = [
  278, 333, 523, 644, 650, 1004, 722, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 556, 623,
  636, 666, 612, 640, 576, 640, 640, 333, 333, 673, 673, 673, 611, 999, 728, 722, 737, 722, 667,
  611, 778, 746, 278, 580, 722, 611, 922, 759, 778, 667, 778, 722, 667, 660, 736, 728, 1020, 720,
  713, 652, 373, 379, 373, 584, 556, 351, 574, 624, 583, 624, 591, 389, 625, 612, 278, 278, 569,
  278, 900, 612, 611, 624, 624, 397, 556, 353, 612, 587, 839, 569, 588, 566, 455, 359, 455, 673,
];
