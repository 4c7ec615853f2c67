import type { Mac } from '../../net/mac.ts';
import { type BridgeVlan, type FdbEntry, isProxy, type Neighbor } from '../../snapshot/route.ts';
import { type RecordEntry, word } from '../recordEntry.ts';

/** Neighbours that somebody configured; those that the kernel learned come and go with traffic. */
export function neighborEntries(neighbors: readonly Neighbor[]): readonly RecordEntry[] {
  return neighbors
    .filter((neighbor) => neighbor.states.includes('PERMANENT') || isProxy(neighbor))
    .map((neighbor) => ({
      kind: 'neighbor',
      settledBy: isProxy(neighbor) ? 'proxyNeighbors' : 'neighbors',
      key: `${neighbor.address} ${neighbor.device} ${isProxy(neighbor)}`,
      head: `${neighbor.address} dev ${neighbor.device}`,
      facts: {
        mac: word('lladdr', neighbor.mac) ?? '',
        flags: neighbor.flags.join(' '),
        states: neighbor.states.join(' '),
        origin: word('proto', neighbor.origin),
      },
      evidence: [neighbor.evidence],
    }));
}

/** `66:… dev vxlan.calico dst 10.0.0.12 self permanent`: those that somebody configured. */
export function fdbEntries(fdb: readonly FdbEntry[]): readonly RecordEntry[] {
  return fdb.filter(isConfiguredFdb).map((entry) => {
    const { mac, device, vlan, destination, vni, flags, state } = entry;
    const head = [
      `${mac} dev ${device}`,
      word('dst', destination),
      word('vlan', vlan),
      word('vni', vni),
    ];
    return {
      kind: 'fdb',
      settledBy: 'fdb',
      key: `${head.join(' ')} ${flags.includes('master')}`,
      head: head.filter((text) => text !== undefined).join(' '),
      facts: {
        sourceVni: word('src_vni', entry.sourceVni),
        port: word('port', entry.port),
        via: word('via', entry.via),
        nexthopId: word('nhid', entry.nexthopId),
        master: word('master', entry.master),
        flags: flags.join(' '),
        state,
      },
      evidence: [entry.evidence],
    };
  });
}

/** `eth0 10-20 PVID Egress Untagged`. */
export function bridgeVlanEntry(entry: BridgeVlan): RecordEntry {
  const { device, vlan, endVlan, pvid, untagged, state } = entry;
  const head = endVlan === undefined ? `${vlan}` : `${vlan}-${endVlan}`;
  return {
    kind: 'bridgeVlan',
    settledBy: 'bridgeVlans',
    place: device,
    key: head,
    head,
    facts: {
      pvid: pvid ? 'PVID' : '',
      untagged: untagged ? 'Egress Untagged' : '',
      state: word('state', state),
    },
    evidence: [entry.evidence],
  };
}

/**
 * Neither learned, nor `33:33:ff:27:c4:b9 dev eth0 self permanent`: the kernel has one of these for each
 * address that an interface listens for.
 */
export function isConfiguredFdb({ state, mac, destination }: FdbEntry): boolean {
  const isForMulticast = isGroupMac(mac) && destination === undefined;
  return (state === 'permanent' || state === 'static') && !isForMulticast;
}

/** The lowest bit of the first byte (IEEE 802). */
function isGroupMac(mac: Mac): boolean {
  return Number.parseInt(mac.slice(0, 2), 16) % 2 === 1;
}
