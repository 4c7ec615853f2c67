import type { Ip } from '@vethscope/model';
import type { Packet } from '../packet.ts';
import type { Skb } from '../walk/skb.ts';
import { ip } from './addresses.ts';

/** `tcp 10.1.0.5:40000 > 10.0.0.9:80`, `icmp 10.1.0.5 > 10.0.0.9`; what it has beside is usual. */
export function packet(text: string, more: Partial<Packet> = {}): Packet {
  const [, protocol = '', from = '', to = ''] = /^(\S+) (\S+) > (\S+)$/.exec(text) ?? [];
  const source = endpoint(from);
  const destination = endpoint(to);
  return {
    family: source.address.includes(':') ? 6 : 4,
    protocol,
    source: source.address,
    destination: destination.address,
    ...(source.port !== undefined && { sourcePort: source.port }),
    ...(destination.port !== undefined && { destinationPort: destination.port }),
    ...(protocol === 'tcp' && { tcpFlags: ['SYN'] }),
    ...(protocol === 'icmp' && { icmp: { type: 8, code: 0 } }),
    ...(protocol === 'ipv6-icmp' && { icmp: { type: 128, code: 0 } }),
    ...{ length: 60, ttl: 64, dscp: 0, dontFragment: true },
    ...more,
  };
}

/** `10.0.0.1:80`, `10.0.0.1`, `[fd00::1]:80`, `fd00::1` */
function endpoint(text: string): { readonly address: Ip; readonly port?: number } {
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|([^:]+|.*:.*:.*?))(?::(\d+))?$/.exec(text) ?? [];
  const address = text.includes('[') ? bracketed : text.split(':').length > 2 ? text : plain;
  const hasPort = port !== undefined && (text.includes('[') || text.split(':').length === 2);
  return { address: ip(address ?? ''), ...(hasPort && { port: Number(port) }) };
}

/** TCP to port 80 unless told otherwise. */
export function packetOf(source: string, destination: string, more: Partial<Packet> = {}): Packet {
  return packet(`tcp ${source} > ${destination}`, { destinationPort: 80, ...more });
}

/** The same without a source address yet. */
export function packetTo(destination: string, source?: string, more: Partial<Packet> = {}): Packet {
  return packetOf(source ?? (destination.includes(':') ? '::' : '0.0.0.0'), destination, more);
}

export function skbOf(of: Packet, more: Partial<Skb> = {}): Skb {
  return { packet: of, mark: 0, packetType: 'unicast', ...more };
}
