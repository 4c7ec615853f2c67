import type { FdbEntry, Ip, LinkDetails, Mac } from '@vethscope/model';
import type { Interface, Network } from '../network/network.ts';
import { allTunnelEntries, tunnelEntries } from './fdb.ts';

export type VxlanDetails = Extract<LinkDetails, { kind: 'vxlan' }>;

/** Port of VXLAN in Linux where none is printed; IANA's is 4789. */
export const LINUX_VXLAN_PORT = 8472;

/** Absent: the capture has no details (`ip -d`). */
export function vxlanDetails({ link: { details } }: Interface): VxlanDetails | undefined {
  return details?.kind === 'vxlan' ? details : undefined;
}

/** A VTEP that a frame is sent to: an FDB entry, or the device's own `remote`. */
export interface RemoteVtep {
  readonly address: Ip;
  readonly port?: number;
  readonly vni?: number;
  /** `via eth1`: the outer packet is bound to it. */
  readonly device?: string;
  readonly entry?: FdbEntry;
}

/** Where a frame to this MAC address is sent: the entry for it, else those for all others. */
export function remotesFor(tunnel: Interface, mac: Mac | undefined): readonly RemoteVtep[] {
  const own = mac === undefined ? [] : tunnelEntries(tunnel, mac).flatMap(remoteOf);
  if (own.length > 0) return own;
  const others = tunnelEntries(tunnel, ALL_ZEROS).flatMap(remoteOf);
  if (others.length > 0) return others;
  const { remote, group, device } = vxlanDetails(tunnel) ?? {};
  const address = remote ?? group;
  return address === undefined ? [] : [{ address, ...(device !== undefined && { device }) }];
}

/** `nhid 5` in place of an address: one of a group of nexthop objects. */
export function leadsToGroup(tunnel: Interface, mac: Mac | undefined): boolean {
  const entries = [...(mac === undefined ? [] : [mac]), ALL_ZEROS].flatMap((one) =>
    tunnelEntries(tunnel, one),
  );
  return entries.some(
    ({ destination, nexthopId }) => destination === undefined && nexthopId !== undefined,
  );
}

/** Devices of other captured nodes at the far end of a VTEP's address, of the same VNI. */
export function peersAt(network: Network, tunnel: Interface, remote: RemoteVtep): Interface[] {
  const vni = remote.vni ?? vxlanDetails(tunnel)?.vni;
  return network
    .owners(remote.address)
    .flatMap(({ netns }) =>
      netns === tunnel.netns
        ? []
        : [...netns.interfaces.values()].filter(
            (peer) => peer.type === 'vxlan' && vxlanDetails(peer)?.vni === vni,
          ),
    );
}

/** Whom a broadcast reaches. Not whole where a VTEP is not captured, or the FDB is not. */
export function floodEnds(
  network: Network,
  tunnel: Interface,
): { readonly peers: readonly Interface[]; readonly isWhole: boolean } {
  const remotes = tunnel.netns.knows('fdb')
    ? remotesFor(tunnel, undefined)
    : allTunnelEntries(tunnel).flatMap(remoteOf);
  const found = remotes.map((remote) => peersAt(network, tunnel, remote));
  const isWhole = tunnel.netns.knows('fdb') && found.every((peers) => peers.length > 0);
  return { peers: [...new Set(found.flat())], isWhole };
}

const ALL_ZEROS = '00:00:00:00:00:00' as Mac;

function remoteOf(entry: FdbEntry): readonly RemoteVtep[] {
  const { destination, port, vni, via } = entry;
  if (destination === undefined) return [];
  return [
    {
      address: destination,
      ...(port !== undefined && { port }),
      ...(vni !== undefined && { vni }),
      ...(via !== undefined && { device: via }),
      entry,
    },
  ];
}
