import { uniqueEvidence } from '../../evidence.ts';
import { netnsId } from '../../ids.ts';
import { interfaceState, interfaceType } from '../interfaceType.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import { elementIdOf } from '../links/linkEdge.ts';
import type { PlacedLink } from '../nodeIndex.ts';
import { linkEvidence } from '../nodeIndex.ts';
import type { InterfaceElement } from '../topology.ts';

/** One element an interface; a namespace captured under two names still has each just once. */
export function interfaceElements(context: GraphContext): readonly InterfaceElement[] {
  return context.index.links.map((placed) => interfaceElement(context, placed));
}

function interfaceElement(context: GraphContext, placed: PlacedLink): InterfaceElement {
  const { link } = placed;
  const netns = netnsId(context.index.node.name, context.names.canonical(placed.netns));
  const { type, confidence } = interfaceType(link);
  return {
    id: elementIdOf(context, placed),
    kind: 'interface',
    label: link.name,
    parent: netns,
    name: link.name,
    ifindex: link.ifindex,
    netns,
    type,
    typeConfidence: confidence,
    ...(link.mac !== undefined && { mac: link.mac }),
    ...(link.mtu !== undefined && { mtu: link.mtu }),
    state: interfaceState(link),
    addresses: link.addresses.map((address) => address.prefix),
    evidence: uniqueEvidence([
      ...linkEvidence(link),
      ...link.addresses.map((address) => address.evidence),
    ]),
  };
}
