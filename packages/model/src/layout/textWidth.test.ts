import { describe, expect, it } from 'vitest';
import { fitText, textWidth } from './textWidth.ts';

describe('textWidth', () => {
  // hmtx of Inter Regular and Semi Bold, in thousandths: l 242, n 591 and 612.
  it.each([
    ['lll', 'sans', 10, (3 * 242) / 100],
    ['nnn', 'sans', 10, (3 * 591) / 100],
    ['nnn', 'bold', 10, (3 * 612) / 100],
    // Helvetica-Bold.afm has the wider j: 278 against 262.
    ['jj', 'bold', 10, (2 * 278) / 100],
    ['eth0', 'mono', 10, (4 * 612) / 100],
    ['日本', 'sans', 10, 20],
  ] as const)('knows how wide %s is in %s at %i', (text, font, size, width) => {
    expect(textWidth(text, font, size)).toBeCloseTo(width, 6);
  });
});

describe('fitText', () => {
  it.each([
    ['eth0', 100, 'eth0'],
    // 10 characters of 6.12 are 61.2: the ends stay, since generated names differ there.
    ['8658f77b-818b-48d4-8a72-a66fc57b5cff', 62, '8658f…5cff'],
    ['abc', 1, '…'],
    ['', 0, ''],
  ])('makes %s fit into %i', (text, width, fitted) => {
    expect(fitText(text, 'mono', 10, width)).toBe(fitted);
  });
});
