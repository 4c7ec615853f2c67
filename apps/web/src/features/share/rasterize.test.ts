import { describe, expect, it } from 'vitest';
import { scaleOf } from './rasterize.ts';

describe('the scale of a picture in pixels', () => {
  it('is 2', () => {
    expect(scaleOf(1_600, 900)).toBe(2);
  });

  it.each([
    [20_000, 900],
    [900, 20_000],
    [15_000, 15_000],
  ])('is less where browsers would draw nothing: %d × %d', (width, height) => {
    const scale = scaleOf(width, height);
    expect(width * scale).toBeLessThanOrEqual(16_384);
    expect(height * scale).toBeLessThanOrEqual(16_384);
    expect(width * height * scale ** 2).toBeLessThanOrEqual(120_000_001);
  });
});
