import type { Id, TopologyEdge } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import { sendFromBridge } from '../link/bridgeFrame.ts';
import { crossInto, leaveBy } from '../link/crossInto.ts';
import { whyNotSending } from '../link/deviceState.ts';
import { sendOutside } from '../link/sendOutside.ts';
import { sendShared } from '../link/sendShared.ts';
import { passDevice } from '../link/unreadPrograms.ts';
import { wireOf } from '../link/wire.ts';
import { encapsulateIpip } from '../tunnel/ipip.ts';
import { encapsulateVxlan } from '../tunnel/vxlan.ts';
import { end } from '../walk/next.ts';
import type { Walk } from '../walk/walk.ts';
import type { Stage } from './stages.ts';

/** dev_queue_xmit(): the device's driver has the frame. */
export const transmit: Stage<'transmit'> = (walk, { interface: device, skb }) => {
  const down = whyNotSending(device);
  if (down !== undefined) return end('dropped', down);
  const stopped = passDevice(walk, device, 'egress');
  if (stopped) return stopped;
  const wire = wireOf(walk.network, device);
  switch (wire.kind) {
    case 'loopback':
      return { stage: 'input', interface: device, skb };
    case 'peer':
      presumePair(walk, wire.edge);
      return crossInto(walk, device, wire.peer, skb);
    case 'unseenPeer': {
      leaveBy(walk, device, skb);
      const where = wire.netns && labelOf(walk, wire.netns);
      const into = where === undefined ? 'a namespace' : `namespace ${where}`;
      return end('leavesCapture', `by ${device.name} into ${into}, which was not captured`);
    }
    case 'bridge':
      return sendFromBridge(walk, device, skb);
    case 'lower': {
      if (!wire.lower) {
        leaveBy(walk, device, skb);
        return end('leavesCapture', `by ${device.name}: what it sits on was not captured`);
      }
      walk.path.enter(wire.lower.netns);
      if (wire.vlan !== undefined) skb.vlan = wire.vlan;
      return { stage: 'transmit', interface: wire.lower, skb };
    }
    case 'macvlan':
    case 'ipvlan':
      return sendShared(walk, device, wire, skb);
    case 'vxlan':
      return encapsulateVxlan(walk, device, skb);
    case 'ipip':
      return encapsulateIpip(walk, device, skb);
    case 'outside':
      return sendOutside(walk, device, skb);
    case 'swallowed':
      return end(
        'dropped',
        `${device.name} is a device of type ${device.type}: it sends nothing anywhere`,
      );
    case 'beyond':
      leaveBy(walk, device, skb);
      return end('leavesCapture', wire.what);
    case 'notFollowed':
      return end('undecided', `${wire.what}: what it does with a packet is not followed`);
    default:
      return assertNever(wire);
  }
};

/** The same words for both directions, so that a reply takes nothing more for granted. */
function presumePair(walk: Walk, { confidence, source, target, reason }: TopologyEdge): void {
  if (confidence === 'proven') return;
  const names = [source, target].map((id) => walk.network.interfaces.get(id)?.name ?? id);
  walk.choices.presume(`${names.join(' and ')} are a veth pair: ${reason}`);
}

function labelOf({ network }: Walk, id: Id): string | undefined {
  return network.topology.nodes.find((node) => node.id === id)?.label;
}
