import type { Confidence, InterfaceElement, TopologyEdge } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import type { CardForm, Face } from './cards.ts';
import { cardForm, cardHeight, cardWidth, even, line } from './cards.ts';
import { BOX_PADDING, CARD_GAP, DETAIL_SIZE, NAME_SIZE, TITLE_SIZE } from './metrics.ts';
import { podLabel } from './podLabel.ts';
import type { Slot } from './slots.ts';
import { textWidth } from './textWidth.ts';
import type { TopologyIndex } from './topologyIndex.ts';

/** A namespace's box before it has a place: its cards from top to bottom. */
export interface SlotBox {
  readonly slot: Slot;
  readonly cards: readonly InnerCard[];
  readonly width: number;
  readonly height: number;
  /** Where the cards begin, from the box's left: wires between them run to the left of that. */
  readonly inset: number;
  readonly headHeight: number;
}

interface InnerCard {
  readonly element: InterfaceElement;
  readonly form: CardForm;
  readonly height: number;
}

const ICON_INSET = 25;
const WIDEST_TITLE = 168;
/** What a wire between two cards of a box needs at their left. */
export const BRACKET = 6;

export function slotBox(slot: Slot, index: TopologyIndex): SlotBox | undefined {
  if (!slot.netns) return undefined;
  const inner = innerEdges(slot, index);
  const cards = slot.interfaces
    .map((element): InnerCard => {
      const form = cardForm(element, slot.interfaces.length > 3);
      return { element, form, height: cardHeight(form) };
    })
    // The one that leads out stands at the bottom, right above where its wire goes.
    .sort((a, b) => leadsOut(a.element, index) - leadsOut(b.element, index));
  const inset = BOX_PADDING + (inner.length > 0 ? BRACKET * (inner.length + 1) : 0);
  const titles = headLines(slot);
  const textRoom = Math.max(...titles.map(({ width }) => width + 2 * BOX_PADDING + 2));
  const cardRoom = cards.map(({ element, form }) => cardWidth(element, form) + inset + BOX_PADDING);
  const headHeight = 8 + 14 * titles.length + 6;
  const cardsHeight = cards.reduce((sum, { height }) => sum + height + CARD_GAP, 0);
  return {
    slot,
    cards,
    inset,
    headHeight,
    width: even(Math.max(104, textRoom, ...cardRoom)),
    height: headHeight + (cards.length > 0 ? cardsHeight - CARD_GAP + BOX_PADDING : 2),
  };
}

/** Edges between interfaces of one namespace. */
export function innerEdges(slot: Slot, index: TopologyIndex): readonly TopologyEdge[] {
  const ids = new Set<Id>(slot.interfaces.map(({ id }) => id));
  return slot.interfaces.flatMap(({ id }) =>
    index.edgesOf(id).filter(({ source, target }) => source === id && ids.has(target)),
  );
}

function leadsOut(element: InterfaceElement, index: TopologyIndex): number {
  const isOut = index.edgesOf(element.id).some(({ source, target }) => {
    const other = source === element.id ? target : source;
    return index.netnsOf(other) !== element.netns;
  });
  return isOut ? 1 : 0;
}

/** A namespace that nobody looked into, or whose pod is a guess, is drawn dashed. */
export function slotConfidence({ netns, pods }: Slot, index: TopologyIndex): Confidence {
  if (netns?.captured === false) return 'inferred';
  const pod = pods[0];
  const edge = pod && index.edgesOf(pod.id).find(({ kind }) => kind === 'pod-netns');
  return edge?.confidence ?? 'proven';
}

export function slotFace({ slot }: SlotBox, width: number): Face {
  const lines = headLines(slot);
  const texts = lines.map(({ text, font, size, tone, inset }, i) =>
    line(text, BOX_PADDING + 1 + inset, 16 + 14 * i, font, size, tone, width - 18 - inset),
  );
  return { texts, icon: { x: BOX_PADDING + 6, y: 16 + 14 * (lines.length - 1) } };
}

interface HeadLine {
  readonly text: string;
  readonly font: 'bold' | 'mono' | 'sans';
  readonly size: number;
  readonly tone: 'strong' | 'normal' | 'quiet';
  readonly inset: number;
  readonly width: number;
}

function headLines({ netns, pods, ports }: Slot): readonly HeadLine[] {
  const [pod, ...others] = pods;
  const below = (text: string) => headLine(text, 'sans', DETAIL_SIZE, 'normal', ICON_INSET - 9);
  if (!pod) {
    const named = headLine(netns?.name ?? '', 'mono', NAME_SIZE, 'strong', 0);
    if (netns?.captured === false) return [named, below('not captured')];
    return [named, below(ports.length > 0 ? 'namespace' : 'namespace, no link known')];
  }
  const { title, suffix } = podLabel(pod.name);
  const more = others.length > 0 ? ` +${others.length}` : '';
  return [
    headLine(`${title}${more}`, 'bold', TITLE_SIZE, 'strong', 0),
    ...(suffix === undefined ? [] : [headLine(suffix, 'mono', DETAIL_SIZE, 'normal', 0)]),
    below(pod.namespace),
  ];
}

function headLine(
  text: string,
  font: HeadLine['font'],
  size: number,
  tone: HeadLine['tone'],
  inset: number,
): HeadLine {
  const width = Math.min(WIDEST_TITLE, textWidth(text, font, size) + inset);
  return { text, font, size, tone, inset, width };
}
