import type { Match, TcpFlags } from '@vethscope/model';
import { addressBits, isWithin, packetAddresses } from '../../network/addressBits.ts';
import { type Answer, every, negate } from '../answer.ts';
import type { Test } from '../sight.ts';
import { portsTest } from './ports.ts';

type Of<K extends Match['kind']> = Extract<Match, { kind: K }>;

/** xt_tcpudp.c: ports, flags of a mask, an option's presence. */
export function tcpTest(match: Of<'tcp'>): Test {
  const { flags, option } = match;
  const ports = portsTest(match);
  if (!flags && !option) return ports;
  return (sight) =>
    every([
      ports(sight),
      flags ? hasFlags(flags, sight.skb.packet.tcpFlags) : true,
      option ? 'TCP options of the packet are not known' : true,
    ]);
}

function hasFlags(match: TcpFlags, flags: readonly string[] | undefined): Answer {
  if (!flags) return 'TCP flags of the packet are not known';
  const { mask, set } = match;
  return negate(
    mask.every((flag) => flags.includes(flag) === set.includes(flag)) &&
      set.every((flag) => mask.includes(flag)),
    match,
  );
}

export function sctpTest(match: Of<'sctp'>): Test {
  const ports = portsTest(match);
  if (!match.chunks) return ports;
  return (sight) => every([ports(sight), 'SCTP chunks of the packet are not known']);
}

/** ip_tables.c icmp_match(), ip6_tables.c icmp6_match(): `any` is type 255; no code is any code. */
export function icmpTest(match: Of<'icmp' | 'icmp6'>): Test {
  const { type, code } = match;
  const isAny = type === undefined || (match.kind === 'icmp' && type === 255);
  return ({ skb: { packet } }) => {
    const { icmp } = packet;
    if (!icmp) return false;
    const isCode = code === undefined || icmp.code === code;
    return negate(isAny || (icmp.type === type && isCode), match);
  };
}

export function iprangeTest({ source, destination }: Of<'iprange'>): Test {
  const from = source && { first: addressBits(source.from), last: addressBits(source.to) };
  const to = destination && {
    first: addressBits(destination.from),
    last: addressBits(destination.to),
  };
  return ({ skb: { packet } }) => {
    const addresses = packetAddresses(packet);
    if (source && from && isWithin(addresses.source, from) === source.negated) return false;
    return !(destination && to && isWithin(addresses.destination, to) === destination.negated);
  };
}

export function lengthTest(match: Of<'length'>): Test {
  const { from, to } = match;
  return ({ skb: { packet } }) => negate(packet.length >= from && packet.length <= to, match);
}

/** TTL and hop limit. */
export function ttlTest(match: Of<'ttl' | 'hl'>): Test {
  const { operator, value } = match;
  return ({ skb: { packet } }) => negate(compare[operator](packet.ttl, value), match);
}

const compare = {
  eq: (ttl: number, value: number): boolean => ttl === value,
  lt: (ttl: number, value: number): boolean => ttl < value,
  gt: (ttl: number, value: number): boolean => ttl > value,
};

export function dscpTest(match: Of<'dscp'>): Test {
  return ({ skb: { packet } }) => negate(packet.dscp === match.value, match);
}
