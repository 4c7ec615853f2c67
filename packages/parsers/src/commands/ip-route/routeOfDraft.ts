import {
  defaultPrefix,
  type Evidence,
  type Family,
  type Ip,
  ipFamily,
  type Nexthop,
  type Prefix,
  parseIp,
  parsePrefix,
  type Route,
  type RouteType,
} from '@vethscope/model';
import { wholeNumber } from '../../source/wordReader.ts';
import { protocolName, routeTypeOf, scopeName, tableName } from '../rtnetlinkNames.ts';
import { nexthopOf, type RouteDraft } from './routeWords.ts';

/**
 * The family that a route's own words prove: an address of it, or `pref`, which only IPv6 routes
 * have. `via inet6` is printed on IPv4 routes alone, so it proves the other one. `undefined` for
 * `default dev tun0 scope link` and `unreachable default metric 5`.
 */
export function provenFamily(draft: RouteDraft): Family | undefined {
  if (!/^(default|0(\/\d+)?)$/.test(draft.destination)) {
    return draft.destination.includes(':') ? 6 : 4;
  }
  for (const { via, isForeign } of [draft.own, ...draft.hops]) {
    if (via !== undefined) return isForeign ? otherFamily(ipFamily(via)) : ipFamily(via);
  }
  for (const field of ['src', 'from']) {
    const prefix = parsePrefix(draft.fields.get(field) ?? '');
    if (prefix !== undefined) return ipFamily(prefix);
  }
  return draft.attributes.has('pref') ? 6 : undefined;
}

/** The route, or what keeps it from being one. `table` is where a route without `table` belongs. */
export function routeOfDraft(
  draft: RouteDraft,
  family: Family,
  table: string,
  evidence: Evidence,
): Route | string {
  const destination = destinationOf(draft.destination, family);
  const type = draft.type === undefined ? 'unicast' : routeTypeOf(draft.type);
  if (destination === undefined || type === undefined) return 'the destination is no address';
  if (draft.namedGateway !== undefined) {
    return `the gateway ${draft.namedGateway} is no address; capture without -r`;
  }
  const nexthops = nexthopsOf(draft, type);
  const nexthopId = wholeNumber(draft.fields.get('nhid'));
  // The kernel has no such route, so this is some other list of addresses.
  if (nexthops.length === 0 && nexthopId === undefined && !ENDS_HERE.has(type)) {
    return 'a route without a next hop';
  }
  return {
    family,
    table: tableName(draft.fields.get('table') ?? table),
    type,
    destination,
    nexthops,
    ...namesOf(draft),
    ...addressesOf(draft),
    ...numbersOf(draft),
    ...(nexthopId !== undefined && { nexthopId }),
    flags: draft.flags,
    attributes: attributesOf(draft, type),
    evidence,
  };
}

/** A packet that meets one goes nowhere from here: IPv6 prints `dev lo` all the same. */
const ENDS_HERE: ReadonlySet<RouteType> = new Set([
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
]);

/** `default`; `0/1`, as iproute2 prints 0.0.0.0/1 where the kernel left the address out. */
function destinationOf(printed: string, family: Family): Prefix | undefined {
  if (printed === 'default') return defaultPrefix(family);
  const [, length] = /^0(?:\/(\d+))?$/.exec(printed) ?? [];
  return parsePrefix(
    length === undefined ? printed : `${family === 4 ? '0.0.0.0' : '::'}/${length}`,
  );
}

function nexthopsOf({ own, hops }: RouteDraft, type: RouteType): readonly Nexthop[] {
  if (ENDS_HERE.has(type)) return [];
  if (hops.length > 0) return hops.map(nexthopOf);
  return own.via === undefined && own.device === undefined ? [] : [nexthopOf(own)];
}

function namesOf({ fields }: RouteDraft): Pick<Route, 'protocol' | 'scope' | 'tos'> {
  const protocol = fields.get('proto');
  const scope = fields.get('scope');
  const tos = fields.get('tos');
  return {
    ...(protocol !== undefined && { protocol: protocolName(protocol) }),
    ...(scope !== undefined && { scope: scopeName(scope) }),
    ...(tos !== undefined && { tos }),
  };
}

function addressesOf({ fields }: RouteDraft): { preferredSource?: Ip; from?: Prefix } {
  const preferredSource = parseIp(fields.get('src') ?? '');
  const from = parsePrefix(fields.get('from') ?? '');
  return {
    ...(preferredSource !== undefined && { preferredSource }),
    ...(from !== undefined && { from }),
  };
}

function numbersOf({ fields }: RouteDraft): Pick<Route, 'metric' | 'mtu'> {
  const metric = wholeNumber(fields.get('metric'));
  const mtu = wholeNumber(fields.get('mtu'));
  return { ...(metric !== undefined && { metric }), ...(mtu !== undefined && { mtu }) };
}

function attributesOf(draft: RouteDraft, type: RouteType): Route['attributes'] {
  const { own, attributes, unknown } = draft;
  return {
    ...Object.fromEntries(attributes),
    ...(ENDS_HERE.has(type) && own.device !== undefined && { dev: own.device }),
    ...(unknown.length > 0 && { unknown: unknown.join(' ') }),
  };
}

function otherFamily(family: Family): Family {
  return family === 4 ? 6 : 4;
}
