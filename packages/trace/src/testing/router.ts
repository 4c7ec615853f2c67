import type { Ip } from '@vethscope/model';
import { buildTopology, HOST_NETNS, netnsId, parseIp } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import { indexNetwork, type Namespace, type Network } from '../network/network.ts';
import type { Packet } from '../packet.ts';

/** One captured namespace, for tests of what its tables say. */
export interface Router {
  readonly network: Network;
  readonly netns: Namespace;
}

/** As a terminal shows it: `# ip route`, and the output below. */
export function readRouter(text: string): Router {
  const capture = { name: 'router', files: [{ path: 'router.md', text }], diagnostics: [] };
  const snapshot = readSnapshot([capture]);
  const network = indexNetwork(snapshot, buildTopology(snapshot));
  const netns = network.namespaces.get(netnsId('router', HOST_NETNS));
  if (!netns) throw new Error(`nothing was read: ${JSON.stringify(snapshot.diagnostics)}`);
  return { network, netns };
}

export function addressOf(text: string): Ip {
  const address = parseIp(text);
  if (address === undefined) throw new Error(`not an address: ${text}`);
  return address;
}

/** A first packet: TCP to port 80 unless told otherwise. */
export function packetTo(destination: string, source?: string, more: Partial<Packet> = {}): Packet {
  const isIpv6 = destination.includes(':');
  return {
    family: isIpv6 ? 6 : 4,
    source: addressOf(source ?? (isIpv6 ? '::' : '0.0.0.0')),
    destination: addressOf(destination),
    ...{ protocol: 'tcp', destinationPort: 80, length: 60, ttl: 64, dscp: 0, dontFragment: true },
    ...more,
  };
}
