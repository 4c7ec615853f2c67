import type { Namespace } from '@vethscope/trace';

/** For titles: the node's own namespace goes without saying. */
export function inNetns({ isHost, name }: Namespace): string {
  return isHost ? '' : ` in ${name}`;
}
