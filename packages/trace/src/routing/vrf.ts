import type { Interface } from '../network/network.ts';

/** The VRF that a flow is in, by the interface it goes out by, else comes in by: l3mdev_update_flow(). */
export function vrfOf(
  inInterface: Interface | undefined,
  outInterface: Interface | undefined,
): Interface | undefined {
  const by = outInterface ?? inInterface;
  return by && vrfOfInterface(by);
}

/** Itself, or the one that it is enslaved to. */
export function vrfOfInterface(one: Interface): Interface | undefined {
  if (one.link.details?.kind === 'vrf') return one;
  return one.master?.link.details?.kind === 'vrf' ? one.master : undefined;
}

/** The table that `l3mdev` leads to; absent: the listing does not show it. */
export function tableOfVrf({ link }: Interface): string | undefined {
  return link.details?.kind === 'vrf' ? link.details.table : undefined;
}
