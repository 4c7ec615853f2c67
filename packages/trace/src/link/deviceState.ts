import { interfaceState } from '@vethscope/model';
import type { Interface } from '../network/network.ts';

/** Why nothing goes out by it; absent where it carries traffic, or the capture does not say. */
export function whyNotSending({ name, link }: Interface): string | undefined {
  if (isOff(link.flags)) return `${name} is down`;
  // A bridge without a carrier has no port that forwards; the same goes for a bond's members.
  return interfaceState(link) === 'down' ? `${name} has no carrier` : undefined;
}

/** Why nothing comes in by it: dev_forward_skb() and netif_rx() ask for IFF_UP only. */
export function whyNotReceiving({ name, link }: Interface): string | undefined {
  return isOff(link.flags) ? `${name} is down` : undefined;
}

function isOff(flags: readonly string[]): boolean {
  return flags.length > 0 && !flags.includes('UP');
}
