import { describe, expect, it } from 'vitest';
import { enclose, fitViewport, fitWay, fitWidth } from './fitViewport.ts';

const CANVAS = { width: 1000, height: 600 };
const rect = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

describe('fitViewport', () => {
  it('fills the canvas beside the controls, from its top', () => {
    // (1000 − 12 − 48) / 1880 = 0.5: 940 × 300.
    expect(fitViewport(rect(0, 0, 1880, 600), CANVAS)).toEqual({
      zoom: 0.5,
      pan: { x: 12, y: 24 },
    });
  });

  it('has what is as high as the canvas in the middle of what the controls leave', () => {
    // (600 − 24) / 1152 = 0.5, and 1000 − 36 is 964.
    expect(fitViewport(rect(100, 0, 1000, 1152), CANVAS)).toEqual({
      zoom: 0.5,
      pan: { x: (964 - 500) / 2 - 50, y: 12 },
    });
  });

  it('enlarges a small picture only so far', () => {
    expect(fitViewport(rect(10, 10, 20, 20), CANVAS).zoom).toBe(1.25);
  });
});

describe('fitWidth', () => {
  it('shows the upper part of a high picture, unless its width cannot be read', () => {
    expect(fitWidth(rect(0, -10, 1175, 9000), CANVAS)).toEqual({
      zoom: 0.8,
      pan: { x: 12, y: 20 },
    });
    expect(fitWidth(rect(0, 0, 1880, 9000), CANVAS)).toBeUndefined();
  });
});

describe('fitWay', () => {
  it('moves nothing while the way is on the canvas and can be read', () => {
    expect(
      fitWay(rect(0, 0, 500, 300), { zoom: 1, pan: { x: 10, y: 10 } }, CANVAS),
    ).toBeUndefined();
  });

  it('shows all of a way that leaves the canvas', () => {
    const way = rect(-2000, 0, 1880, 300);
    // (1000 − 12 − 48) / 1880 = 0.5
    expect(fitWay(way, { zoom: 1, pan: { x: 0, y: 0 } }, CANVAS)).toEqual({
      zoom: 0.5,
      pan: { x: 12 + 1000, y: 225 },
    });
  });

  it('enlarges one that is too small to read, and leaves dots to nobody', () => {
    const far = { zoom: 0.1, pan: { x: 0, y: 0 } };
    expect(fitWay(rect(0, 0, 300, 300), far, CANVAS)?.zoom).toBe(1);
    expect(fitWay(rect(0, 0, 30_000, 300), far, CANVAS)?.zoom).toBe(0.12);
  });
});

it('encloses rectangles', () => {
  expect(enclose([rect(0, 0, 10, 10), rect(-5, 5, 2, 20)])).toEqual(rect(-5, 0, 15, 25));
  expect(enclose([])).toBeUndefined();
});
