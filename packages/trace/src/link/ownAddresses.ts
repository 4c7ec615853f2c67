import type { Ip } from '@vethscope/model';
import { prefixAddress } from '@vethscope/model';
import type { Namespace } from '../network/network.ts';
import { perNamespace } from '../network/network.ts';

/** Addresses of a namespace's interfaces. */
export const ownAddresses = perNamespace(({ interfaces }: Namespace): ReadonlySet<Ip> => {
  const links = [...interfaces.values()].map(({ link }) => link);
  return new Set(
    links.flatMap(({ addresses }) => addresses.map(({ prefix }) => prefixAddress(prefix))),
  );
});
