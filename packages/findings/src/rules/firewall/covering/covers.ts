import type { AddressMatch, InterfaceMatch, ProtocolMatch, Rule } from '@vethscope/model';
import { prefixAddress, prefixContains, prefixLength } from '@vethscope/model';
import { impliesMatch, isAlwaysTrue } from './impliedMatch.ts';

/**
 * Whether every packet that `later` matches is matched by `earlier`, too, where nothing changed the
 * packet in between. Sound and not complete: what is not understood, or not shown, is no proof.
 */
export function covers(earlier: Rule, later: Rule): boolean {
  return (
    coversProtocol(earlier.protocol, later.protocol) &&
    coversAddress(earlier.source, later.source) &&
    coversAddress(earlier.destination, later.destination) &&
    coversInterface(earlier.inInterface, later.inInterface) &&
    coversInterface(earlier.outInterface, later.outInterface) &&
    (earlier.fragment === undefined || earlier.fragment === later.fragment) &&
    earlier.matches.every((match) => isAlwaysTrue(match) || impliesMatch(later, match))
  );
}

/** It matches every packet there is. */
export function matchesAll(rule: Rule): boolean {
  return covers(rule, ANY_PACKET);
}

const ANY_PACKET: Rule = {
  number: 0,
  protocol: { kind: 'any' },
  source: { kind: 'any' },
  destination: { kind: 'any' },
  inInterface: { kind: 'any' },
  outInterface: { kind: 'any' },
  matches: [],
  target: { kind: 'none' },
  evidence: { file: '', line: 0, endLine: 0 },
};

function coversProtocol(earlier: ProtocolMatch, later: ProtocolMatch): boolean {
  if (earlier.kind === 'any') return true;
  if (later.kind === 'any') return false;
  const isSame = earlier.name === later.name;
  if (earlier.negated) return later.negated ? isSame : isOther(earlier, later);
  return isSame && !later.negated;
}

/** By number, where both have one: one protocol has several names (`ipip`, `ipencap`). */
function isOther(
  a: Extract<ProtocolMatch, { kind: 'is' }>,
  b: Extract<ProtocolMatch, { kind: 'is' }>,
): boolean {
  return a.number !== undefined && b.number !== undefined && a.number !== b.number;
}

function coversAddress(earlier: AddressMatch, later: AddressMatch): boolean {
  if (earlier.kind === 'any') return true;
  if (earlier.kind === 'unknown') return false;
  if (!earlier.negated && prefixLength(earlier.prefix) === 0) return true;
  if (later.kind !== 'in') return false;
  const isInside = holds(earlier.prefix, later.prefix);
  if (!earlier.negated) return isInside && !later.negated;
  if (later.negated) return holds(later.prefix, earlier.prefix);
  return !isInside && !holds(later.prefix, earlier.prefix);
}

/** `outer` has all addresses of `inner`. */
function holds(
  outer: Extract<AddressMatch, { kind: 'in' }>['prefix'],
  inner: Extract<AddressMatch, { kind: 'in' }>['prefix'],
): boolean {
  return prefixLength(outer) <= prefixLength(inner) && prefixContains(outer, prefixAddress(inner));
}

function coversInterface(earlier: InterfaceMatch, later: InterfaceMatch): boolean {
  if (earlier.kind === 'any') return true;
  // What a listing without -v hides may be there, or not.
  if (earlier.kind === 'unknown' || later.kind !== 'is') return false;
  const isInside = hasNames(earlier, later);
  if (!earlier.negated) return isInside && !later.negated;
  if (later.negated) return hasNames(later, earlier);
  return !isInside && !hasNames(later, earlier);
}

type NamedInterface = Extract<InterfaceMatch, { kind: 'is' }>;

/** `outer` stands for all interfaces that `inner` stands for: `cali+` for `cali1+` and `cali12`. */
function hasNames(outer: NamedInterface, inner: NamedInterface): boolean {
  return outer.wildcard
    ? inner.name.startsWith(outer.name)
    : !inner.wildcard && inner.name === outer.name;
}
