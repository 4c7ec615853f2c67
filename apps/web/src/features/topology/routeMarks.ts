import type { Layout, RouteWay } from '@vethscope/model';
import { placesOfWay } from '@vethscope/model';
import { dimmedBut } from './dimmedBut.ts';
import { lanesOf } from './lanes.ts';
import type { PictureIndex } from './pictureIndex.ts';
import { pieceAt, withWholeBands } from './routingBand.ts';
import type { TraceMarks } from './useTraceMarks.ts';

/** Arrows along what joins its places, all else back, and at its end a sign for how it ends. */
export function routeMarks(layout: Layout, picture: PictureIndex, way: RouteWay): TraceMarks {
  const boxes = placesOfWay(way)
    .flatMap((place) => picture.idsOf(place).slice(0, 1))
    .filter((box, i, all) => box !== all[i - 1]);
  const { elements, followed, ends } = lanesOf(layout, [{ way: 'request', boxes }]);
  const passed = withWholeBands(layout, [...boxes, ...followed]);
  const last = boxes.at(-1);
  const end = last === undefined ? [] : [pieceAt(layout, last, ends.get('request'))];
  const isGood = way.end === 'delivered' || way.end === 'leavesCapture';
  return {
    lanes: elements,
    passed,
    dimmed: passed.length === 0 ? [] : dimmedBut(layout, passed),
    arrived: isGood ? end : [],
    stopped: isGood || way.end === 'unknown' ? [] : end,
    unsure: way.end === 'unknown' ? end : [],
  };
}
