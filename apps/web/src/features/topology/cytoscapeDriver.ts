import cytoscape, { type Core, type ElementDefinition } from 'cytoscape';
import type { Palette } from './palette.ts';
import { holdPlace, replaceElements } from './renewPicture.ts';
import { stylesheet } from './stylesheet.ts';

/** What a person does on the canvas, in ids of the picture. `undefined`: the empty ground. */
export interface PictureEvents {
  readonly onChoose: (id: string | undefined, keys: { readonly shift: boolean }) => void;
  /** A double click or double tap on something. */
  readonly onOpen: (id: string) => void;
  /** At most once a frame; `at` is in pixels of the canvas. */
  readonly onHover: (
    id: string | undefined,
    at: { readonly x: number; readonly y: number },
  ) => void;
  /** The part of the picture that is on screen has changed. */
  readonly onViewport: (viewport: Viewport) => void;
}

export interface Viewport {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

/** Marks that come and go without the picture changing. */
type Mark = (typeof MARKS)[number];
const MARKS = [
  'near',
  'lit',
  'chosen',
  'hidden',
  'came',
  'altered',
  'went',
  'same',
  'dimmed',
  'arrived',
  'left',
  'stopped',
  'unsure',
] as const;

/** The ways of a trace; the signs of findings. */
type Layer = 'lane' | 'badge';

/** The picture on a canvas. This file alone knows Cytoscape; it holds no state of the application. */
export interface PictureDriver {
  readonly show: (elements: readonly ElementDefinition[]) => void;
  /**
   * The same picture some time later: what is still there stays under the eye, even where more
   * room was needed beside it. `anchor`: what should stay, by preference.
   */
  readonly renew: (elements: readonly ElementDefinition[], anchor: readonly string[]) => void;
  readonly paint: (palette: Palette) => void;
  readonly mark: (mark: Mark, ids: Iterable<string>) => void;
  /** Numbers beside the signs of what changed; none for what is not named. */
  readonly count: (counts: ReadonlyMap<string, number>) => void;
  /** What lies over the picture, in place of what did before. */
  readonly overlay: (layer: Layer, elements: readonly ElementDefinition[]) => void;
  /** All of it, however small that makes it. */
  readonly fit: () => void;
  /** Around the middle of the canvas. */
  readonly zoomBy: (factor: number) => void;
  readonly panBy: (x: number, y: number) => void;
  /** Moves just as far as is needed to see them; does nothing when they are on screen. */
  readonly reveal: (ids: readonly string[]) => void;
  readonly destroy: () => void;
}

const FIT_MARGIN = 12;
/** Below this nobody reads a name: then the upper part is shown, if its width can be read. */
const READABLE = 0.6;
/** Beyond this a small picture would look like a poster. */
const LARGEST_FIT = 1.25;
const SMALLEST_ZOOM = 0.05;
const LARGEST_ZOOM = 4;

export function createPicture(container: HTMLElement, events: PictureEvents): PictureDriver {
  const cy = cytoscape({
    container,
    minZoom: SMALLEST_ZOOM,
    maxZoom: LARGEST_ZOOM,
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
    layout: { name: 'preset' },
    style: [],
  });
  // Until a person moves it, or time does, the picture keeps filling the canvas.
  let fitted: 'readable' | 'whole' | 'no' = 'readable';
  const keepFitted = () => {
    if (fitted === 'no') return;
    fitInto(cy);
    if (fitted === 'readable' && cy.zoom() < READABLE) fitWidth(cy);
  };
  const resizing = new ResizeObserver(() => {
    cy.resize();
    keepFitted();
  });
  resizing.observe(container);

  cy.on('tap', (event) => {
    const shift = event.originalEvent.shiftKey === true;
    events.onChoose(event.target === cy ? undefined : event.target.id(), { shift });
  });
  cy.on('dbltap', (event) => {
    if (event.target !== cy) events.onOpen(event.target.id());
  });
  cy.on('scrollzoom dragpan pinchzoom', () => {
    fitted = 'no';
  });
  const stopHover = reportHover(cy, events.onHover);
  const far = farNames(cy);
  const stopViewport = oncePerFrame(() => {
    far.follow();
    events.onViewport({ zoom: cy.zoom(), pan: cy.pan() });
  });
  cy.on('viewport', stopViewport.call);

  return {
    show: (elements) => {
      cy.batch(() => {
        cy.elements().remove();
        cy.add([...elements]);
      });
      keepFitted();
      far.renew();
    },
    renew: (elements, anchor) => {
      const held = holdPlace(cy, anchor);
      replaceElements(cy, elements, MARKS);
      held();
      far.renew();
      fitted = 'no';
    },
    paint: (palette) => {
      cy.style(stylesheet(palette));
    },
    mark: (mark, ids) => setMark(cy, mark, ids),
    count: (counts) => setCounts(cy, counts),
    overlay: (layer, elements) => {
      cy.batch(() => {
        cy.elements(`.${layer}`).remove();
        cy.add([...elements]);
      });
    },
    fit: () => {
      fitted = 'whole';
      keepFitted();
    },
    zoomBy: (factor) => {
      fitted = 'no';
      const middle = { x: cy.width() / 2, y: cy.height() / 2 };
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: middle });
    },
    panBy: (x, y) => {
      fitted = 'no';
      cy.panBy({ x, y });
    },
    reveal: (ids) => reveal(cy, ids),
    destroy: () => {
      resizing.disconnect();
      stopHover();
      stopViewport.cancel();
      cy.destroy();
    },
  };
}

/** Closer than this names of open groups are read in their frames; two bounds, so that none flickers. */
const FAR = { below: 0.36, until: 0.42 } as const;

/** Restyles the frames of open groups where the bound is passed, and nothing on other frames. */
function farNames(cy: Core): { readonly follow: () => void; readonly renew: () => void } {
  let isFar = false;
  const renew = () => {
    cy.batch(() => cy.nodes('.group-frame').toggleClass('far', isFar));
  };
  return {
    follow: () => {
      const next = cy.zoom() < (isFar ? FAR.until : FAR.below);
      if (next === isFar) return;
      isFar = next;
      renew();
    },
    renew,
  };
}

function fitInto(cy: Core): void {
  if (cy.elements().empty() || cy.width() === 0) return;
  // Signs and ways come later, and how large a text is depends on the zoom: boxes stay what they are.
  const drawn = cy.nodes('.box');
  cy.fit(drawn, FIT_MARGIN);
  if (cy.zoom() > LARGEST_FIT) {
    cy.zoom(LARGEST_FIT);
    cy.center(drawn);
  }
  // What does not fill the canvas stands at its top, where reading starts.
  const top = drawn.renderedBoundingBox({ includeOverlays: false }).y1;
  if (top > FIT_MARGIN) cy.panBy({ x: 0, y: Math.min(0, 2 * FIT_MARGIN - top) });
}

/** As wide as the canvas and from its top, unless that cannot be read either. */
function fitWidth(cy: Core): void {
  const { x1, y1, w } = cy.elements().boundingBox({ includeOverlays: false });
  const zoom = Math.min(1, (cy.width() - 2 * FIT_MARGIN) / w);
  if (zoom < READABLE) return;
  const left = (cy.width() - w * zoom) / 2;
  cy.viewport({ zoom, pan: { x: left - x1 * zoom, y: FIT_MARGIN - y1 * zoom } });
}

/** Only what differs is touched: restyling is what costs. */
function setMark(cy: Core, mark: Mark, ids: Iterable<string>): void {
  const wanted = new Set(ids);
  cy.batch(() => {
    for (const element of cy.elements(`.${mark}`).toArray()) {
      if (!wanted.has(element.id())) element.removeClass(mark);
    }
    for (const id of wanted) cy.getElementById(id).addClass(mark);
  });
}

function setCounts(cy: Core, counts: ReadonlyMap<string, number>): void {
  cy.batch(() => {
    for (const element of cy.elements('[changes]').toArray()) {
      if (!counts.has(element.id())) element.removeData('changes');
    }
    for (const [id, count] of counts) cy.getElementById(id).data('changes', `${count}`);
  });
}

function reveal(cy: Core, ids: readonly string[]): void {
  const wanted = ids.map((id) => cy.getElementById(id)).filter((found) => found.nonempty());
  const [first, ...others] = wanted;
  if (!first) return;
  const all = others.reduce((sum, one) => sum.union(one), first.union([]));
  const box = all.renderedBoundingBox({ includeOverlays: false });
  const isOn = box.x1 >= 0 && box.y1 >= 0 && box.x2 <= cy.width() && box.y2 <= cy.height();
  if (!isOn) cy.center(all);
}

function reportHover(cy: Core, onHover: PictureEvents['onHover']): () => void {
  let latest: { id: string | undefined; x: number; y: number } | undefined;
  const report = oncePerFrame(() => {
    if (latest) onHover(latest.id, latest);
  });
  cy.on('mouseover', (event) => {
    const id = event.target === cy ? undefined : event.target.id();
    latest = { id, ...event.renderedPosition };
    report.call();
  });
  cy.on('mouseout drag dragpan scrollzoom', () => {
    latest = { id: undefined, x: 0, y: 0 };
    report.call();
  });
  return report.cancel;
}

function oncePerFrame(action: () => void): {
  readonly call: () => void;
  readonly cancel: () => void;
} {
  let frame: number | undefined;
  return {
    call: () => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        action();
      });
    },
    cancel: () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
    },
  };
}
