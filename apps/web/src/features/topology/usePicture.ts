import type { Layout } from '@vethscope/model';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTheme } from '../../ui/theme.ts';
import {
  createPicture,
  type PictureDriver,
  type PictureEvents,
  type Viewport,
} from './cytoscapeDriver.ts';
import { toElements } from './elements.ts';
import { readPalette } from './palette.ts';

export interface PictureMarks {
  readonly near: Iterable<string>;
  readonly lit: Iterable<string>;
  readonly chosen: Iterable<string>;
  readonly hidden: Iterable<string>;
}

/** Keeps the canvas in step with layout, theme and marks; the driver lives as long as the view. */
export function usePicture(
  canvas: RefObject<HTMLElement | null>,
  layout: Layout,
  marks: PictureMarks,
  events: Omit<PictureEvents, 'onViewport'>,
): () => PictureDriver | undefined {
  const driver = useRef<PictureDriver>(undefined);
  const current = useRef(events);
  current.current = events;
  const elements = useMemo(() => toElements(layout), [layout]);
  const theme = useTheme();

  useLayoutEffect(() => {
    const { current: element } = canvas;
    if (!element) return;
    const created = createPicture(element, {
      onChoose: (id) => current.current.onChoose(id),
      onOpen: (id) => current.current.onOpen(id),
      onHover: (id, at) => current.current.onHover(id, at),
      onViewport: (viewport) => tellViewport(element, viewport),
    });
    driver.current = created;
    return () => {
      driver.current = undefined;
      created.destroy();
    };
  }, [canvas]);
  useEffect(() => {
    // The attribute that the tokens follow is set by an effect further up.
    document.documentElement.setAttribute('data-theme', theme);
    driver.current?.paint(readPalette(document.documentElement));
  }, [theme]);
  useEffect(() => {
    driver.current?.show(elements);
  }, [elements]);
  useMark(driver, 'hidden', marks.hidden, elements);
  useMark(driver, 'lit', marks.lit, elements);
  useMark(driver, 'near', marks.near, elements);
  useMark(driver, 'chosen', marks.chosen, elements);
  return useCallback(() => driver.current, []);
}

function useMark(
  driver: RefObject<PictureDriver | undefined>,
  mark: keyof PictureMarks,
  ids: Iterable<string>,
  elements: unknown,
): void {
  useEffect(() => {
    driver.current?.mark(mark, ids);
  }, [driver, mark, ids, elements]);
}

/** For tests and for whoever debugs: where on the canvas a point of the picture is. */
function tellViewport(element: HTMLElement, { zoom, pan }: Viewport): void {
  const values = [pan.x, pan.y, zoom].map((value) => value.toFixed(3));
  element.setAttribute('data-viewport', values.join(' '));
}
