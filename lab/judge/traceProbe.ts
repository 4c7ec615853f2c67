import { ipFamily, parseIp } from '@vethscope/model';
import type { Network, Packet, Trace } from '@vethscope/trace';
import { tracePacket } from '@vethscope/trace';
import type { PlaceNames } from './placeNames.ts';
import type { Probe } from './probe.ts';

/** The packet that `agent.mjs` sends for a probe, traced from where it is first seen. */
export function traceProbe(
  network: Network,
  probe: Probe & { readonly sport: number },
  names: PlaceNames,
): Pick<Trace, 'branches'> {
  const packet = packetOf(probe);
  const { entry, from } = probe;
  const id = names.get(entry?.place ?? from);
  const netns = id === undefined ? undefined : network.namespaces.get(id);
  if (!netns) throw new Error(`not captured: ${entry?.place ?? from}`);
  if (!entry) return tracePacket(network, { kind: 'sent', netns, packet });
  const arrival = netns.interfaces.get(entry.interface);
  const { source } = packet;
  if (!arrival || source === undefined) throw new Error(`it comes in nowhere: ${from}`);
  const assumption = 'it comes as it was sent';
  return tracePacket(network, {
    kind: 'arrives',
    interface: arrival,
    packet: { ...packet, source },
    assumption,
  });
}

function packetOf({
  proto,
  source,
  address,
  sport,
  dport,
  payload = 'probe'.length,
}: Probe & { readonly sport: number }): Omit<Packet, 'source'> & {
  readonly source?: Packet['source'];
} {
  const destination = parseIp(address);
  const from = source === undefined ? undefined : parseIp(source);
  if (destination === undefined) throw new Error(`no address: ${address}`);
  const family = ipFamily(destination);
  const header = family === 4 ? 20 : 40;
  const ip = {
    ...{ family, destination, ttl: 64, dscp: 0, dontFragment: true },
    ...(from !== undefined && { source: from }),
  };
  const ports = { sourcePort: sport, destinationPort: dport };
  switch (proto) {
    case 'tcp':
      // Options of a SYN: MSS, SACK, timestamps, window scale.
      return { ...ip, ...ports, protocol: 'tcp', tcpFlags: ['SYN'], length: header + 40 };
    case 'udp':
      return { ...ip, ...ports, protocol: 'udp', length: header + 8 + payload };
    case 'icmp': {
      const [protocol, type] = family === 4 ? ['icmp', 8] : ['ipv6-icmp', 128];
      return {
        ...ip,
        protocol: String(protocol),
        icmp: { type: Number(type), code: 0 },
        length: header + 8 + 56,
      };
    }
  }
}
