import { compareText } from '../../evidence.ts';
import type { Id } from '../../ids.ts';
import { line } from '../cards.ts';
import type { Box } from '../layout.ts';
import { BOX_PADDING, HOST_HEADER, TITLE_SIZE } from '../metrics.ts';
import type { ClusterMember, ClusterPlan } from './clusterPlan.ts';
import type { NodeWords } from './faces.ts';
import { nodeFace, nodeHeight, nodeWidth, nodeWords, zoneTitle } from './faces.ts';
import type { NodeFacts } from './nodeFacts.ts';

/** A machine alone, or those on the same networks in one frame: wires end at it. */
export interface Unit {
  readonly id: string;
  readonly members: readonly ClusterMember[];
  readonly width: number;
  readonly height: number;
  /** With the unit's upper left corner at 0, 0. */
  readonly boxes: readonly Box[];
}

/** Up to so many machines each stands for itself. */
export const FEW_MEMBERS = 6;
const CARD_GAP = 12;
/** With more than these, cards say less, so that all can be read at once. */
const MANY_MEMBERS = 30;
/** Wide pictures fit screens. */
const WIDE = 1.7;

export function makeUnits(plan: ClusterPlan, factsOf: (id: Id) => NodeFacts): readonly Unit[] {
  const form = plan.members.length > MANY_MEMBERS ? 'short' : 'full';
  const words = (member: ClusterMember) =>
    nodeWords(member.element, factsOf(member.element.id), form);
  const height = Math.max(0, ...plan.members.map((one) => nodeHeight(words(one))));
  const boxOf = (member: ClusterMember): NodeBox => ({
    member,
    height,
    width: nodeWidth(words(member)),
    words: words(member),
  });
  if (plan.members.length <= FEW_MEMBERS) {
    return plan.members.map((member) => singleUnit(boxOf(member)));
  }
  const zones = new Map<string, ClusterMember[]>();
  for (const member of plan.members) {
    const key = `${isCaptured(member) ? '' : 'not captured'} ${member.networks.join(' ')}`;
    zones.set(key, [...(zones.get(key) ?? []), member]);
  }
  return [...zones]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, members]) => {
      const [first, ...others] = members.map(boxOf);
      return first && others.length === 0
        ? singleUnit(first)
        : zoneUnit(members.map(boxOf), zones.size);
    });
}

/** A machine with its size; all of a picture are of one height. */
interface NodeBox {
  readonly member: ClusterMember;
  readonly width: number;
  readonly height: number;
  readonly words: NodeWords;
}

function singleUnit(node: NodeBox): Unit {
  const { member, width, height } = node;
  const box = drawNode(node, { x: 0, y: 0 });
  return { id: box.id, members: [member], width, height, boxes: [box] };
}

/** A grid in a frame, row by row in the order of the names. */
function zoneUnit(nodes: readonly NodeBox[], zones: number): Unit {
  const [first] = nodes;
  const id = `zone/${first?.member.element.id}`;
  const width = Math.max(...nodes.map((node) => node.width));
  const step = { x: width + CARD_GAP, y: (first?.height ?? 0) + CARD_GAP };
  const wanted = Math.sqrt((nodes.length * WIDE * step.y) / step.x / Math.sqrt(zones));
  const columns = Math.max(1, Math.min(nodes.length, Math.round(wanted)));
  const rows = Math.ceil(nodes.length / columns);
  const cards = nodes.map((node, i) => {
    const at = {
      x: BOX_PADDING + (i % columns) * step.x,
      y: HOST_HEADER + Math.floor(i / columns) * step.y,
    };
    return { ...drawNode({ ...node, width }, at), parent: id };
  });
  const size = {
    width: columns * step.x - CARD_GAP + 2 * BOX_PADDING,
    height: HOST_HEADER + rows * step.y - CARD_GAP + BOX_PADDING,
  };
  const captured = first && isCaptured(first.member) ? 'captured' : 'not captured';
  const title = zoneTitle(nodes.length, captured);
  const zone: Box = {
    ...{ x: 0, y: 0, ...size, id, role: 'zone', kind: 'node' },
    confidence: captured === 'captured' ? 'proven' : 'inferred',
    texts: [line(title, 12, 15, 'bold', TITLE_SIZE, 'normal', size.width - 24)],
  };
  return { id, members: nodes.map(({ member }) => member), ...size, boxes: [zone, ...cards] };
}

function drawNode(
  { member, width, height, words }: NodeBox,
  at: { readonly x: number; readonly y: number },
): Box {
  const { element } = member;
  return {
    ...{ ...at, width, height, id: element.id, element: element.id, role: 'node' },
    kind: element.kind === 'node' ? 'node' : 'external',
    confidence: isCaptured(member) ? 'proven' : 'inferred',
    ...nodeFace(words, width),
  };
}

function isCaptured({ element }: ClusterMember): boolean {
  return element.kind === 'node' && element.captured;
}
