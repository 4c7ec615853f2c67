import type { TopologyEdge } from '@vethscope/model';
import { chainNamer, indexChains, ipFamily, lookupRoute, parseIp } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { readExample } from '../testing/readExample.ts';

// Every expectation here was worked out by hand from examples/calico-single-node.md.

const { snapshot, topology, linesOf } = readExample('calico-single-node.md');
const HOST = 'calico-single-node';
const host = (name: string) => `if/${HOST}/host/${name}`;
const eth0 = (netns: string) => `if/${HOST}/${netns}/eth0`;

const NETNS = {
  slnrj: 'e3e2e0a1-062b-480a-a483-660254e2abe0',
  p4kzt: 'cb0e0d0a-ff37-4145-9b11-aca82942493d',
  csi: 'd9772ef6-bc47-474a-bfcc-3a2f17bad12f',
  controllers: '88ddfd64-54be-4295-97e6-4a1bac51ffeb',
  api1: '1631d05f-a264-4956-8bd0-9851884eb00b',
  api2: '21d70161-a16f-4d54-be99-e88c83e06a79',
} as const;

const edgesOf = (kind: string): readonly TopologyEdge[] =>
  topology.edges.filter((edge) => edge.kind === kind);
const pairs = (kind: string) => edgesOf(kind).map(({ source, target }) => [source, target]);
const sorted = (list: readonly (readonly string[])[]) =>
  list.map((pair) => [...pair]).sort((a, b) => (a.join() < b.join() ? -1 : 1));

describe('reading the sample', () => {
  it('understands every output: nothing unrecognized, no warning', () => {
    const lines = snapshot.inputs.map(({ coverage }) => coverage.unrecognized);
    expect(lines.every((count) => count === 0)).toBe(true);
    expect(snapshot.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('finds every command that was typed', () => {
    const parsers = snapshot.inputs.map(({ parser }) => parser);
    const count = (name: RegExp) => parsers.filter((parser) => parser && name.test(parser)).length;
    expect(count(/^ip netns/)).toBe(1);
    expect(count(/^ip link, ip addr$/)).toBe(14);
    expect(count(/^ip route/)).toBe(7);
    expect(count(/^iptables/)).toBe(2);
    expect(count(/^kubectl/)).toBe(1);
    expect(count(/^crictl/)).toBe(2);
  });
});

describe('the host', () => {
  it('has eleven interfaces of these kinds', () => {
    const inside = topology.nodes.flatMap((node) =>
      node.kind === 'interface' && node.netns === `netns/${HOST}/host`
        ? [[node.name, node.type, node.state, ...node.addresses]]
        : [],
    );
    expect(sorted(inside)).toEqual(
      sorted([
        ['lo', 'loopback', 'up', '127.0.0.1/8'],
        ['eth0', 'device', 'up', '172.16.0.11/24'],
        ['eth1', 'device', 'up', '10.0.0.11/24'],
        ['cni0', 'bridge', 'up', '10.85.0.1/16'],
        ['veth2c3744a3', 'veth', 'up'],
        ['vethf3cf048b', 'veth', 'up'],
        ['veth1d625a4b', 'veth', 'up'],
        ['veth0593223e', 'veth', 'up'],
        ['vxlan.calico', 'vxlan', 'up', '192.168.2.0/32'],
        ['cali9d04617f188', 'veth', 'up'],
        ['cali1dac8782bdb', 'veth', 'up'],
      ]),
    );
  });

  it('goes by a second name, which the peers of all six veths give it', () => {
    const element = topology.nodes.find((node) => node.id === `netns/${HOST}/host`);
    expect(element).toMatchObject({
      isHost: true,
      captured: true,
      aliases: ['a6630dc0-bda5-4a80-8e8b-f9ed6866da34'],
    });
  });

  it('has seven more names that nobody looked into', () => {
    const names = topology.nodes.flatMap((node) =>
      node.kind === 'netns' && !node.captured ? [node.name] : [],
    );
    expect(names).toEqual([
      '322f5081-3c51-4541-a1dc-5ac30daa5713',
      '78f5b298-c711-4967-81e5-bc94c87cb228',
      '8658f77b-818b-48d4-8a72-a66fc57b5cff',
      'a99f9b7e-5f7c-4ec8-bf45-cb64d51456e0',
      'c1c0eace-08c5-4bdd-9420-6b215f3fefc5',
      'dfb4ea86-a48b-4ee0-bf68-62892c0f3838',
      'e7b1d7bb-4b7d-4ea6-8afd-8b24ee745b24',
    ]);
  });
});

describe('how it hangs together', () => {
  it('has six veth pairs, each proven from both ends', () => {
    const expected: readonly (readonly [string, string])[] = [
      [host('veth2c3744a3'), eth0(NETNS.slnrj)],
      [host('vethf3cf048b'), eth0(NETNS.p4kzt)],
      [host('veth1d625a4b'), eth0(NETNS.csi)],
      [host('veth0593223e'), eth0(NETNS.controllers)],
      [host('cali9d04617f188'), eth0(NETNS.api1)],
      [host('cali1dac8782bdb'), eth0(NETNS.api2)],
    ];
    const found = pairs('veth').map((pair) => [...pair].sort());
    expect(sorted(found)).toEqual(sorted(expected.map((pair) => [...pair].sort())));
    expect(edgesOf('veth').map(({ confidence }) => confidence)).toEqual(
      Array.from({ length: 6 }, () => 'proven'),
    );
  });

  it('shows, as proof of a pair, the lines of both ends', () => {
    const pair = edgesOf('veth').find(({ source, target }) =>
      [source, target].includes(host('cali9d04617f188') as never),
    );
    const text = (pair?.evidence ?? []).flatMap(linesOf).join('\n');
    expect(text).toMatch(/^12: cali9d04617f188@if2: /m);
    expect(text).toMatch(/link-netns 1631d05f-a264-4956-8bd0-9851884eb00b/);
    expect(text).toMatch(/^2: eth0@if12: /m);
    expect(text).toMatch(/link-netns a6630dc0-bda5-4a80-8e8b-f9ed6866da34/);
  });

  it('has four ports on cni0, and vxlan.calico on eth1', () => {
    expect(sorted(pairs('bridge-port'))).toEqual(
      sorted(
        ['veth2c3744a3', 'vethf3cf048b', 'veth1d625a4b', 'veth0593223e'].map((port) => [
          host(port),
          host('cni0'),
        ]),
      ),
    );
    expect(pairs('vxlan-underlay')).toEqual([[host('vxlan.calico'), host('eth1')]]);
  });

  it('reaches two networks and a default gateway', () => {
    expect(sorted(pairs('network'))).toEqual([
      [host('eth0'), 'ext/network/172.16.0.0/24'],
      [host('eth1'), 'ext/network/10.0.0.0/24'],
    ]);
    expect(pairs('gateway')).toEqual([['ext/network/172.16.0.0/24', 'ext/gateway/172.16.0.254']]);
  });
});

describe('pods', () => {
  const pods = topology.nodes.flatMap((node) => (node.kind === 'pod' ? [node] : []));

  it('are matched with their namespaces, two by hash, four by sandbox', () => {
    const matched = pods.flatMap(({ label, netns, matchedBy }) =>
      netns === `netns/${HOST}/host` ? [] : [[label, netns ?? '', matchedBy ?? '']],
    );
    const at = (netns: string) => `netns/${HOST}/${netns}`;
    expect(sorted(matched)).toEqual(
      sorted([
        ['coredns-7db6d8ff4d-slnrj', at(NETNS.slnrj), 'cni-chain-sandbox'],
        ['coredns-7db6d8ff4d-p4kzt', at(NETNS.p4kzt), 'cni-chain-sandbox'],
        ['csi-node-driver-dpdzx', at(NETNS.csi), 'cni-chain-sandbox'],
        ['calico-kube-controllers-597855f5d-pvnh4', at(NETNS.controllers), 'cni-chain-sandbox'],
        ['calico-apiserver-56cc46c8d5-6df76', at(NETNS.api1), 'calico-interface-hash'],
        ['calico-apiserver-56cc46c8d5-vl57t', at(NETNS.api2), 'calico-interface-hash'],
      ]),
    );
  });

  it('on the host network are eight, and only inferred to be there', () => {
    const onHost = pods.filter(({ netns }) => netns === `netns/${HOST}/host`);
    expect(onHost.map(({ label }) => label)).toEqual([
      'calico-node-6bn67',
      'calico-typha-6655bb4b48-xqtpn',
      'etcd-controller.home.local',
      'kube-apiserver-controller.home.local',
      'kube-controller-manager-controller.home.local',
      'kube-proxy-skh2j',
      'kube-scheduler-controller.home.local',
      'tigera-operator-76ff79f7fd-hmsnw',
    ]);
    const ids: readonly string[] = onHost.map(({ id }) => id);
    const edges = edgesOf('pod-netns').filter(({ source }) => ids.includes(source));
    expect(new Set(edges.map(({ confidence }) => confidence))).toEqual(new Set(['inferred']));
  });

  it('prove a match by the chain, the sandbox and the address', () => {
    const edge = edgesOf('pod-netns').find(({ source }) =>
      source.endsWith('coredns-7db6d8ff4d-slnrj'),
    );
    const text = (edge?.evidence ?? []).flatMap(linesOf).join('\n');
    expect(text).toMatch(/^CNI-0753f7d0856b570d6e276401 .* 10\.85\.0\.4 .*a0f922c5fc8fb/m);
    expect(text).toMatch(/^45a457c47a13f .* a0f922c5fc8fb .*coredns-7db6d8ff4d-slnrj/m);
    expect(text).toMatch(/inet 10\.85\.0\.4\/16/);
  });
});

describe('services', () => {
  it('are known with their endpoints and the pods behind', () => {
    const dns = topology.services.find(({ name }) => name === 'kube-dns');
    const ports = dns?.ports.map(({ name, protocol, port, endpoints }) => [
      name,
      protocol,
      port,
      endpoints.map((endpoint) => [endpoint.address, endpoint.port, endpoint.pod]),
    ]);
    const at = (port: number) => [
      ['10.85.0.4', port, 'pod/kube-system/coredns-7db6d8ff4d-slnrj'],
      ['10.85.0.5', port, 'pod/kube-system/coredns-7db6d8ff4d-p4kzt'],
    ];
    expect(ports).toEqual([
      ['dns', 'udp', 53, at(53)],
      ['dns-tcp', 'tcp', 53, at(53)],
      ['metrics', 'tcp', 9153, at(9153)],
    ]);
  });

  it('are five, the headless one without endpoints', () => {
    expect(topology.services.map(({ name, clusterIps }) => [name, ...clusterIps])).toEqual([
      ['calico-api', '10.105.200.188'],
      ['calico-kube-controllers-metrics'],
      ['calico-typha', '10.110.115.144'],
      ['kubernetes', '10.96.0.1'],
      ['kube-dns', '10.96.0.10'],
    ]);
  });
});

describe('chains', () => {
  const tables = snapshot.nodes[0]?.namespaces[0]?.iptables ?? [];
  const index = (name: string) => {
    const table = tables.find((candidate) => candidate.table === name);
    if (!table) throw new Error(`no table ${name}`);
    return indexChains(table);
  };

  it('were listed without interfaces, so these are unknown', () => {
    expect(tables.map(({ table, form }) => [table, form])).toEqual(
      expect.arrayContaining([
        ['filter', 'brief'],
        ['nat', 'brief'],
      ]),
    );
    const rules = tables.flatMap(({ chains }) => chains.flatMap((chain) => chain.rules));
    expect(rules.every(({ inInterface }) => inInterface.kind === 'unknown')).toBe(true);
  });

  it.each([
    ['filter', 'cali-fw-cali6945b3c77c1', 'from pod kube-system/coredns-7db6d8ff4d-slnrj'],
    ['filter', 'cali-tw-cali868a4e4c0db', 'to pod calico-system/csi-node-driver-dpdzx'],
    [
      'filter',
      'cali-pi-_3CJ_GmvE9pcCktVJ2ep',
      'policy calico-apiserver/knp.default.allow-apiserver, ingress',
    ],
    ['filter', 'cali-pro-_u2Tn2rSoAPffvE7JO6', 'profile ksa.kube-system.coredns, egress'],
    ['nat', 'KUBE-SVC-TCOU7JCQXEZGVUNU', 'kube-system/kube-dns:dns'],
    [
      'nat',
      'KUBE-SEP-KYW2VMGBRJBFFYSZ',
      'calico-apiserver/calico-api:apiserver → 192.168.2.2:5443 (calico-apiserver-56cc46c8d5-vl57t)',
    ],
    ['nat', 'CNI-e2a92502cf20ebca6162a089', 'network crio, pod csi-node-driver-dpdzx'],
  ])('names %s %s', (table, name, title) => {
    const chains = index(table);
    const chain = chains.chain(name);
    expect(chain && chainNamer(topology, chains)(chain)).toMatchObject({
      title,
      confidence: 'proven',
    });
  });

  it('are referred to as the listing itself counts', () => {
    for (const table of ['filter', 'nat']) {
      const chains = index(table);
      for (const chain of chains.table.chains) {
        if (chain.references === undefined) continue;
        expect([chain.name, chains.referrers(chain.name).length]).toEqual([
          chain.name,
          chain.references,
        ]);
      }
    }
  });
});

describe('routes', () => {
  const inside = (name: string) =>
    snapshot.nodes[0]?.namespaces.find((netns) => netns.name === name);
  const ask = (netns: string, text: string) => {
    const address = parseIp(text);
    const found = inside(netns);
    if (address === undefined || !found) throw new Error(`cannot ask ${netns} for ${text}`);
    expect(ipFamily(address)).toBe(4);
    const { outcome, route } = lookupRoute(found, address);
    return [outcome, route?.nexthops[0]?.device];
  };

  it('lead where the kernel would send a packet', () => {
    expect(ask('host', '192.168.2.1')).toEqual(['forward', 'cali9d04617f188']);
    expect(ask('host', '192.168.2.9')).toEqual(['blackhole', undefined]);
    expect(ask('host', '10.85.0.7')).toEqual(['forward', 'cni0']);
    expect(ask('host', '8.8.8.8')).toEqual(['forward', 'eth0']);
    expect(ask('host', '172.16.0.11')).toEqual(['local', undefined]);
    expect(ask(NETNS.api1, '10.96.0.10')).toEqual(['forward', 'eth0']);
  });
});
