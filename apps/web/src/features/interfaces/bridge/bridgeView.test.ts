import { readFileSync } from 'node:fs';
import { combineNetns } from '@vethscope/model';
import { unpackCapture } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { readCapture } from '../../../testing/readCapture.ts';
import { vxlanView } from '../vxlan/vxlanView.ts';
import { bridgeView, vlanText } from './bridgeView.ts';

async function openNodes(...names: readonly string[]) {
  const files = await Promise.all(
    names.map(async (name) => {
      const path = new URL(
        `../../../../../../examples/calico-two-nodes/${name}.tar.gz`,
        import.meta.url,
      );
      const unpacked = await unpackCapture(`${name}.tar.gz`, readFileSync(path));
      if (!('capture' in unpacked)) throw new Error(`${name} cannot be read`);
      return unpacked.capture;
    }),
  );
  const { index } = readCapture('two', files);
  const netns = combineNetns(index.netnsSnapshots('netns/worker/host').map((one) => one.netns));
  const iface = (id: string) => {
    const element = index.node(id);
    if (element?.kind !== 'interface' || !netns) throw new Error(`no ${id}`);
    return { index, element, netns };
  };
  return iface;
}

test('a bridge’s ports in order, what is behind them, and whose its addresses are', async () => {
  const iface = await openNodes('worker');
  const { index, element, netns } = iface('if/worker/host/cni0');
  const { ports, entries } = bridgeView(index, element, netns);
  expect(
    ports.map((port) => [port.iface.name, port.behind.map(({ id }) => id), port.stations]),
  ).toEqual([
    ['vethc8eb2683', ['if/worker/cni-dns-worker/eth0'], 1],
    ['vethc7733e52', ['if/worker/cni-shell-worker/eth0'], 1],
    ['vethd21473ad', ['if/worker/net:[4026532908]/eth0'], 1],
  ]);
  // 02:85:00:00:02:02 dev vethc8eb2683 master cni0
  const learned = entries.filter(({ state }) => state === 'learned');
  expect(learned.map(({ entry, station }) => [entry.mac, entry.device, station])).toEqual([
    ['02:85:00:00:02:02', 'vethc8eb2683', behind('cni-dns-worker')],
    ['02:85:00:00:02:03', 'vethc7733e52', behind('cni-shell-worker')],
    ['02:85:00:00:02:09', 'vethd21473ad', behind('net:[4026532908]')],
  ]);
  // Stations before groups, of the bridge and its ports alone.
  expect(entries[0]?.entry.mac).toBe('02:85:00:00:02:00');
  expect(entries.at(-1)?.station).toEqual({ kind: 'group' });
  expect(new Set(entries.map(({ entry }) => entry.device)).size).toBe(4);
});

function behind(netns: string) {
  return { kind: 'interface', id: `if/worker/${netns}/eth0` };
}

test('a VXLAN device’s peers with their entries', async () => {
  const iface = await openNodes('control', 'worker');
  const { index, element, netns } = iface('if/worker/host/vxlan.calico');
  const { peers, entries, neighbors } = vxlanView(index, element, netns);
  expect(peers.map(({ peer, verdict }) => [peer, verdict.kind])).toEqual([
    ['node/control', 'proven'],
  ]);
  expect(entries.map(({ entry, peer }) => [entry.mac, entry.destination, peer])).toEqual([
    ['66:00:00:00:04:01', '10.0.0.11', 'node/control'],
  ]);
  expect(neighbors.map(({ entry, peer }) => [entry.address, peer])).toEqual([
    ['192.168.1.0', 'node/control'],
  ]);
});

test.each([
  [{ vlan: 1, pvid: true, untagged: true }, '1 untagged PVID'],
  [{ vlan: 10, endVlan: 20, pvid: false, untagged: false }, '10–20 tagged'],
])('%j', (vlan, words) => {
  const evidence = { file: 'f', line: 1, endLine: 1 };
  expect(vlanText({ device: 'veth1', evidence, ...vlan })).toBe(words);
});
