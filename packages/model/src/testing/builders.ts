import type { Evidence } from '../evidence.ts';
import type { Ip, Prefix } from '../net/ip.ts';
import { defaultPrefix, ipFamily, parseIp, parsePrefix } from '../net/ip.ts';
import type { InterfaceAddress, Link, LinkPeer } from '../snapshot/link.ts';
import type { Route } from '../snapshot/route.ts';
import type { NetnsSnapshot, NodeSnapshot, Snapshot } from '../snapshot/snapshot.ts';

/** Snapshots by hand, for tests: what is not given is empty. */

export function ip(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
}

export function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(`not a prefix: ${text}`);
  return parsed;
}

/** `at(12)` is line 12 of the one test file. */
export function at(line: number): Evidence {
  return { file: 'test', line, endLine: line };
}

/** `link('5: veth0@if2', { netns: 'pod' })`. */
export function link(
  head: string,
  peer?: Pick<LinkPeer, 'netns' | 'nsid'>,
  more: Partial<Link> = {},
): Link {
  const match = /^(\d+): ([^@]+)(?:@(?:if(\d+)|(\S+)))?$/.exec(head);
  if (!match) throw new Error(`not a link: ${head}`);
  const [, index, name = '', peerIndex, peerName] = match;
  const hasPeer = peerIndex !== undefined || peerName !== undefined;
  return {
    ifindex: Number(index),
    name,
    flags: ['UP', 'LOWER_UP'],
    altnames: [],
    addresses: [],
    evidence: at(Number(index)),
    ...(hasPeer && {
      peer: {
        ...(peerIndex !== undefined && { ifindex: Number(peerIndex) }),
        ...(peerName !== undefined && { name: peerName }),
        ...peer,
      },
    }),
    ...more,
  };
}

export const veth = { details: { kind: 'veth' } } as const satisfies Partial<Link>;

export function address(text: string): InterfaceAddress {
  const parsed = prefix(text);
  return { family: ipFamily(parsed), prefix: parsed, scope: 'global', flags: [], evidence: at(1) };
}

/** `route('10.0.0.0/8 via 10.1.1.1 dev eth0', { metric: 5 })`; `default` is IPv4's. */
export function route(text: string, more: Partial<Route> = {}): Route {
  const [to = '', ...words] = text.split(' ');
  const destination = to === 'default' ? defaultPrefix(4) : prefix(to);
  const word = (name: string): string | undefined => words[words.indexOf(name) + 1];
  const via = words.includes('via') ? ip(word('via') ?? '') : undefined;
  const device = words.includes('dev') ? word('dev') : undefined;
  return {
    family: ipFamily(destination),
    table: 'main',
    type: 'unicast',
    destination,
    nexthops:
      via === undefined && device === undefined
        ? []
        : [
            {
              ...(via !== undefined && { via }),
              ...(device !== undefined && { device }),
              flags: [],
            },
          ],
    flags: [],
    attributes: {},
    evidence: at(1),
    ...more,
  };
}

export function netns(name: string, more: Partial<NetnsSnapshot> = {}): NetnsSnapshot {
  return {
    name,
    links: [],
    netnsNames: [],
    routes: [],
    policyRules: [],
    neighbors: [],
    fdb: [],
    bridgeVlans: [],
    iptables: [],
    nftTables: [],
    ipsets: [],
    sysctls: [],
    sockets: [],
    captured: ['links', 'addresses', 'routes4', 'routes6'],
    ...more,
  };
}

export function node(
  namespaces: readonly NetnsSnapshot[],
  more: Partial<NodeSnapshot> = {},
): NodeSnapshot {
  return {
    name: 'node1',
    namespaces,
    kubernetes: {
      pods: [],
      services: [],
      endpointSlices: [],
      nodes: [],
      workloads: [],
      networkPolicies: [],
      ipPools: [],
      ipamBlocks: [],
      felixConfigurations: [],
    },
    runtime: { containers: [], sandboxes: [], images: [] },
    firewalldZones: [],
    unmanagedDevices: [],
    ...more,
  };
}

export function snapshot(...nodes: readonly NodeSnapshot[]): Snapshot {
  return { nodes, inputs: [], diagnostics: [] };
}
