/** Pixels: a cell's side, the height of the heads above the grid, the width of those beside it. */
export const CELL = 24;
export const HEAD = 208;
export const SIDE = 296;
