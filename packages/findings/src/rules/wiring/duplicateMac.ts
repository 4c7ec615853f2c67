import type { Evidence, Mac, Severity } from '@vethscope/model';
import { compareText } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext } from '../../context.ts';
import type { CaptureRule, Found } from '../../rule.ts';
import { bridgeStations, isOneNetwork } from './devices/bridgeStations.ts';
import { deviceNames } from './devices/deviceNames.ts';
import { sharedNetworks } from './devices/networkMembers.ts';

export const duplicateMac: CaptureRule = {
  id: 'duplicate-mac',
  name: 'MAC address that two stations have',
  scope: 'capture',
  severity: 'error',
  explanation:
    "Two stations of one Ethernet have one MAC address: two that hang on one bridge, the tunnel devices of two nodes with one VNI, or NICs of two nodes on one network. Switches, bridges and FDB entries can send a frame to one of them alone. Machines that were cloned are the usual reason: hypervisors copy the MAC address, and systemd makes those of virtual devices such as `flannel.1` from `/etc/machine-id`. Calico's `ee:ee:ee:ee:ee:ee`, bonds, VLANs and VRRP's shared addresses are meant so and not told of.",
  needs: ['links'],
  check(context) {
    const nameOf = deviceNames(context);
    return [...bridgeNetworks(context), ...tunnelNetworks(context), ...outsideNetworks(context)]
      .flatMap(twinsOf)
      .map((twins) => found(twins, nameOf));
  },
};

/** Stations that see each other's frames. */
interface Ethernet {
  readonly stations: readonly Interface[];
  readonly severity: Severity;
  readonly why: string;
  readonly remedy: string;
  readonly evidence: readonly Evidence[];
}

/** The ports themselves are no stations: a bridge has the MAC address of one of them. */
function bridgeNetworks(context: FindingContext): readonly Ethernet[] {
  return [...context.network.interfaces.values()].filter(isOneNetwork).map((bridge) => ({
    stations: bridgeStations(bridge, context),
    severity: 'error',
    why: `${bridge.name} learns the address now on the one port and now on the other, and sends frames for both there.`,
    remedy: 'Recreate one of them, or give it another address: `ip link set DEVICE address MAC`.',
    evidence: [bridge.link.evidence],
  }));
}

/** `vxlan id 4096` of several nodes; a machine that was captured twice has one underlay address. */
function tunnelNetworks({ nodes }: FindingContext): readonly Ethernet[] {
  const byVni = new Map<number, Interface[]>();
  const locals = new Set<string>();
  for (const device of nodes.flatMap(({ host }) => [...host.interfaces.values()])) {
    const { details } = device.link;
    if (details?.kind !== 'vxlan' || details.vni === undefined || !details.local) continue;
    const end = `${details.vni} ${details.local}`;
    if (locals.has(end)) continue;
    locals.add(end);
    byVni.set(details.vni, [...(byVni.get(details.vni) ?? []), device]);
  }
  return [...byVni.values()].map((stations) => ({
    stations,
    severity: 'error',
    why: "The tunnel's FDB has one entry for a MAC address: frames for both nodes go to one of them.",
    remedy: stations.some(({ name }) => /^vxlan(-v6)?\.calico$/.test(name))
      ? 'Calico makes it from the name of the node: give the nodes different names (`hostnamectl set-hostname`), and let them join the cluster anew.'
      : 'Give the nodes different machine ids (`rm /etc/machine-id && systemd-machine-id-setup`), or forbid systemd to make the address from it (`MACAddressPolicy=none` in a `.link` file); then delete the device, its agent makes it anew.',
    evidence: [],
  }));
}

function outsideNetworks(context: FindingContext): readonly Ethernet[] {
  return sharedNetworks(context).map(({ prefix, members }) => ({
    stations: members.map(({ device }) => device),
    severity: 'warning',
    why: `If ${prefix} is one network, its switches send frames for both to the one that spoke last.`,
    remedy: 'Let the hypervisor give one of the machines another MAC address, and restart it.',
    evidence: members.flatMap(({ evidence }) => evidence),
  }));
}

type Twins = Ethernet & { readonly mac: Mac };

/** Two of one namespace are one device seen twice: a bond and its members, a VLAN and its parent. */
function twinsOf(ethernet: Ethernet): readonly Twins[] {
  const byMac = new Map<Mac, Map<string, Interface>>();
  for (const device of ethernet.stations) {
    const { mac } = device.link;
    if (mac === undefined || isMeantForMany(mac)) continue;
    const known = byMac.get(mac) ?? new Map<string, Interface>();
    byMac.set(mac, known);
    if (!known.has(device.netns.id)) known.set(device.netns.id, device);
  }
  return [...byMac].flatMap(([mac, devices]) => {
    const stations = [...devices.values()].sort((a, b) => compareText(a.id, b.id));
    return stations.length > 1 && !isOneMachine(stations) ? [{ ...ethernet, mac, stations }] : [];
  });
}

/** Under another node's name it was captured twice, and has all its addresses twice. */
function isOneMachine([first, ...others]: readonly Interface[]): boolean {
  const own = addressesOf(first);
  return (
    own !== '' &&
    others.every((other) => other.netns.node !== first?.netns.node && addressesOf(other) === own)
  );
}

function addressesOf(device: Interface | undefined): string {
  return (device?.link.addresses ?? []).map(({ prefix }) => prefix).join(' ');
}

/** Calico's own on each workload's interface, VRRP's (RFC 9568 7.3), and none at all. */
function isMeantForMany(mac: Mac): boolean {
  return /^(ee:ee:ee:ee:ee:ee|00:00:00:00:00:00|00:00:5e:00:0[12]:..)$/.test(mac);
}

function found(twins: Twins, nameOf: (device: Interface) => string): Found {
  const { stations, mac, severity, why, remedy } = twins;
  return {
    ...{ severity, why, remedy },
    title: `${mac} is the MAC address of ${stations.map(nameOf).join(' and of ')}`,
    subjects: stations.map(({ id }) => id),
    evidence: [...stations.map(({ link }) => link.evidence), ...twins.evidence],
  };
}
