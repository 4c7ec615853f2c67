import type { Topology } from '@vethscope/model';
import { type PlaceNames, placeNames } from '@vethscope/trace';

const made = new WeakMap<Topology, PlaceNames>();

/** Made when the first text of a trace is shown, and kept as long as the topology is. */
export function placeNamesOf(topology: Topology): PlaceNames {
  const known = made.get(topology);
  if (known) return known;
  const names = placeNames(topology);
  made.set(topology, names);
  return names;
}
