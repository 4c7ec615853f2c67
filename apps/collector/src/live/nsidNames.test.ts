import { buildTopology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { nsidNames } from './nsidNames.ts';

/** `ip -d addr` on the host and in a namespace that `ip netns list` does not name. */
const capture: CaptureFiles = {
  name: 'worker1',
  diagnostics: [],
  files: [
    {
      path: 'host/ip_-d_addr_show',
      text: `5: veth1@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    link/ether 72:08:18:fe:dc:c6 brd ff:ff:ff:ff:ff:ff link-netnsid 3 promiscuity 0 minmtu 68 maxmtu 65535
    veth
`,
    },
    { path: 'host/ip_netns_list', text: 'blue (id: 0)\nstale\n' },
    {
      path: 'netns/docker-1/ip_-d_addr_show',
      text: `2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    link/ether 8e:2f:af:9b:b6:72 brd ff:ff:ff:ff:ff:ff link-netnsid 0 promiscuity 0 minmtu 68 maxmtu 65535
    veth
`,
    },
  ],
};

test('names ids from the list, and from the pair that leads there', () => {
  const snapshot = readSnapshot([capture]);
  expect([...nsidNames(snapshot, buildTopology(snapshot))].sort()).toEqual([
    [0, 'blue'],
    [3, 'docker-1'],
  ]);
});

test('gives the name by which a capture files a namespace, not another one of it', () => {
  const snapshot = readSnapshot([capture]);
  const filed = (name: string, inode: number, names: readonly string[]) => ({
    ...{ name, inode, names, paths: [] },
    evidence: { file: 'manifest.json', line: 1, endLine: 1 },
  });
  const [node] = snapshot.nodes;
  const [host, ...others] = node?.namespaces ?? [];
  if (!node || !host) throw new Error('no node');
  const named = (name: string, nsid: number) => ({
    ...{ name, nsid },
    evidence: host.links[0]?.evidence ?? never(),
  });
  const bundled = {
    ...snapshot,
    nodes: [
      {
        ...node,
        namespaces: [
          // lsns saw blue, too, while something ran in it; green has a second name.
          {
            ...host,
            netnsNames: [
              named('blue', 0),
              named('net:[41]', 0),
              named('green', 1),
              named('zweitname', 1),
            ],
          },
          ...others,
        ],
        capture: {
          ...{ formatVersion: '1.0', tool: 't', startedAt: '2026-11-24T18:00:00Z', commands: [] },
          namespaces: [filed('blue', 41, ['blue']), filed('green', 42, ['green', 'zweitname'])],
          evidence: { file: 'manifest.json', line: 1, endLine: 1 },
        },
      },
    ],
  };
  expect([...nsidNames(bundled, buildTopology(bundled))].sort()).toEqual([
    [0, 'blue'],
    [1, 'green'],
    [3, 'docker-1'],
  ]);
});

function never(): never {
  throw new Error('the host has a link');
}
