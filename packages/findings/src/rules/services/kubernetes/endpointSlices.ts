import type { EndpointSlice } from '@vethscope/model';
import type { FindingContext } from '../../../context.ts';

/** By `NAMESPACE/SERVICE`. With several captures each may hold the same slice. */
export function slicesByService({
  snapshot,
}: FindingContext): ReadonlyMap<string, readonly EndpointSlice[]> {
  const found = new Map<string, EndpointSlice[]>();
  for (const slice of snapshot.nodes.flatMap(({ kubernetes }) => kubernetes.endpointSlices)) {
    const service = serviceOf(slice);
    if (service === undefined) continue;
    const key = `${slice.namespace}/${service}`;
    const known = found.get(key);
    if (known) known.push(slice);
    else found.set(key, [slice]);
  }
  return found;
}

/** Tables hide the label; the controller names slices SERVICE-abcde. */
function serviceOf({ service, name }: EndpointSlice): string | undefined {
  return service ?? /^(.+)-[a-z0-9]{5}$/.exec(name)?.[1];
}
