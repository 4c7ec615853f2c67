import type { Mac } from '@vethscope/model';
import { mtuStep, mtuWords } from '../link/mtu.ts';
import { resolveNeighbor } from '../link/resolveNeighbor.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Stage } from './stages.ts';

/** ip_finish_output2(), ip6_finish_output2(): does it fit, and which MAC address is it for? */
export const neighbor: Stage<'neighbor'> = (walk, { interface: device, nexthop, mtu, skb }) => {
  const tooLong = mtuStep(device, skb, mtu);
  if (tooLong) walk.path.step(tooLong);
  if (tooLong?.verdict === 'drop') return end('dropped', mtuWords(tooLong));
  const resolution = resolveNeighbor(walk, device, nexthop, skb);
  if (resolution.kind === 'ended') return resolution.next;
  skb.packetType = resolution.packetType;
  skb.nexthop = nexthop;
  addressFrame(skb, device.link.mac, resolution.mac);
  return { stage: 'transmit', interface: device, skb };
};

/** Nothing stays of a frame that the packet came in. */
function addressFrame(skb: Skb, source: Mac | undefined, destination: Mac | undefined): void {
  if (source !== undefined) skb.sourceMac = source;
  else if (skb.sourceMac !== undefined) delete skb.sourceMac;
  if (destination !== undefined) skb.destinationMac = destination;
  else if (skb.destinationMac !== undefined) delete skb.destinationMac;
}
