import type { Layout } from '@vethscope/model';
import type { ElementDefinition } from 'cytoscape';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTheme } from '../../ui/theme.ts';
import { createPicture, type PictureDriver, type PictureEvents } from './cytoscapeDriver.ts';
import { toElements } from './elements.ts';
import type { Viewport } from './fitViewport.ts';
import type { Fonts } from './fonts.ts';
import { readPalette } from './palette.ts';

export interface PictureMarks {
  readonly near: Iterable<string>;
  readonly lit: Iterable<string>;
  readonly chosen: Iterable<string>;
  readonly hidden: Iterable<string>;
  readonly came: Iterable<string>;
  readonly altered: Iterable<string>;
  readonly went: Iterable<string>;
  readonly same: Iterable<string>;
  readonly dimmed: Iterable<string>;
  readonly arrived: Iterable<string>;
  readonly left: Iterable<string>;
  readonly stopped: Iterable<string>;
  readonly unsure: Iterable<string>;
}

export interface Shown {
  readonly layout: Layout;
  /** Pictures of one subject are the same picture at another time: nothing jumps between them. */
  readonly subject: string;
  /** What should stay where it is, by preference. */
  readonly anchor: readonly string[];
  /** Lines over it. */
  readonly lanes: readonly ElementDefinition[];
  /** Signs on it. */
  readonly badges: readonly ElementDefinition[];
  /** What its texts are set in. */
  readonly fonts: Fonts;
}

/** Keeps the canvas in step with layout, theme and marks; the driver lives as long as the view. */
export function usePicture(
  canvas: RefObject<HTMLElement | null>,
  { layout, subject, anchor, lanes, badges, fonts }: Shown,
  marks: PictureMarks & { readonly counts: ReadonlyMap<string, number> },
  events: PictureEvents,
): () => PictureDriver | undefined {
  const driver = useRef<PictureDriver>(undefined);
  const current = useRef(events);
  current.current = events;
  const shown = useRef<string>(undefined);
  const anchored = useRef(anchor);
  anchored.current = anchor;
  const elements = useMemo(() => toElements(layout), [layout]);
  const theme = useTheme();

  useLayoutEffect(() => {
    const { current: element } = canvas;
    if (!element) return;
    const created = createPicture(element, {
      onChoose: (id, keys) => current.current.onChoose(id, keys),
      onOpen: (id) => current.current.onOpen(id),
      onHover: (id, at) => current.current.onHover(id, at),
      onViewport: (viewport) => {
        tellViewport(element, viewport);
        current.current.onViewport(viewport);
      },
    });
    driver.current = created;
    return () => {
      driver.current = undefined;
      shown.current = undefined;
      created.destroy();
    };
  }, [canvas]);
  useEffect(() => {
    // The attribute that the tokens follow is set by an effect further up.
    document.documentElement.setAttribute('data-theme', theme);
    driver.current?.paint(readPalette(document.documentElement), fonts);
  }, [theme, fonts]);
  useEffect(() => {
    const isSame = shown.current === subject;
    shown.current = subject;
    if (isSame) driver.current?.renew(elements, anchored.current);
    else driver.current?.show(elements);
  }, [elements, subject]);
  useEffect(() => {
    // The same lines anew where the picture under them is another.
    if (elements) driver.current?.overlay('lane', lanes);
  }, [elements, lanes]);
  useEffect(() => {
    if (elements) driver.current?.overlay('badge', badges);
  }, [elements, badges]);
  useMark(driver, 'dimmed', marks.dimmed, elements);
  useMark(driver, 'arrived', marks.arrived, elements);
  useMark(driver, 'left', marks.left, elements);
  useMark(driver, 'stopped', marks.stopped, elements);
  useMark(driver, 'unsure', marks.unsure, elements);
  useMark(driver, 'hidden', marks.hidden, elements);
  useMark(driver, 'lit', marks.lit, elements);
  useMark(driver, 'altered', marks.altered, elements);
  useMark(driver, 'came', marks.came, elements);
  useMark(driver, 'went', marks.went, elements);
  useMark(driver, 'same', marks.same, elements);
  const { counts } = marks;
  useEffect(() => {
    if (elements) driver.current?.count(counts);
  }, [elements, counts]);
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
