import type { Id, Topology } from '@vethscope/model';
import { HOST_NETNS, netnsId } from '@vethscope/model';
import type { Place, PlaceKey } from './probe.ts';
import { placeKey } from './probe.ts';

/** What the topology calls the places of a lab: a namespace may have several names. */
export type PlaceNames = ReadonlyMap<PlaceKey, Id>;

export function placeNames(places: readonly Place[], topology: Topology): PlaceNames {
  const ids = new Map<Id, Id>();
  for (const node of topology.nodes) {
    if (node.kind !== 'netns') continue;
    for (const name of [node.name, ...node.aliases])
      ids.set(netnsId(nodeOf(node.id), name), node.id);
  }
  return new Map(
    places.flatMap((place) => {
      const id = ids.get(netnsId(place.machine.name, place.netns ?? HOST_NETNS));
      return id === undefined ? [] : [[placeKey(place), id] as const];
    }),
  );
}

/** netns/NODE/NAME */
function nodeOf(id: Id): string {
  return id.split('/')[1] ?? '';
}
