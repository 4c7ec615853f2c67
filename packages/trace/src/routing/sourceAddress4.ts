import type { InterfaceAddress, Ip, Nexthop, Route } from '@vethscope/model';
import { prefixAddress } from '@vethscope/model';
import { addressTest } from '../network/addressBits.ts';
import { type Interface, type Namespace, perNamespace } from '../network/network.ts';
import { interfaceSetting } from '../network/sysctls.ts';
import { vrfOfInterface } from './vrf.ts';

/** An address that the kernel has chosen as a source, and why. */
export interface ChosenSource {
  readonly address: Ip;
  readonly reason: string;
  readonly entry?: InterfaceAddress;
}

/** Of the device of a next hop: fib_info_update_nhc_saddr(). */
export function sourceToNexthop(
  netns: Namespace,
  { device, via }: Nexthop,
  { scope }: Pick<Route, 'scope'>,
): ChosenSource | undefined {
  const found = device === undefined ? undefined : netns.interfaces.get(device);
  const towards = via?.includes(':') ? undefined : via;
  return found && selectAddress(netns, found, towards, scopeNumber(scope));
}

/**
 * inet_select_addr(): of the device an address whose subnet has `towards`, else the first; else the
 * first of any device.
 */
export function selectAddress(
  netns: Namespace,
  device: Interface,
  towards: Ip | undefined,
  scope: number,
): ChosenSource | undefined {
  // An address of scope host may then be used as one of scope link.
  const isLocalnet = interfaceSetting(device, 4, 'route_localnet')?.value === 1;
  const limit = isLocalnet ? SCOPE_LINK : SCOPE_HOST;
  const own = primary(netns)
    .get(device)
    ?.filter((one) => Math.min(one.scope, limit) <= scope);
  const inSubnet = towards && own?.find(({ contains }) => contains(towards));
  if (inSubnet)
    return chosen(inSubnet, `the address of ${device.name} in the subnet of ${towards}`);
  const [first] = own ?? [];
  if (first) return chosen(first, `the first address of ${device.name}`);
  return addressOfOthers(netns, device, scope);
}

const SCOPE_UNIVERSE = 0;
export const SCOPE_LINK = 253;
const SCOPE_HOST = 254;

function addressOfOthers(
  netns: Namespace,
  device: Interface,
  scope: number,
): ChosenSource | undefined {
  for (const { carrier, addresses } of carriers(netns).get(vrfOfInterface(device)) ?? []) {
    const found = addresses.find((one) => one.scope !== SCOPE_LINK && one.scope <= scope);
    if (found) return chosen(found, `${device.name} has none: the first of ${carrier.name}`);
  }
  return undefined;
}

interface Carrier {
  readonly carrier: Interface;
  readonly addresses: readonly PrimaryAddress[];
}

/** The interfaces of each VRF that have addresses, the VRF's own first; and those of none. */
const carriers = perNamespace((netns) => {
  const byVrf = new Map<Interface | undefined, Carrier[]>();
  for (const [carrier, addresses] of primary(netns)) {
    if (addresses.length === 0) continue;
    const vrf = vrfOfInterface(carrier);
    const others = byVrf.get(vrf) ?? [];
    byVrf.set(vrf, others);
    if (carrier === vrf) others.unshift({ carrier, addresses });
    else others.push({ carrier, addresses });
  }
  return byVrf;
});

function chosen({ entry, address }: PrimaryAddress, reason: string): ChosenSource {
  return { address, reason, entry };
}

interface PrimaryAddress {
  readonly entry: InterfaceAddress;
  readonly address: Ip;
  readonly scope: number;
  /** Of a point-to-point address, the far end's subnet. */
  readonly contains: (address: Ip) => boolean;
}

const primary = perNamespace(
  ({ interfaces }): ReadonlyMap<Interface, readonly PrimaryAddress[]> =>
    new Map(
      [...interfaces.values()].map((device) => [
        device,
        device.link.addresses
          .filter(({ family, flags }) => family === 4 && !flags.includes('secondary'))
          .map((entry) => ({
            entry,
            address: prefixAddress(entry.prefix),
            scope: scopeNumber(entry.scope),
            contains: addressTest(entry.peer ?? entry.prefix),
          })),
      ]),
    ),
);

/** linux/rtnetlink.h */
function scopeNumber(scope: string | undefined): number {
  return scope === undefined ? SCOPE_UNIVERSE : (SCOPES.get(scope) ?? Number(scope));
}

const SCOPES: ReadonlyMap<string, number> = new Map([
  ['global', SCOPE_UNIVERSE],
  ['site', 200],
  ['link', SCOPE_LINK],
  ['host', SCOPE_HOST],
  ['nowhere', 255],
]);
