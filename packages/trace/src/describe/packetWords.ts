import type { Packet } from '../packet.ts';
import type { Endpoint } from '../step.ts';

/** `tcp 10.85.0.4 → 10.96.0.10:53`, `tcp [fd00::1]:4000 → …`. */
export function packetWords(packet: Packet): string {
  const { source, sourcePort, destination, destinationPort } = packet;
  const from = endpointWords({
    address: source,
    ...(sourcePort !== undefined && { port: sourcePort }),
  });
  const to = endpointWords({
    address: destination,
    ...(destinationPort !== undefined && { port: destinationPort }),
  });
  return `${protocolWords(packet)} ${from} → ${to}`;
}

/** `10.0.0.1:53`, `[fd00::1]:53`, `10.0.0.1`. */
export function endpointWords({ address, port }: Endpoint): string {
  if (port === undefined) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** `tcp`; `icmp echo request`; `icmpv6 type 3 code 0`. */
function protocolWords({ protocol, icmp }: Packet): string {
  const name = protocol === 'ipv6-icmp' ? 'icmpv6' : protocol;
  if (!icmp) return name;
  const known = icmp.code === 0 ? ICMP_NAMES[`${name} ${icmp.type}`] : undefined;
  return `${name} ${known ?? `type ${icmp.type} code ${icmp.code}`}`;
}

const ICMP_NAMES: Readonly<Record<string, string>> = {
  'icmp 8': 'echo request',
  'icmp 0': 'echo reply',
  'icmpv6 128': 'echo request',
  'icmpv6 129': 'echo reply',
};
