import type { InterfaceMatch, Match } from '@vethscope/model';
import type { Interface } from '../../network/network.ts';
import { negate } from '../answer.ts';
import type { Test } from '../sight.ts';

interface NameMatch {
  readonly name: string;
  readonly wildcard: boolean;
}

/** `-i cali+`, `! -o eth0`; where there is no device its name is empty: nulldevname. */
export function interfaceTest(match: InterfaceMatch, side: 'in' | 'out'): Test | undefined {
  switch (match.kind) {
    case 'any':
      return undefined;
    case 'unknown':
      return () => 'the listing hides its interfaces';
    case 'is':
      return (sight) => negate(isNamed(sight[side]?.name ?? '', match), match);
  }
}

/** physdev_mt() of xt_physdev.c, in its order. */
export function physdevTest(match: Extract<Match, { kind: 'physdev' }>): Test {
  const { inInterface, outInterface, isIn, isOut, isBridged } = match;
  return ({ skb: { physIn, physOut } }) => {
    if (!physIn && !physOut) {
      // Not from a bridge: only what is asked with `!` holds.
      const asked = [isBridged, isIn, isOut].filter((is) => is !== undefined);
      const named = [inInterface, outInterface].filter((is) => is !== undefined);
      return asked.every((is) => !is) && named.every(({ negated }) => negated);
    }
    // The kernel takes it for bridged once br_netfilter knows the port that it leaves by.
    if (isBridged !== undefined && (physOut !== undefined) !== isBridged) return false;
    if (isIn !== undefined && (physIn !== undefined) !== isIn) return false;
    if (isOut !== undefined && (physOut !== undefined) !== isOut) return false;
    if (inInterface && physIn && isNamed(physIn.name, inInterface) === inInterface.negated) {
      return false;
    }
    if (!outInterface) return true;
    return physOut !== undefined && isNamed(physOut.name, outInterface) !== outInterface.negated;
  };
}

/** mac_mt(): without an Ethernet device behind it never, `!` or not. */
export function macTest(match: Extract<Match, { kind: 'mac' }>): Test {
  return ({ in: device, skb: { sourceMac } }) => {
    if (!device || !isEthernet(device)) return false;
    if (sourceMac === undefined) return 'the MAC address of the sender is not known';
    return negate(sourceMac === match.source, match);
  };
}

export function isNamed(device: string, { name, wildcard }: NameMatch): boolean {
  return wildcard ? device.startsWith(name) : device === name;
}

/** ARPHRD_ETHER */
function isEthernet({ link, type }: Interface): boolean {
  if (link.linkType !== undefined) return link.linkType === 'ether';
  return type !== 'loopback' && type !== 'ipip' && type !== 'wireguard' && type !== 'tun';
}
