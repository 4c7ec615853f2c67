import type { BridgeVlan, FdbEntry, InterfaceElement, Link, NetnsSnapshot } from '@vethscope/model';
import type { CaptureIndex } from '../../../view/captureIndex.ts';
import { entryState, indexMacs, type Station, stationOf } from '../fdb/stations.ts';

export interface BridgePort {
  readonly iface: InterfaceElement;
  readonly link: Link | undefined;
  /** What hangs on the other end of its veth, where that is known. */
  readonly behind: readonly InterfaceElement[];
  readonly vlans: readonly BridgeVlan[];
  /** Stations that the bridge sends to by this port: its own address and groups not counted. */
  readonly stations: number;
}

export interface BridgeEntry {
  readonly key: string;
  readonly entry: FdbEntry;
  /** The port; the bridge itself for its own addresses. */
  readonly port: InterfaceElement | undefined;
  readonly station: Station;
  readonly state: string;
}

export interface BridgeView {
  readonly ports: readonly BridgePort[];
  readonly entries: readonly BridgeEntry[];
  /** VLANs of the bridge itself. */
  readonly vlans: readonly BridgeVlan[];
}

/** A bridge as a switch: its ports in order of number, and where it sends each MAC address. */
export function bridgeView(
  index: CaptureIndex,
  bridge: InterfaceElement,
  netns: NetnsSnapshot,
): BridgeView {
  const members = portsOf(index, bridge);
  const byName = new Map([...members, bridge].map((iface) => [iface.name, iface]));
  const macs = indexMacs(index, index.machineOf(bridge.id)?.id ?? '');
  const behind = new Map(members.map((port) => [port.id, behindPort(index, port)]));
  const entries = netns.fdb
    .filter(({ device, master }) =>
      master === undefined ? byName.has(device) : master === bridge.name,
    )
    .map((entry): BridgeEntry => {
      const port = byName.get(entry.device);
      const near = new Set((port && behind.get(port.id))?.map(({ id }) => id));
      const { file, line } = entry.evidence;
      return {
        key: `${file} ${line}`,
        entry,
        port,
        station: stationOf(entry, macs, port, near),
        state: entryState(entry),
      };
    });
  const vlansOf = (name: string) => netns.bridgeVlans.filter(({ device }) => device === name);
  const ports = members.map((iface) => ({
    iface,
    link: index.link(iface.id),
    behind: behind.get(iface.id) ?? [],
    vlans: vlansOf(iface.name),
    stations: stationsAt(iface, entries),
  }));
  return {
    ports: [...ports].sort(byNumber),
    // Every interface has a dozen groups: stations first.
    entries: [...entries].sort((a, b) => groupsLast(a) - groupsLast(b)),
    vlans: vlansOf(bridge.name),
  };
}

function groupsLast({ station }: BridgeEntry): number {
  return station.kind === 'group' ? 1 : 0;
}

function portsOf(index: CaptureIndex, bridge: InterfaceElement): readonly InterfaceElement[] {
  return index
    .edgesOf(bridge.id)
    .filter(({ kind, target }) => kind === 'bridge-port' && target === bridge.id)
    .flatMap(({ source }) => {
      const port = index.node(source);
      return port?.kind === 'interface' ? [port] : [];
    });
}

function behindPort(index: CaptureIndex, port: InterfaceElement): readonly InterfaceElement[] {
  return index
    .edgesOf(port.id)
    .filter(({ kind }) => kind === 'veth')
    .flatMap(({ source, target }) => {
      const end = index.node(source === port.id ? target : source);
      return end?.kind === 'interface' ? [end] : [];
    });
}

function stationsAt(iface: InterfaceElement, entries: readonly BridgeEntry[]): number {
  const macs = entries
    .filter(({ port, station }) => port === iface && station.kind !== 'group')
    .map(({ entry }) => entry.mac)
    .filter((mac) => mac !== iface.mac);
  return new Set(macs).size;
}

function byNumber(a: BridgePort, b: BridgePort): number {
  return numberOf(a) - numberOf(b) || a.iface.ifindex - b.iface.ifindex;
}

function numberOf({ link }: BridgePort): number {
  const port = link?.port;
  const number = port?.kind === 'bridge' ? port.portNumber : undefined;
  return number ?? Number.MAX_SAFE_INTEGER;
}

/** `1 untagged PVID`, `10–20 tagged`. */
export function vlanText({ vlan, endVlan, pvid, untagged }: BridgeVlan): string {
  const range = endVlan === undefined ? String(vlan) : `${vlan}–${endVlan}`;
  return [range, untagged ? 'untagged' : 'tagged', ...(pvid ? ['PVID'] : [])].join(' ');
}
