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
