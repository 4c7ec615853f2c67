import type { Id, NetnsSnapshot, Route, RouteType, Topology, TopologyNode } from '@vethscope/model';
import { parseIp, parsePrefix } from '@vethscope/model';
import { expect, it } from 'vitest';
import { indexCapture } from '../../view/captureIndex.ts';
import { addressEverywhere, answersEverywhere } from './addressEverywhere.ts';

const id = (text: string) => text as Id;
const evidence = { file: 'f', line: 1, endLine: 1 };
const ADDRESS = must(parseIp('10.85.0.4'));

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not an address');
  return value;
}

function route(destination: string, type: RouteType, device?: string): Route {
  return {
    ...{ family: 4, table: 'main', type, flags: [], attributes: {}, evidence },
    destination: must(parsePrefix(destination)),
    nexthops: device === undefined ? [] : [{ device, flags: [] }],
  };
}

function namespace(name: string, routes: readonly Route[]): NetnsSnapshot {
  return {
    ...{ name, routes, links: [], netnsNames: [], policyRules: [], neighbors: [], fdb: [] },
    ...{ bridgeVlans: [], iptables: [], nftTables: [], ipsets: [], sysctls: [], sockets: [] },
    captured: ['routes4'],
  };
}

const element = (name: string): TopologyNode => ({
  ...{ id: id(`netns/n/${name}`), kind: 'netns', label: name, parent: id('node/n'), name },
  ...{ aliases: [], isHost: false, captured: true, routes: [], chains: [], evidence: [evidence] },
});

const TOPOLOGY: Topology = {
  formatVersion: 1,
  nodes: [
    ...['a', 'b', 'c', 'd'].map(element),
    {
      ...{ id: id('if/n/a/eth0'), kind: 'interface', label: 'eth0', parent: id('netns/n/a') },
      ...{ name: 'eth0', ifindex: 2, netns: id('netns/n/a'), type: 'veth', state: 'up' },
      ...{ addresses: [must(parsePrefix('10.85.0.4/16'))], typeConfidence: 'proven' },
      evidence: [evidence],
    },
  ],
  edges: [],
  services: [
    {
      ...{ id: id('service/default/web'), namespace: 'default', name: 'web', clusterIps: [] },
      ports: [
        { protocol: 'TCP', port: 80, endpoints: [{ address: ADDRESS, evidence: [evidence] }] },
      ],
      evidence: [evidence],
    },
  ],
  diagnostics: [],
};

it('tells whose an address is, and which namespaces do the same with it', async () => {
  const byEth0 = [route('0.0.0.0/0', 'unicast', 'eth0')];
  const namespaces = [
    namespace('a', byEth0),
    namespace('b', [route('10.85.0.0/24', 'blackhole')]),
    namespace('c', byEth0),
  ];
  const kubernetes = {
    ...{ pods: [], services: [], endpointSlices: [], nodes: [], workloads: [] },
    ...{ networkPolicies: [], ipPools: [], ipamBlocks: [], felixConfigurations: [] },
  };
  const runtime = { containers: [], sandboxes: [], images: [] };
  const node = {
    name: 'n',
    namespaces,
    kubernetes,
    runtime,
    firewalldZones: [],
    unmanagedDevices: [],
  };
  const snapshot = { nodes: [node], inputs: [], diagnostics: [] };
  const index = indexCapture(snapshot, TOPOLOGY);
  expect(addressEverywhere(TOPOLOGY, ADDRESS)).toEqual({
    owners: ['if/n/a/eth0'],
    pods: [],
    services: [],
    endpointOf: ['service/default/web'],
  });
  expect(await answersEverywhere(TOPOLOGY, index, ADDRESS, async () => {})).toEqual([
    { outcome: 'forward', route: 'default dev eth0', namespaces: ['netns/n/a', 'netns/n/c'] },
    { outcome: 'blackhole', route: '10.85.0.0/24', namespaces: ['netns/n/b'] },
    { outcome: 'unknown', route: '', namespaces: ['netns/n/d'] },
  ]);
});
