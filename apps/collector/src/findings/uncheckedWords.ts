import { factsInWords, type Unchecked } from '@vethscope/findings';
import type { Id } from '@vethscope/model';

/** ``not checked on worker2: the capture lacks IPv4 routes (`ip route show`)``. */
export function uncheckedWords(
  what: string,
  { node, missing }: Pick<Unchecked, 'node' | 'missing'>,
): string {
  const where = node === undefined ? '' : ` on ${nodeName(node)}`;
  return `${what}${where}: the capture lacks ${factsInWords(missing)}`;
}

/** `node/worker2` → `worker2`. */
function nodeName(id: Id): string {
  return id.slice(id.indexOf('/') + 1);
}
