import type { Layout } from '@vethscope/model';
import { useMemo } from 'react';
import { useRouteWay } from '../routes/useRouteWay.ts';
import type { PictureIndex } from './pictureIndex.ts';
import { routeMarks } from './routeMarks.ts';
import { NO_MARKS, type TraceMarks } from './useTraceMarks.ts';

/** The way of an address through the routing tables, where one is asked for. */
export function useRouteMarks(layout: Layout, picture: PictureIndex): TraceMarks {
  const shown = useRouteWay();
  return useMemo(
    () => (shown ? routeMarks(layout, picture, shown.way) : NO_MARKS),
    [shown, layout, picture],
  );
}
