import type { Point, Rect } from '@vethscope/model';
import cytoscape, {
  type Core,
  type EdgeSingular,
  type ElementDefinition,
  type NodeSingular,
} from 'cytoscape';
import {
  enclose,
  fitViewport,
  fitWay,
  fitWidth,
  READABLE,
  type Size,
  type Viewport,
} from './fitViewport.ts';
import type { Fonts } from './fonts.ts';
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
  readonly paint: (palette: Palette, fonts: Fonts) => void;
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
  /** The same for a way through the picture, which is to be seen as a whole: it may get smaller. None: there is none. */
  readonly revealWay: (ids: readonly string[]) => void;
  /** The middle of a box or wire, in pixels of the canvas; it may be off it. */
  readonly placeOf: (id: string) => Point | undefined;
  readonly destroy: () => void;
}

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
  // Until a person moves it, or time does, the picture keeps filling the canvas, and a way in it stays in
  // sight: bars and the legend take their room after it is shown.
  let fitted: 'readable' | 'whole' | 'way' | 'no' = 'readable';
  let way: readonly string[] = [];
  const keepWay = () => {
    if (revealWay(cy, way)) fitted = 'way';
  };
  const keepFitted = () => {
    if (fitted === 'readable' || fitted === 'whole') fitAll(cy, fitted);
    if (fitted === 'readable' || fitted === 'way') keepWay();
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
    paint: (palette, fonts) => {
      cy.style(stylesheet(palette, fonts));
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
    revealWay: (ids) => {
      way = ids;
      keepWay();
    },
    placeOf: (id) => {
      const [node, edge] = [cy.nodes().getElementById(id), cy.edges().getElementById(id)];
      if (node.nonempty()) return node.renderedPosition();
      return edge.nonempty() ? edge.renderedMidpoint() : undefined;
    },
    destroy: () => {
      resizing.disconnect();
      stopHover();
      stopViewport.cancel();
      cy.destroy();
    },
  };
}

function fitAll(cy: Core, how: 'readable' | 'whole'): void {
  // Signs, ways and texts come later: what is fitted is boxes and wires, which stay what they are.
  const bends = cy.edges('.wire.bent').toArray().flatMap(pointsOf);
  const whole = enclose([...cy.nodes('.box').map(rectOf), ...bends]);
  if (!whole || cy.width() === 0) return;
  const all = fitViewport(whole, sizeOf(cy));
  // Else its upper part, if its width can be read.
  const part = how === 'readable' && all.zoom < READABLE && fitWidth(whole, sizeOf(cy));
  cy.viewport(part || all);
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

/** Around what a way comes by: much larger than the way. */
const FRAMES = '.machine, .host, .zone, .shelf, .group-frame';

function sizeOf(cy: Core): Size {
  return { width: cy.width(), height: cy.height() };
}

/** The box itself, without what its line, its outline and its sign need: those change. */
function rectOf(box: NodeSingular): Rect {
  const [width, height] = [Number(box.data('width')), Number(box.data('height'))];
  const { x, y } = box.position();
  return { x: x - width / 2, y: y - height / 2, width, height };
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

/** Whether it had to move for that. */
function revealWay(cy: Core, ids: readonly string[]): boolean {
  if (ids.length === 0) return false;
  const wanted = new Set(ids);
  // Bands of routing run across the whole host, of which the arrows use a part.
  const boxes = cy.nodes('.box').not(`${FRAMES}, .routing`);
  const passed = boxes.filter((box) => wanted.has(box.id())).map(rectOf);
  const bends = cy.edges('.lane').toArray().flatMap(pointsOf);
  const way = enclose([...passed, ...bends]);
  if (!way || cy.width() === 0) return false;
  const fitting = fitWay(way, { zoom: cy.zoom(), pan: cy.pan() }, sizeOf(cy));
  if (fitting) cy.viewport(fitting);
  return fitting !== undefined;
}

function pointsOf(line: EdgeSingular): readonly Rect[] {
  const points: readonly Point[] = line.data('points') ?? [];
  return points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }));
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
