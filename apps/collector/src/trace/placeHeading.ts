import type { Id } from '@vethscope/model';
import type { PlaceNames } from '@vethscope/trace';

/** A namespace at the head of what happens in it: `pod default/web (control/cni-web)`, `node control`. */
export function placeHeading(netns: Id, names: PlaceNames): string {
  const place = netns.slice(netns.indexOf('/') + 1);
  const name = names.get(netns)?.name ?? place;
  return /^pods? /.test(name) ? `${name} (${place})` : name;
}
