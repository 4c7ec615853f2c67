import type { Ip, Match } from '@vethscope/model';
import type { Interface } from '../../network/network.ts';
import {
  isLimitedBroadcast,
  isMulticast,
  isUnspecified,
  isZeronet,
} from '../../network/specialAddress.ts';
import type { Packet } from '../../packet.ts';
import { lookUp, type RouteAnswer } from '../../routing/fib.ts';
import { type Answer, negate } from '../answer.ts';
import type { Sight, Test } from '../sight.ts';

type Rpfilter = Extract<Match, { kind: 'rpfilter' }>;

/** rpfilter_mt() of ipt_rpfilter.c and ip6t_rpfilter.c: would an answer leave by where this came in? */
export function rpfilterTest(match: Rpfilter): Test {
  return (sight) => negate(isReachable(match, sight), { negated: match.invert });
}

function isReachable(match: Rpfilter, { walk, netns, skb, in: device }: Sight): Answer {
  if (!device || device.type === 'loopback') return true;
  const { packet, mark } = skb;
  if (hasNoSource(packet.source)) return packet.family === 6 || isToMany(packet.destination);
  const isBound = packet.family === 6 && !match.loose;
  const answer = lookUp(walk, netns, {
    packet: wayBack(packet),
    ...(!isToMany(packet.destination) && { source: packet.destination }),
    mark: match.validmark ? mark : 0,
    ...(isBound && { outInterface: device }),
  });
  if (answer.result === 'unknown') return answer.because;
  if (answer.result === 'local') return match.acceptLocal && (match.loose || uses(answer, device));
  return answer.result === 'unicast' && (match.loose || uses(answer, device));
}

/** Rules for ports never match it, and with IPv4 none for a protocol. */
function wayBack({ sourcePort: _, destinationPort: __, ...packet }: Packet): Packet {
  const { source, destination, family } = packet;
  const turned = { ...packet, source: destination, destination: source };
  return family === 4 ? { ...turned, protocol: 'ip' } : turned;
}

/** fib_info_nh_uses_dev(): one of the route's next hops leaves by it. */
function uses({ route, ...answer }: RouteAnswer, { name }: Interface): boolean {
  if (route?.nexthops.some(({ device }) => device === name)) return true;
  return 'device' in answer && answer.device?.name === name;
}

function hasNoSource(address: Ip): boolean {
  return isZeronet(address) || isUnspecified(address);
}

/** Limited broadcast and multicast: from no single sender's route. */
function isToMany(address: Ip): boolean {
  return isLimitedBroadcast(address) || isMulticast(address);
}
