import type { Evidence, FdbEntry, Mac } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { isFloodedTo, portOf, whyNotForwarding } from './bridgePort.ts';
import { bridgeEntry, isLearned, isLocalEntry } from './fdb.ts';
import { floodPlan, takesFlood } from './floodPlan.ts';
import { reachOf } from './reach.ts';
import { filtersVlans } from './vlans.ts';

/** Where a bridge sends a frame. */
export type FoundPort =
  /** To its own IP layer. */
  | { readonly kind: 'own'; readonly evidence: readonly Evidence[] }
  /** `to`: all ports that it is sent to; `port`: the one behind which somebody takes it. */
  | {
      readonly kind: 'port';
      readonly port: Interface;
      readonly how: 'known' | 'flooded';
      readonly to: readonly string[];
      readonly evidence: readonly Evidence[];
    }
  | { readonly kind: 'blocked'; readonly reason: string }
  /** Whoever takes it is behind one of several ports, outside of the capture. */
  | {
      readonly kind: 'outside' | 'several';
      readonly to: readonly string[];
      readonly because: string;
      readonly evidence: readonly Evidence[];
    };

/** `vlan`: that the frame has inside the bridge. `from`: absent where the bridge itself sends. */
export function findPort(
  walk: Walk,
  bridge: Interface,
  from: Interface | undefined,
  skb: Skb,
  vlan: number,
): FoundPort {
  const mac = skb.destinationMac;
  if (skb.packetType !== 'unicast') return flood(walk, bridge, from, skb, vlan);
  const own = mac !== undefined && from && ownAddress(bridge, mac, vlan);
  if (own) return { kind: 'own', evidence: [own] };
  const known = mac === undefined ? undefined : knownPort(walk, bridge, mac, vlan);
  if (!known) return flood(walk, bridge, from, skb, vlan);
  const reason = whyNot(walk, from, known.port);
  if (reason !== undefined) return { kind: 'blocked', reason };
  const { port, evidence } = known;
  if (from) presumeDefaults(walk, bridge, from, port);
  return { kind: 'port', port, how: 'known', to: [port.name], evidence };
}

/** Of what it has learned in this walk and what was captured, the newer. */
function knownPort(
  walk: Walk,
  bridge: Interface,
  mac: Mac,
  vlan: number,
): { readonly port: Interface; readonly evidence: readonly Evidence[] } | undefined {
  const entry = bridgeEntry(bridge, mac, vlan);
  const learned = walk.learned.portOf(bridge, mac, vlan);
  if (learned && (!entry || isLearned(entry))) {
    return { port: learned, evidence: [learned.link.evidence] };
  }
  if (!entry) return undefined;
  const port = bridge.netns.interfaces.get(entry.device);
  if (!port || port.master !== bridge || isOutdated(walk, entry, port)) return undefined;
  return { port, evidence: [entry.evidence] };
}

/** Its owner has answered since from elsewhere. */
function isOutdated(walk: Walk, entry: FdbEntry, port: Interface): boolean {
  if (!isLearned(entry) || !walk.learned.hasAnnounced(entry.mac)) return false;
  const { macs, exits } = reachOf(walk.network, port);
  return !macs.has(entry.mac) && exits.length === 0;
}

/** The addresses of the bridge and of its ports are its own, in each VLAN that those are in. */
function ownAddress(bridge: Interface, mac: Mac, vlan: number): Evidence | undefined {
  const entry = bridgeEntry(bridge, mac, vlan);
  if (entry && isLocalEntry(entry)) return entry.evidence;
  if (filtersVlans(bridge) && bridge.netns.knows('fdb')) return undefined;
  const hasMac = ({ link }: Interface): boolean => link.mac === mac;
  const owner = hasMac(bridge) ? bridge : bridge.ports.find(hasMac);
  return owner?.link.evidence;
}

function whyNot(walk: Walk, from: Interface | undefined, to: Interface): string | undefined {
  const reason = whyNotForwarding(from, to);
  if (reason !== undefined || from !== to || portOf(to)?.hairpin === true) return reason;
  const isOn = walk.choices.ask({
    key: `hairpin ${to.id}`,
    ifYes: `hairpin is on for the bridge port ${to.name}`,
    ifNo: `hairpin is off for the bridge port ${to.name}`,
  });
  return isOn ? undefined : `hairpin is off on ${to.name}`;
}

/** To all ports that take it: br_flood(). Followed to the one behind which somebody has the address. */
function flood(
  walk: Walk,
  bridge: Interface,
  from: Interface | undefined,
  skb: Skb,
  vlan: number,
): FoundPort {
  const mac = skb.destinationMac;
  const plan = floodPlan(walk.network, bridge, vlan, skb.vlan);
  const evidence = [bridge.link.evidence];
  const takes = (port: Interface) =>
    takesFlood(from, port) && isFloodedTo(port, from, skb.packetType);
  if (skb.packetType !== 'unicast') {
    return floodGroup(bridge, from, plan.heard.filter(takes), evidence);
  }
  const takers = mac === undefined ? [] : (plan.behind.get(mac) ?? []).filter(takes);
  const exits = takers.length > 0 ? [] : plan.exits.filter(takes);
  const [only, ...more] = takers.length > 0 ? takers : exits;
  if (!only) return { kind: 'blocked', reason: whyNobody(bridge, from, mac, vlan) };
  const to = plan.namesFrom(from);
  if (takers.length === 0 && more.length > 0) {
    const because = `${bridge.name} floods it to ${exits.map(({ name }) => name).join(', ')}: who has ${mac ?? 'the next hop'} is outside of the capture`;
    return { kind: 'outside', to, because, evidence };
  }
  if (from) presumeDefaults(walk, bridge, from, only);
  return { kind: 'port', port: only, how: 'flooded', to, evidence };
}

/** A broadcast goes everywhere; it is followed where there is only one to hear it. */
function floodGroup(
  bridge: Interface,
  from: Interface | undefined,
  heard: readonly Interface[],
  evidence: readonly Evidence[],
): FoundPort {
  const to = [...(from ? [bridge.name] : []), ...heard.map(({ name }) => name)];
  const [only] = heard;
  if (to.length > 1) {
    const because = `${bridge.name} sends it to ${to.join(', ')}: which of them is meant is not asked`;
    return { kind: 'several', to, because, evidence };
  }
  if (only) return { kind: 'port', port: only, how: 'flooded', to, evidence };
  return from
    ? { kind: 'own', evidence }
    : { kind: 'blocked', reason: `no port of ${bridge.name} takes it` };
}

/** The port of arrival is the one behind which the address is, or nothing has it. */
function whyNobody(
  bridge: Interface,
  from: Interface | undefined,
  mac: Mac | undefined,
  vlan: number,
): string {
  const inVlan = filtersVlans(bridge) ? ` in VLAN ${vlan}` : '';
  const whom = mac ?? 'the next hop';
  const but = from ? ` but ${from.name}` : '';
  return `behind no port of ${bridge.name}${but} is anybody with ${whom}${inVlan}`;
}

/** Without `ip -d` nothing tells what the bridge and its ports are set to. */
function presumeDefaults(walk: Walk, bridge: Interface, from: Interface, to: Interface): void {
  if (bridge.link.details && portOf(from) && portOf(to)) return;
  walk.choices.presume(
    `${bridge.name} forwards between its ports as a bridge does by default (its details were not captured)`,
  );
}
