import type { Id } from '@vethscope/model';
import { ipFamily, parseIp } from '@vethscope/model';
import type { Network, Packet, Trace } from '@vethscope/trace';
import { answerTrace, tracePacket } from '@vethscope/trace';
import type { Probe } from './probe.ts';

/** The packet that `agent.mjs` sends for a probe, traced. `netns`: the sender's; absent: not captured. */
export function traceProbe(
  network: Network,
  probe: Probe & { readonly sport: number },
  netns: Id | undefined,
): Pick<Trace, 'branches'> {
  const sender = netns === undefined ? undefined : network.namespaces.get(netns);
  if (sender) {
    return tracePacket(network, { kind: 'sent', netns: sender, packet: packetOf(probe) });
  }
  const { source, address: to, proto, dport, sport } = probe;
  if (source === undefined) throw new Error(`a probe from outside needs a source: ${probe.from}`);
  const answer = answerTrace(network, { from: source, to, proto, dport, sport });
  if (answer.kind === 'problem') throw new Error(answer.message);
  return answer.trace;
}

function packetOf({
  proto,
  source,
  address,
  sport,
  dport,
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
      return { ...ip, ...ports, protocol: 'udp', length: header + 8 + 'probe'.length };
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
