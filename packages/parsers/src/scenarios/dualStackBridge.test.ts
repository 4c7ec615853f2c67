import { lookupRoute, parseIp } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { readExample } from '../testing/readExample.ts';

/*
 * A folder of outputs from a real kernel (Linux 6.18, iproute2 6.1, iptables 1.8.9), half of them
 * JSON: a machine `edge1` whose uplink is a veth to a switch, a bridge with two containers on IPv4
 * and IPv6, a macvlan leg on the uplink, a vxlan peer, policy rules, multipath, a tap without a user.
 * Expectations were worked out from what the kernel was told to build.
 */
const { snapshot, topology } = readExample('dual-stack-bridge');
const HOST = 'edge1.example.net';
const host = (name: string) => `if/${HOST}/host/${name}`;
const inside = (netns: string, name: string) => `if/${HOST}/${netns}/${name}`;
const edges = (kind: string) =>
  topology.edges
    .filter((edge) => edge.kind === kind)
    .map(({ source, target, confidence }) => `${source} → ${target} ${confidence}`);

describe('the node', () => {
  it('is named by its captured host name', () => {
    expect(topology.nodes.find(({ kind }) => kind === 'node')?.id).toBe(`node/${HOST}`);
  });

  it('has its namespaces, one of them under two names, two of them not looked into', () => {
    const namespaces = topology.nodes.flatMap((node) =>
      node.kind === 'netns' ? [[node.name, node.captured, ...node.aliases]] : [],
    );
    expect(namespaces).toEqual([
      ['db-1', true],
      ['host', true, 'edge1'],
      ['switch1', false],
      ['vm-lan', false],
      ['web-1', true],
    ]);
  });

  it('is understood to the last line', () => {
    expect(snapshot.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(snapshot.inputs.filter(({ parser }) => parser === undefined)).toEqual([]);
  });
});

describe('links', () => {
  it('joins the containers to the bridge, proven from both ends', () => {
    expect(edges('veth')).toEqual([
      `${inside('db-1', 'eth0')} → ${host('veth-db-1')} proven`,
      `${host('uplink')} → netns/${HOST}/switch1 proven`,
      `${host('veth-web-1')} → ${inside('web-1', 'eth0')} proven`,
    ]);
    expect(edges('bridge-port')).toEqual([
      `${host('tap7')} → ${host('br-lan')} proven`,
      `${host('veth-db-1')} → ${host('br-app')} proven`,
      `${host('veth-web-1')} → ${host('br-app')} proven`,
    ]);
  });

  it("puts the macvlan on the host's uplink, across namespaces", () => {
    expect(edges('macvlan-parent')).toEqual([
      `${inside('db-1', 'mv0')} → ${host('uplink')} proven`,
    ]);
  });

  it('proves the tunnel to the peer by route, neighbour and FDB', () => {
    expect(edges('vxlan-underlay')).toEqual([`${host('vx100')} → ${host('uplink')} proven`]);
    expect(edges('vxlan-tunnel')).toEqual([`${host('vx100')} → ext/vtep/10.2.20.0 proven`]);
  });

  it('knows both families of the outside', () => {
    expect(edges('network')).toEqual([
      `${host('uplink')} → ext/network/2001:db8:1::/64 proven`,
      `${host('uplink')} → ext/network/203.0.113.0/24 proven`,
    ]);
    expect(edges('gateway')).toEqual([
      'ext/network/2001:db8:1::/64 → ext/gateway/2001:db8:1::1 proven',
      'ext/network/203.0.113.0/24 → ext/gateway/203.0.113.1 proven',
    ]);
  });

  it('keeps what only one of the two outputs says: statistics from JSON, addresses from text', () => {
    const link = snapshot.nodes[0]?.namespaces[0]?.links.find(({ name }) => name === 'uplink');
    expect(link?.statistics?.rx.packets).toBeGreaterThan(0);
    expect(link?.addresses.map(({ prefix }) => prefix)).toEqual([
      '203.0.113.10/24',
      '2001:db8:1::10/64',
      expect.stringMatching(/^fe80::.*\/64$/),
    ]);
  });
});

describe('routes', () => {
  const ask = (text: string, netns = 'host') => {
    const captured = snapshot.nodes[0]?.namespaces.find(({ name }) => name === netns);
    const address = parseIp(text);
    if (!captured || address === undefined) throw new Error(`cannot ask ${netns} for ${text}`);
    const { outcome, route } = lookupRoute(captured, address);
    return [outcome, ...(route?.nexthops ?? []).map(({ via, device }) => via ?? device)];
  };

  // As `ip route get` answers in that namespace.
  it.each([
    ['10.1.0.2', ['forward', 'br-app']],
    ['10.2.20.9', ['forward', '10.2.20.0']],
    ['10.2.10.9', ['blackhole']],
    ['192.0.2.1', ['unreachable']],
    ['198.51.100.1', ['prohibit']],
    ['10.50.1.1', ['forward', '203.0.113.1', '203.0.113.2']],
    ['203.0.113.10', ['local', 'uplink']],
    ['203.0.113.255', ['broadcast', 'uplink']],
    ['2001:db8:2::1', ['forward', '2001:db8:1::1']],
    ['fd00:1::2', ['forward', 'br-app']],
  ])('%s', (address, expected) => {
    const found = ask(address);
    expect(found[0] === 'local' ? ['local', 'uplink'] : found).toEqual(expected);
  });

  it('from a container', () => {
    expect(ask('203.0.113.1', 'db-1')).toEqual(['forward', 'mv0']);
    expect(ask('203.0.113.1', 'web-1')).toEqual(['forward', '10.1.0.1']);
  });
});

describe('rules', () => {
  const netns = snapshot.nodes[0]?.namespaces[0];

  it('come from the listing that shows the most', () => {
    expect(netns?.iptables.map(({ family, table, form }) => [family, table, form])).toEqual([
      [6, 'filter', 'save'],
      [4, 'filter', 'save'],
      [4, 'nat', 'save'],
    ]);
  });

  it('keep goto, negation, sets and limits', () => {
    const filter = netns?.iptables.find(
      ({ family, table }) => family === 4 && table === 'filter',
    )?.chains;
    const forward = filter?.find(({ name }) => name === 'FORWARD');
    expect(forward?.policy).toBe('DROP');
    expect(forward?.rules[1]?.target).toEqual({ kind: 'goto', chain: 'TO-APP' });
    expect(forward?.rules[2]?.outInterface).toEqual({
      kind: 'is',
      name: 'br-app',
      wildcard: false,
      negated: true,
    });
    const toApp = filter?.find(({ name }) => name === 'TO-APP');
    expect(toApp?.rules[0]?.matches[0]).toMatchObject({
      kind: 'set',
      name: 'app-ports',
      directions: ['dst', 'dst'],
    });
  });

  it('have their sets and sysctls beside them', () => {
    expect(netns?.ipsets.map(({ name, type, members }) => [name, type, members?.length])).toEqual([
      ['app-clients', 'hash:net', 2],
      ['app-ports', 'hash:ip,port', 1],
    ]);
    expect(netns?.sysctls.find(({ key }) => key === 'net.ipv4.ip_forward')?.value).toBe('1');
  });
});
