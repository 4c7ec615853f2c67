import { prefixAddress } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import type { BridgeStep } from '../step.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { filterForwarded, prerouteBridged } from './bridgedHooks.ts';
import { callsIptables } from './bridgeNetfilter.ts';
import { portOf, whyNotTaking } from './bridgePort.ts';
import { findPort } from './findPort.ts';
import { exceedsFrame, mtuStep, mtuWords } from './mtu.ts';
import { reachOf } from './reach.ts';
import { passBridge } from './unreadPrograms.ts';
import { admit, release } from './vlans.ts';

/** A frame has come in by a port: br_handle_frame(). */
export function bridgeFrame(walk: Walk, bridge: Interface, from: Interface, skb: Skb): Next {
  const refused = whyNotTaking(from);
  if (refused !== undefined) return blocked(walk, bridge, from, refused);
  if (skb.destinationMac === undefined && skb.nexthop === undefined) {
    addressArrival(walk, bridge, skb);
  }
  const unread = passBridge(walk, bridge, 'prerouting');
  if (unread) return unread;
  if (callsIptables(walk, bridge, skb)) {
    const stopped = prerouteBridged(walk, bridge, from, skb);
    if (stopped) return stopped;
  }
  return crossBridge(walk, bridge, from, skb);
}

/**
 * A packet from where nothing was captured has no frame yet. Whoever has sent it has asked for its
 * destination where that is on the link, else for the gateway, which a bridge with an address is.
 */
function addressArrival({ network }: Walk, bridge: Interface, skb: Skb): void {
  const { destination } = skb.packet;
  const owner = reachOf(network, bridge).ends.find(({ link }) =>
    link.addresses.some(({ prefix }) => prefixAddress(prefix) === destination),
  );
  const mac = (owner ?? bridge).link.mac;
  if (mac !== undefined) skb.destinationMac = mac;
}

/** The bridge's own interface sends: br_dev_xmit(). What is routed was filtered where it was. */
export function sendFromBridge(walk: Walk, bridge: Interface, skb: Skb): Next {
  return crossBridge(walk, bridge, undefined, skb);
}

/** br_handle_frame_finish(): VLAN, learning, and where to. */
function crossBridge(walk: Walk, bridge: Interface, from: Interface | undefined, skb: Skb): Next {
  const vlan = vlanInside(walk, bridge, from, skb);
  if (typeof vlan === 'string') return blocked(walk, bridge, from, vlan);
  if (from && skb.sourceMac !== undefined && portOf(from)?.learning !== false) {
    walk.learned.learn(bridge, from, skb.sourceMac, vlan);
  }
  const found = findPort(walk, bridge, from, skb, vlan);
  const step = stepOf(bridge, from, vlan);
  switch (found.kind) {
    case 'own': {
      const unread = passBridge(walk, bridge, 'input');
      if (unread) return unread;
      const up = release(bridge, bridge, vlan, skb.vlan);
      if (up.kind === 'refused') return blocked(walk, bridge, from, up.reason);
      walk.path.step({ ...step, to: [bridge.name], how: 'own', evidence: found.evidence });
      retag(skb, up.tag);
      acceptAtPort(bridge, from, skb);
      return { stage: 'input', interface: bridge, skb };
    }
    case 'blocked':
      return blocked(walk, bridge, from, found.reason);
    case 'outside':
      walk.path.step({ ...step, to: found.to, how: 'flooded', evidence: found.evidence });
      return end('leavesCapture', found.because);
    case 'several':
      walk.path.step({ ...step, to: found.to, how: 'flooded', evidence: found.evidence });
      return end('undecided', found.because);
    case 'port': {
      walk.path.step({ ...step, to: found.to, how: found.how, evidence: found.evidence });
      return forward(walk, bridge, from, found.port, skb, vlan);
    }
  }
}

function forward(
  walk: Walk,
  bridge: Interface,
  from: Interface | undefined,
  port: Interface,
  skb: Skb,
  vlan: number,
): Next {
  const released = release(bridge, port, vlan, skb.vlan);
  if (released.kind === 'refused') return blocked(walk, bridge, from, released.reason);
  const unread =
    passBridge(walk, bridge, from ? 'forward' : 'output') ??
    passBridge(walk, bridge, 'postrouting');
  if (unread) return unread;
  const isFiltered = from !== undefined && skb.physIn === from;
  if (isFiltered) {
    const stopped = filterForwarded(walk, bridge, port, skb);
    if (stopped) return stopped;
  }
  // br_nf_dev_queue_xmit() fragments as IP does; br_dev_queue_push_xmit() does not.
  const tooLong = isFiltered ? mtuStep(port, skb) : exceedsFrame(port, skb.packet);
  if (tooLong) walk.path.step(tooLong);
  if (tooLong?.verdict === 'drop') return end('dropped', mtuWords(tooLong));
  retag(skb, released.tag);
  return { stage: 'transmit', interface: port, skb };
}

/**
 * The port's own address is as good as the bridge's, as the port has found the frame to be for this
 * machine. That of another port goes up as well, but the IP layer refuses it.
 */
function acceptAtPort(bridge: Interface, from: Interface | undefined, skb: Skb): void {
  const { mac } = bridge.link;
  if (mac !== undefined && skb.destinationMac === from?.link.mac) skb.destinationMac = mac;
}

/** The VLAN that the frame belongs to in here, or why it is not let in. */
function vlanInside(
  walk: Walk,
  bridge: Interface,
  from: Interface | undefined,
  { vlan: tag }: Skb,
): number | string {
  const port = from ?? bridge;
  const admission = admit(bridge, port, tag);
  switch (admission.kind) {
    case 'admitted':
      return admission.vlan;
    case 'refused':
      return admission.reason;
    case 'unknown': {
      const isLetIn = walk.choices.ask({
        key: `vlans ${bridge.id}`,
        ifYes: `the VLANs of ${bridge.name} let it through (they were not captured)`,
        ifNo: `the VLANs of ${bridge.name} stop it (they were not captured)`,
      });
      return isLetIn ? (tag ?? 0) : `${bridge.name} filters by VLAN`;
    }
  }
}

function blocked(walk: Walk, bridge: Interface, from: Interface | undefined, reason: string): Next {
  const evidence = [from ?? bridge].map(({ link }) => link.evidence);
  walk.path.step({ ...stepOf(bridge, from, 0), to: [], how: 'blocked', reason, evidence });
  return end('dropped', `the bridge ${bridge.name} does not pass it on: ${reason}`);
}

function stepOf(
  bridge: Interface,
  from: Interface | undefined,
  vlan: number,
): Pick<BridgeStep, 'kind' | 'bridge' | 'from' | 'vlan'> {
  return {
    kind: 'bridge',
    bridge: bridge.name,
    ...(from && { from: from.name }),
    ...(vlan !== 0 && { vlan }),
  };
}

function retag(skb: Skb, tag: number | undefined): void {
  if (tag !== undefined) skb.vlan = tag;
  else if (skb.vlan !== undefined) delete skb.vlan;
}
