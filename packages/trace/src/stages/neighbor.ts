import { mtuStep, mtuWords } from '../link/mtu.ts';
import { resolveNeighbor } from '../link/resolveNeighbor.ts';
import { end } from '../walk/next.ts';
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
  delete skb.sourceMac;
  delete skb.destinationMac;
  if (device.link.mac !== undefined) skb.sourceMac = device.link.mac;
  if (resolution.mac !== undefined) skb.destinationMac = resolution.mac;
  return { stage: 'transmit', interface: device, skb };
};
