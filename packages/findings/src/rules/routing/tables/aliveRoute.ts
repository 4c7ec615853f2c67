import type { Route } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';

/** The kernel takes it: nothing says that its interface is down, or has no carrier. */
export function isAlive(netns: Namespace, { flags, nexthops }: Route): boolean {
  return [{ flags, device: undefined }, ...nexthops].every(
    ({ flags: words, device }) =>
      !words.includes('dead') &&
      !words.includes('linkdown') &&
      (device === undefined || netns.interfaces.get(device)?.link.flags.includes('UP') !== false),
  );
}
