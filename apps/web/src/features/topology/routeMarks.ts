import type { Layout, RouteWay } from '@vethscope/model';
import { placesOfWay } from '@vethscope/model';
import { dimmedBut } from './dimmedBut.ts';
import { endMark } from './endMark.ts';
import { lanesOf } from './lanes.ts';
import type { PictureIndex } from './pictureIndex.ts';
import { pieceAt, withWholeBands } from './routingBand.ts';
import { NO_MARKS, type TraceMarks } from './useTraceMarks.ts';

/** Arrows along what joins its places, all else back, and at its end a sign for how it ends. */
export function routeMarks(layout: Layout, picture: PictureIndex, way: RouteWay): TraceMarks {
  const boxes = placesOfWay(way)
    .flatMap((place) => picture.idsOf(place).slice(0, 1))
    .filter((box, i, all) => box !== all[i - 1]);
  const { elements, followed, ends } = lanesOf(layout, [{ way: 'request', boxes }]);
  const passed = withWholeBands(layout, [...boxes, ...followed]);
  const last = boxes.at(-1);
  const end = last === undefined ? [] : [pieceAt(layout, last, ends.get('request'))];
  return {
    ...NO_MARKS,
    lanes: elements,
    passed,
    dimmed: dimmedBut(layout, passed),
    [endMark(way.end)]: end,
  };
}
