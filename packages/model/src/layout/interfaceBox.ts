import type { InterfaceElement } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import type { CardForm } from './cards.ts';
import { cardFace } from './cards.ts';
import { kindOf } from './kind.ts';
import type { Box, Rect } from './layout.ts';

export function interfaceBox(
  element: InterfaceElement,
  form: CardForm,
  rect: Rect,
  parent: Id | undefined,
): Box {
  return {
    ...rect,
    ...{ id: element.id, element: element.id, role: 'interface', kind: kindOf(element) },
    ...(parent && { parent }),
    state: element.state,
    confidence: 'proven',
    ...cardFace(element, form, rect.width),
  };
}
