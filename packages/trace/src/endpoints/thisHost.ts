import type { Ip } from '@vethscope/model';
import { ipFamily, parseIp } from '@vethscope/model';

/**
 * What a program's packet to 0.0.0.0 or :: is sent to: its own source address where it has bound to
 * one, else the loopback address (ip_route_output_key_hash_rcu(), tcp_v6_connect()).
 */
export function thisHost(destination: Ip, source: Ip | undefined): Ip {
  if (destination !== '0.0.0.0' && destination !== '::') return destination;
  const isIpv4 = ipFamily(destination) === 4;
  if (isIpv4 && source !== undefined) return source;
  return parseIp(isIpv4 ? '127.0.0.1' : '::1') ?? destination;
}
