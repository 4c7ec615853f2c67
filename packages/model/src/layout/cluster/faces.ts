import type { ExternalElement, HostElement } from '../../graph/topology.ts';
import type { Face } from '../cards.ts';
import { even, line } from '../cards.ts';
import type { TextLine } from '../layout.ts';
import { DETAIL_SIZE, NAME_SIZE, TITLE_SIZE } from '../metrics.ts';
import { textWidth } from '../textWidth.ts';
import type { Mesh } from './meshes.ts';
import type { NodeFacts } from './nodeFacts.ts';

/** From line to line, and what else a card takes. */
const LINE = 16;
const WIDEST = 230;
const NARROWEST = 130;
const NARROWEST_HUB = 150;
const AFTER_ICON = 30;
const EDGE = 10;

/** The lines of a card, the name first. */
export type NodeWords = readonly Omit<TextLine, 'x' | 'y'>[];

export function nodeWidth(words: NodeWords): number {
  const widths = words.map(
    ({ text, font, size }, i) => textWidth(text, font, size) + (i === 0 ? AFTER_ICON : EDGE) + EDGE,
  );
  return even(Math.min(WIDEST, Math.max(NARROWEST, ...widths)));
}

export function nodeHeight(words: NodeWords): number {
  return LINE * words.length + 14;
}

export function nodeFace(words: NodeWords, width: number): Face {
  const texts = words.map(({ text, font, size, tone }, i) => {
    const x = i === 0 ? AFTER_ICON : EDGE;
    return line(text, x, 16 + LINE * i, font, size, tone, width - x - EDGE);
  });
  return { icon: { x: 17, y: 16 }, texts };
}

/** A machine in the overview: its name, its address, how much is in it, and what is wrong. */
export function nodeWords(
  element: HostElement | ExternalElement,
  facts: NodeFacts,
  form: 'full' | 'short',
): NodeWords {
  const name: NodeWords[number] = {
    text: element.label,
    font: 'bold',
    size: TITLE_SIZE,
    tone: 'strong',
  };
  const detail = (text: string, tone: TextLine['tone'] = 'normal'): NodeWords[number] => ({
    ...{ text, font: 'sans', size: DETAIL_SIZE, tone },
  });
  if (element.kind === 'external') {
    return [name, detail('VXLAN peer'), detail('not captured', 'quiet')];
  }
  const pods = facts.pods === undefined ? [] : [count(facts.pods, 'pod')];
  if (!element.captured) {
    return [name, ...pods.map((text) => detail(text)), detail('not captured', 'quiet')];
  }
  const address: NodeWords =
    facts.address === undefined
      ? []
      : [{ text: facts.address, font: 'mono', size: DETAIL_SIZE, tone: 'normal' }];
  return [
    name,
    ...address,
    detail(
      [
        ...pods,
        count(facts.namespaces, 'netns', 'netns'),
        ...(form === 'full' ? [count(facts.interfaces, 'interface')] : []),
      ].join(' · '),
    ),
    ...worstDiagnostics(facts).map(({ text, tone }) => detail(text, tone)),
  ];
}

/** Of what was read only in part: not to be taken for findings, which have their own signs. */
function worstDiagnostics({
  diagnostics: { error, warning, info },
}: NodeFacts): readonly Pick<TextLine, 'text' | 'tone'>[] {
  const words = (found: number, name: string) => `read with ${count(found, name)}`;
  if (error > 0) return [{ text: words(error, 'error'), tone: 'bad' }];
  if (warning > 0) return [{ text: words(warning, 'warning'), tone: 'bad' }];
  return info > 0 ? [{ text: words(info, 'remark'), tone: 'quiet' }] : [];
}

export function meshWidth(mesh: Mesh): number {
  const [title, words] = meshWords(mesh);
  const widths = [
    textWidth(title, 'bold', NAME_SIZE) + AFTER_ICON,
    textWidth(words, 'sans', DETAIL_SIZE) + EDGE,
  ];
  return even(Math.max(NARROWEST_HUB, ...widths) + 2 * EDGE);
}

export function meshFace(mesh: Mesh, width: number): Face {
  const [title, words] = meshWords(mesh);
  return {
    icon: { x: 17, y: 14 },
    texts: [
      line(title, AFTER_ICON, 14, 'bold', NAME_SIZE, 'strong', width - AFTER_ICON - EDGE),
      line(words, EDGE, 29, 'sans', DETAIL_SIZE, 'normal', width - 2 * EDGE),
    ],
  };
}

/** `VXLAN 4096`, `full mesh of 100 nodes: 4,950 tunnels` */
function meshWords({ title, members, pairs, tunnels }: Mesh): readonly [string, string] {
  const all = (members.size * (members.size - 1)) / 2;
  const inferred = tunnels.filter(({ edge }) => edge.confidence === 'inferred').length;
  const doubt = inferred === 0 ? '' : `, ${thousands(inferred)} inferred`;
  return pairs === all
    ? [title, `full mesh of ${members.size} nodes: ${thousands(all)} tunnels${doubt}`]
    : [title, `${members.size} nodes, ${thousands(pairs)} of ${thousands(all)} pairs${doubt}`];
}

export function zoneTitle(members: number, captured: 'captured' | 'not captured'): string {
  return captured === 'captured'
    ? count(members, 'node')
    : `${count(members, 'node')}, not captured`;
}

function count(value: number, one: string, many = `${one}s`): string {
  return `${thousands(value)} ${value === 1 ? one : many}`;
}

/** `4950` → `4,950`, the same on every machine. */
function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
