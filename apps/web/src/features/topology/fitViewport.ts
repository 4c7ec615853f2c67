import type { Rect } from '@vethscope/model';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Viewport {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

const FIT_MARGIN = 12;
/** Below this nobody reads a name. */
export const READABLE = 0.6;
/** Below this a way is no more than a line between dots. Above, its two ends tell more than its middle would. */
const SMALLEST_WAY = 0.12;
/** Beyond this a small picture would look like a poster. */
const LARGEST_FIT = 1.25;
/** At the right edge of the canvas, with the gap beside it, in place of the margin: PictureControls.tsx. */
const CONTROLS = 48;

/**
 * All of `whole` beside the controls, as large as it gets. `whole` is in units of the picture, the canvas
 * in CSS pixels. How much of the controls' height is free is not asked: the canvas gets lower when the
 * legend below it has more to say, and the picture is not to move for that.
 */
export function fitViewport(whole: Rect, canvas: Size): Viewport {
  const room = beside(canvas);
  const zoom = Math.min(LARGEST_FIT, zoomOf(whole, room));
  // What does not fill the canvas stands at its top, where reading starts.
  const top = Math.min(2 * FIT_MARGIN, (room.height - whole.height * zoom) / 2);
  const x = centred(whole.x, whole.width, zoom, room.width);
  return { zoom, pan: { x, y: top - whole.y * zoom } };
}

/** As wide as the canvas and from its top, unless that cannot be read either. */
export function fitWidth(whole: Rect, canvas: Size): Viewport | undefined {
  const room = beside(canvas);
  const zoom = Math.min(1, (room.width - 2 * FIT_MARGIN) / whole.width);
  if (zoom < READABLE) return undefined;
  const x = centred(whole.x, whole.width, zoom, room.width);
  return { zoom, pan: { x, y: FIT_MARGIN - whole.y * zoom } };
}

/**
 * The viewport in which a way through the picture is seen as a whole, beside the controls; nothing
 * where it is already, and can be read. One that is too long for that is shown by its middle.
 */
export function fitWay(way: Rect, now: Viewport, canvas: Size): Viewport | undefined {
  const room = beside(canvas);
  if (now.zoom >= READABLE && isOnCanvas(way, now, room)) return undefined;
  const zoom = Math.max(SMALLEST_WAY, Math.min(1, zoomOf(way, room)));
  const x = centred(way.x, way.width, zoom, room.width);
  return { zoom, pan: { x, y: centred(way.y, way.height, zoom, room.height) } };
}

/** The smallest rectangle around all of them. */
export function enclose([first, ...others]: readonly Rect[]): Rect | undefined {
  if (!first) return undefined;
  let { x, y } = first;
  let [right, bottom] = [x + first.width, y + first.height];
  for (const other of others) {
    x = Math.min(x, other.x);
    y = Math.min(y, other.y);
    right = Math.max(right, other.x + other.width);
    bottom = Math.max(bottom, other.y + other.height);
  }
  return { x, y, width: right - x, height: bottom - y };
}

/** The canvas without the controls and without the margin that they stand in. */
function beside({ width, height }: Size): Size {
  return { width: width - CONTROLS + FIT_MARGIN, height };
}

function zoomOf({ width, height }: Rect, canvas: Size): number {
  return Math.min(
    (canvas.width - 2 * FIT_MARGIN) / width,
    (canvas.height - 2 * FIT_MARGIN) / height,
  );
}

function centred(start: number, length: number, zoom: number, room: number): number {
  return (room - length * zoom) / 2 - start * zoom;
}

function isOnCanvas(box: Rect, { zoom, pan }: Viewport, canvas: Size): boolean {
  const [left, top] = [box.x * zoom + pan.x, box.y * zoom + pan.y];
  const [right, bottom] = [left + box.width * zoom, top + box.height * zoom];
  return left >= 0 && top >= 0 && right <= canvas.width && bottom <= canvas.height;
}
