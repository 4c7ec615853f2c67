import { expect, test } from '@playwright/test';
import { textWidth } from '../packages/model/src/layout/textWidth.ts';
import { openPicture } from './openPicture.ts';
import { openSample } from './openSample.ts';

const FAMILIES = {
  sans: '400 16px "Picture Inter"',
  bold: '600 16px "Picture Inter"',
  mono: '400 16px "Picture JetBrains Mono"',
} as const;

test('texts of the picture are no wider in its fonts than the boxes allow for', async ({
  page,
}) => {
  await openSample(page);
  const { layout } = await openPicture(page);
  const loaded = () => page.evaluate(() => document.fonts.size);
  await expect.poll(loaded).toBe(Object.keys(FAMILIES).length);
  const texts = layout.boxes.flatMap((box) => box.texts);
  expect(texts.length).toBeGreaterThan(50);
  const widths = await page.evaluate(
    (asked) => {
      const context = document.createElement('canvas').getContext('2d');
      return asked.map(({ text, font }) => {
        if (context) context.font = font;
        return context?.measureText(text).width ?? Number.POSITIVE_INFINITY;
      });
    },
    texts.map(({ text, font }) => ({ text, font: FAMILIES[font] })),
  );
  const tooWide = texts.filter(
    ({ text, font }, i) => (widths[i] ?? 0) > textWidth(text, font, 16) + 0.5,
  );
  expect(tooWide.map(({ text }) => text)).toEqual([]);
});
