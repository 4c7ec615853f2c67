import type { Ip } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import { type Interface, type Namespace, perNamespace } from '../network/network.ts';
import { ownAddress } from '../network/ownAddress.ts';
import { isZeronet } from '../network/specialAddress.ts';
import { eitherSetting, largerSetting, type Setting } from '../network/sysctls.ts';
import { settingOrAsk, settingOrOff } from '../walk/settings.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import type { RouteAnswer } from './answer.ts';
import { type FibResult, lookUpFib } from './fibLookup.ts';
import type { Flow } from './flow.ts';
import type { Refusal } from './localnet.ts';
import { fibOf } from './tables.ts';
import { vrfOfInterface } from './vrf.ts';

/** fib_validate_source() in net/ipv4/fib_frontend.c: rp_filter, and own addresses from outside. */
export function validateSource(
  walk: Walk,
  netns: Namespace,
  skb: Skb,
  device: Interface,
  answer: RouteAnswer,
): Refusal | undefined {
  const { source } = skb.packet;
  if (isZeronet(source)) return undefined;
  const towards = towardsOf(answer);
  if (!towards) return undefined;
  const check = (filter: Filter): Refusal | undefined =>
    validateByMark({ walk, netns, skb, device, mark: 0, ...towards }, filter);
  const setting = largerSetting(device, 4, 'rp_filter');
  if (setting) return check({ ...setting, is: 'known' });
  return validateUnknown(walk, device, check);
}

type Filter = Setting & { readonly is: 'known' | 'assumed' };

/** Where it is to go. Absent: nowhere, so that nobody looks where it comes from. */
function towardsOf(
  answer: RouteAnswer,
):
  | { readonly kind: 'here' | 'toAll' }
  | { readonly kind: 'on'; readonly by?: Interface }
  | undefined {
  const { result } = answer;
  switch (result) {
    case 'local':
      return { kind: 'here' };
    case 'broadcast':
    case 'multicast':
      return { kind: 'toAll' };
    case 'unicast':
      return { kind: 'on', ...(answer.device && { by: answer.device }) };
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
    case 'noRoute':
    case 'unknown':
      return undefined;
    default:
      return assertNever(result);
  }
}

/** rp_filter was not captured: what does it matter? */
function validateUnknown(
  walk: Walk,
  { id }: Interface,
  check: (filter: Filter) => Refusal | undefined,
): Refusal | undefined {
  const strict = check({ value: 1, evidence: [], is: 'assumed' });
  if (!strict) return undefined;
  const off = check({ value: 0, evidence: [], is: 'assumed' });
  if (off) return off;
  const loose = check({ value: 2, evidence: [], is: 'assumed' });
  const passes = loose ? 'off' : 'not strict';
  const lets = walk.choices.ask({
    key: `${id} rp_filter ${passes}`,
    ifYes: `rp_filter of ${id}, which was not captured, is ${passes}`,
    ifNo: `rp_filter of ${id}, which was not captured, is ${loose ? 'on' : 'strict'}`,
  });
  return lets ? undefined : strict;
}

interface Arrival {
  readonly walk: Walk;
  readonly netns: Namespace;
  readonly skb: Skb;
  readonly device: Interface;
  /** What the way back is looked up with. */
  readonly mark: number;
  readonly kind: 'here' | 'toAll' | 'on';
  readonly by?: Interface;
}

/** With the packet's mark only where src_valid_mark says so: said where that makes a difference. */
function validateByMark(arrival: Arrival, filter: Filter): Refusal | undefined {
  const { walk, netns, skb, device } = arrival;
  const plain = validate(arrival, filter);
  if (skb.mark === 0 || !hasMarkRules(netns)) return plain;
  const marked = validate({ ...arrival, mark: skb.mark }, filter);
  const isSame = !plain === !marked && !eitherSetting(device, 4, 'src_valid_mark');
  if (isSame) return plain;
  return settingOrOff(walk, device, 'src_valid_mark').value > 0 ? marked : plain;
}

const hasMarkRules = perNamespace((netns) => fibOf(netns, 4).rules.some(({ rule }) => rule.fwmark));

function validate(arrival: Arrival, filter: Filter): Refusal | undefined {
  const { walk, netns, skb, device, by } = arrival;
  const { source } = skb.packet;
  // More is checked of what goes back out where it came in (send_redirects, usually on).
  if (filter.value > 0 || by === device) return validateFully(arrival, filter);
  const own = ownAddress(netns, source);
  const refusal = hasOwnRules(netns)
    ? validateFully(arrival, filter)
    : own && { reason: ownReason(source, own.carrier), evidence: [own.entry.evidence] };
  return refusal && settingOrAsk(walk, device, 'accept_local').value > 0 ? undefined : refusal;
}

function ownReason(source: Ip, carrier: Interface): string {
  return `${source} is an address of ${carrier.name} here: nobody else sends from it (accept_local is off)`;
}

/** Policy rules or local routes that somebody has made. */
const hasOwnRules = perNamespace((netns) => {
  const isOwn = netns.facts.routes.some(
    ({ family, type, protocol }) => family === 4 && type === 'local' && protocol !== 'kernel',
  );
  const fib = fibOf(netns, 4);
  return isOwn || (fib.rulesAre === 'captured' && fib.localAndMain === undefined);
});

/** __fib_validate_source() */
function validateFully(arrival: Arrival, filter: Filter): Refusal | undefined {
  const { walk, netns, skb, device } = arrival;
  const { source } = skb.packet;
  const back = reverseLookUp(arrival);
  if (back.kind === 'unknown') return validateUnknownWay(arrival, filter, back.because);
  if (back.kind !== 'route' || !isAnswer(back)) {
    return isLastResort(filter, `there is no route back to ${source}`);
  }
  const { route } = back.entry;
  const isLocal = route.type === 'local';
  if (
    route.type !== 'unicast' &&
    !(isLocal && settingOrAsk(walk, device, 'accept_local').value > 0)
  ) {
    const own = ownAddress(netns, source);
    const reason = own
      ? ownReason(source, own.carrier)
      : `${source} is ${article(route.type)} address: nobody sends from it`;
    return { reason, evidence: [route.evidence] };
  }
  const uses = route.nexthops.some(({ device: name }) => isOrIsIn(netns, name, device));
  if (uses) return undefined;
  const [hop] = route.nexthops;
  const reason = `the way back to ${source} is ${hop?.device ?? 'elsewhere'}, not ${device.name}`;
  const hasAddress = device.link.addresses.some(({ family }) => family === 4);
  if (!hasAddress) return isLastResort(filter, reason);
  if (filter.value !== 1) return undefined;
  return {
    reason: `${reason} (rp_filter is strict)`,
    evidence: [...filter.evidence, route.evidence],
  };
}

/** The routes that decide were not captured: with rp_filter on, either may be so. */
function validateUnknownWay(
  { walk, skb, device }: Arrival,
  filter: Filter,
  because: string,
): Refusal | undefined {
  const { source } = skb.packet;
  if (filter.value === 0) return undefined;
  const passes = walk.choices.ask({
    key: `${device.id} way back to ${source}`,
    ifYes: `rp_filter of ${device.id} is content with the way back to ${source} (${because})`,
    ifNo: `rp_filter of ${device.id} is not content with the way back to ${source} (${because})`,
  });
  return passes
    ? undefined
    : isLastResort(filter, `the way back to ${source} is not ${device.name}`);
}

function article(type: string): string {
  return type === 'anycast' ? 'an anycast' : `a ${type}`;
}

function isAnswer({ entry }: Extract<FibResult, { readonly kind: 'route' }>): boolean {
  const { type } = entry.route;
  return type !== 'blackhole' && type !== 'unreachable' && type !== 'prohibit';
}

function isLastResort({ value, evidence }: Filter, reason: string): Refusal | undefined {
  return value === 0 ? undefined : { reason: `${reason} (rp_filter is on)`, evidence };
}

/** Also a VRF of which the next hop's device is a part: nhc_l3mdev_matches_dev(). */
function isOrIsIn(netns: Namespace, name: string | undefined, device: Interface): boolean {
  if (name === device.name) return true;
  const found = name === undefined ? undefined : netns.interfaces.get(name);
  return found !== undefined && vrfOfInterface(found) === device;
}

/** The same packet the other way, as if it came in where the first is to go out. */
function reverseLookUp({ walk, netns, skb, mark, kind, by }: Arrival): FibResult {
  const { packet } = skb;
  const flow: Flow = {
    family: 4,
    destination: packet.source,
    ...(kind !== 'toAll' && { source: packet.destination }),
    mark,
    protocol: packet.protocol,
    ...(packet.destinationPort !== undefined && { sourcePort: packet.destinationPort }),
    ...(packet.sourcePort !== undefined && { destinationPort: packet.sourcePort }),
    dsfield: packet.dscp << 2,
    ...(by && { inInterface: by }),
  };
  return lookUpFib(walk, netns, flow);
}
