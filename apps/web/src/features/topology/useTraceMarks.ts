import type { Layout } from '@vethscope/model';
import type { ElementDefinition } from 'cytoscape';
import { useMemo } from 'react';
import { useViewState } from '../../view/viewState.ts';
import { type ShownTrace, useTrace } from '../trace/TraceContext.tsx';
import { placesOf } from '../trace/tracePlaces.ts';
import { dimmedBut } from './dimmedBut.ts';
import { endMark } from './endMark.ts';
import { lanesOf, type Passage } from './lanes.ts';
import type { PictureIndex } from './pictureIndex.ts';
import { pieceAt, withWholeBands } from './routingBand.ts';

/** A way as the picture shows it: a trace's, or that of the routes alone. */
export interface TraceMarks {
  readonly lanes: readonly ElementDefinition[];
  /** What it comes by: to be in sight. */
  readonly passed: readonly string[];
  /** All that it does not come by. */
  readonly dimmed: readonly string[];
  /** Where the shown way ends: at its goal, out of the capture, badly, or nobody knows. */
  readonly arrived: readonly string[];
  readonly left: readonly string[];
  readonly stopped: readonly string[];
  readonly unsure: readonly string[];
}

export const NO_MARKS: TraceMarks = {
  ...{ lanes: [], passed: [], dimmed: [] },
  ...{ arrived: [], left: [], stopped: [], unsure: [] },
};

/** While the trace is open, or a line that proves a step of it. */
export function useTraceMarks(layout: Layout, picture: PictureIndex): TraceMarks {
  const asked = useTrace();
  const { view } = useViewState();
  const isOpen = view.tab === 'trace' || (view.tab === 'evidence' && view.evidence !== undefined);
  return useMemo(
    () =>
      isOpen && asked.kind === 'trace'
        ? marksOf(layout, (place) => picture.idsOf(place)[0], asked)
        : NO_MARKS,
    [isOpen, asked, layout, picture],
  );
}

function marksOf(
  layout: Layout,
  boxOfPlace: (place: string) => string | undefined,
  { legs, leg: shown }: ShownTrace,
): TraceMarks {
  const passages = legs.map(({ way, hops }): Passage => {
    const boxes = placesOf(hops).flatMap((place) => boxOfPlace(place) ?? []);
    return { way, boxes: boxes.filter((box, i) => box !== boxes[i - 1]) };
  });
  const { elements, followed, ends: arrows } = lanesOf(layout, passages);
  const passed = withWholeBands(layout, [...passages.flatMap(({ boxes }) => boxes), ...followed]);
  const end = passages.find(({ way }) => way === shown.way)?.boxes.at(-1);
  const ends = end === undefined ? [] : [pieceAt(layout, end, arrows.get(shown.way))];
  return {
    ...NO_MARKS,
    lanes: elements,
    passed,
    dimmed: dimmedBut(layout, passed),
    [endMark(shown.disposition)]: ends,
  };
}
