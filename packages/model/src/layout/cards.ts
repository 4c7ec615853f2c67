import type { ExternalElement, InterfaceElement, PodElement } from '../graph/topology.ts';
import type { Prefix } from '../net/ip.ts';
import { tellingAddresses } from './addresses.ts';
import type { Box, TextLine } from './layout.ts';
import { CARD_HEIGHT, DETAIL_SIZE, NAME_SIZE, SHORT_CARD_HEIGHT } from './metrics.ts';
import { podLabel } from './podLabel.ts';
import type { Font } from './textWidth.ts';
import { fitText, textWidth } from './textWidth.ts';
import type { OutsideElement } from './topologyIndex.ts';

/** What a box shows, once its width is known. */
export type Face = Pick<Box, 'texts' | 'icon'>;

/** Left of a line that begins with the kind's icon, and of one that does not. */
const AFTER_ICON = 25;
const EDGE = 10;
/** Right of small text, which has room enough around it. */
const TIGHT_EDGE = 8;
/** Right of the name: a gap, the state's mark, a margin. */
const STATE_ROOM = 26;
const WIDEST = 176;

/** How an interface is drawn: with its details, or its name alone where many stand together. */
export type CardForm = 'full' | 'short';

export function cardForm(element: InterfaceElement, isCrowded: boolean): CardForm {
  return isCrowded && tellingAddresses(element.addresses).length === 0 ? 'short' : 'full';
}

export function cardHeight(form: CardForm): number {
  return form === 'full' ? CARD_HEIGHT : SHORT_CARD_HEIGHT;
}

/** The width below which something would have to be shortened; at most `WIDEST`. */
export function cardWidth(element: InterfaceElement, form: CardForm): number {
  const name = textWidth(element.name, 'mono', NAME_SIZE) + STATE_ROOM;
  if (form === 'short') return even(Math.min(WIDEST, AFTER_ICON + name));
  const first = leastDetail(element);
  const detail = AFTER_ICON + textWidth(first, 'mono', DETAIL_SIZE) + TIGHT_EDGE;
  return even(Math.min(WIDEST, Math.max(EDGE + name, detail)));
}

export function cardFace(element: InterfaceElement, form: CardForm, width: number): Face {
  if (form === 'short') {
    const room = width - AFTER_ICON - STATE_ROOM;
    return {
      icon: { x: 14, y: 12 },
      texts: [line(element.name, AFTER_ICON, 12, 'mono', NAME_SIZE, 'strong', room)],
    };
  }
  const room = width - AFTER_ICON - TIGHT_EDGE;
  const tone = element.state === 'down' ? 'bad' : 'normal';
  return {
    icon: { x: 15, y: 28 },
    texts: [
      line(element.name, EDGE, 14, 'mono', NAME_SIZE, 'strong', width - EDGE - STATE_ROOM),
      line(longestFitting(details(element), room), AFTER_ICON, 28, 'mono', DETAIL_SIZE, tone, room),
    ],
  };
}

/** An address, or kind and MTU: what no card goes without. */
function leastDetail(element: InterfaceElement): string {
  const lines = details(element);
  const isAddressed = tellingAddresses(element.addresses).length > 0;
  return (isAddressed ? lines[0] : lines.at(-1)) ?? '';
}

/** The second line, from the least that says something to all there is room for. */
function details(element: InterfaceElement): readonly string[] {
  const addresses = tellingAddresses(element.addresses);
  const type = element.type === 'unknown' ? 'type unknown' : element.type;
  const mtu = element.mtu === undefined ? [] : [`MTU ${element.mtu}`];
  const state = element.state === 'down' ? ['down'] : [];
  if (addresses.length === 0) return growing([[...state, type].join(' · '), ...mtu]);
  const shown = addresses.slice(0, 1).map((address) => shortAddress(address, addresses.length));
  return growing([[...state, ...shown].join(' · '), type, ...mtu]);
}

function shortAddress(address: Prefix, count: number): string {
  return count > 1 ? `${address} +${count - 1}` : address;
}

function growing(parts: readonly string[]): readonly string[] {
  return parts.map((_, i) => parts.slice(0, i + 1).join(' · '));
}

function longestFitting(lines: readonly string[], room: number): string {
  return lines.findLast((text) => textWidth(text, 'mono', DETAIL_SIZE) <= room) ?? lines[0] ?? '';
}

const ROLE_LABEL = {
  gateway: 'default gateway',
  network: 'network',
  vtep: 'VXLAN peer',
} as const satisfies Record<ExternalElement['role'], string>;

/** What is outside of the machine: `worker3`, and below it `VXLAN peer 192.168.3.0`. */
function outsideWords(element: OutsideElement): string {
  if (element.id.startsWith('peers/')) return 'tunnels to peers';
  if (element.kind === 'node') return element.captured ? 'node' : 'node, not captured';
  const isNamed = element.role === 'vtep' && element.label !== element.address;
  return isNamed ? `${ROLE_LABEL.vtep} ${element.address}` : ROLE_LABEL[element.role];
}

export function externalWidth(element: OutsideElement): number {
  const name = textWidth(element.label, 'mono', NAME_SIZE) + 2 * EDGE;
  const role = textWidth(outsideWords(element), 'sans', DETAIL_SIZE) + AFTER_ICON + EDGE;
  return even(Math.min(WIDEST + 40, Math.max(112, name, role)));
}

export function externalFace(element: OutsideElement, width: number): Face {
  return {
    icon: { x: 15, y: 28 },
    texts: [
      line(element.label, EDGE, 14, 'mono', NAME_SIZE, 'strong', width - 2 * EDGE),
      line(outsideWords(element), AFTER_ICON, 28, 'sans', DETAIL_SIZE, 'normal', width - 35),
    ],
  };
}

/** A pod of the host's namespace: one line. */
export function chipWidth(pod: PodElement, machine: string): number {
  return even(
    Math.min(WIDEST, AFTER_ICON + textWidth(chipText(pod, machine), 'sans', NAME_SIZE) + EDGE),
  );
}

export function chipFace(pod: PodElement, machine: string, width: number): Face {
  const room = width - AFTER_ICON - EDGE;
  return {
    icon: { x: 14, y: 12 },
    texts: [line(chipText(pod, machine), AFTER_ICON, 12, 'sans', NAME_SIZE, 'strong', room)],
  };
}

/** The kubelet names a static pod NAME-NODE: the node is told by the box around it. */
const STATIC_POD = /^(etcd|kube-apiserver|kube-controller-manager|kube-scheduler)-/;

function chipText({ name }: PodElement, machine: string): string {
  const { title, suffix } = podLabel(name);
  const control = STATIC_POD.exec(name)?.[1];
  if (control !== undefined) return control;
  if (name.endsWith(`-${machine}`)) return name.slice(0, -machine.length - 1);
  return suffix === undefined ? title : `${title}-${suffix}`;
}

/** A namespace of which only the name is known, or a tile. */
export function namedFace(name: string, font: Font, width: number): Face {
  const room = width - 2 * BOX_EDGE;
  return { texts: [line(name, BOX_EDGE, 11, font, DETAIL_SIZE, 'normal', room)] };
}
const BOX_EDGE = 8;

export function line(
  text: string,
  x: number,
  y: number,
  font: Font,
  size: number,
  tone: TextLine['tone'],
  room: number,
): TextLine {
  return { text: fitText(text, font, size, room), x, y, font, size, tone };
}

/** Widths are even, so that middles fall on whole pixels. */
export function even(width: number): number {
  return 2 * Math.ceil(width / 2);
}
