import { describe, expect, test } from 'vitest';
import type { CapturedNetns } from '../../snapshot/captureRecord.ts';
import type { CriSandbox } from '../../snapshot/kubernetes.ts';
import { at, link, netns, node, snapshot, veth } from '../../testing/builders.ts';
import { buildTopology } from '../buildTopology.ts';
import type { PodElement } from '../topology.ts';

/** The host and a namespace `cni-1`, joined by a veth pair that both ends prove. */
const HOST = netns('host', {
  links: [link('5: veth1@if2', { netns: 'cni-1' }, { ...veth, flags: [] })],
});
const CNI_1 = netns('cni-1', { links: [link('2: eth0@if5', { netns: 'pin-1' }, veth)] });

function sandbox(more: Partial<CriSandbox>): CriSandbox {
  return { id: 'b7a5dc968252f', pod: 'web-0', namespace: 'shop', evidence: at(70), ...more };
}

function placed(
  sandboxes: readonly CriSandbox[],
  namespaces: readonly CapturedNetns[] = [],
): PodElement | undefined {
  const record = { formatVersion: '1.0', tool: 'test', startedAt: '', commands: [] };
  const topology = buildTopology(
    snapshot(
      node([HOST, CNI_1], {
        runtime: { containers: [], sandboxes, images: [] },
        capture: { ...record, namespaces, evidence: at(1) },
      }),
    ),
  );
  return topology.nodes.find((one) => one.kind === 'pod');
}

describe('the runtime says which namespace a sandbox was started in', () => {
  test.each([
    ['/run/netns/cni-1', 'cni-1'],
    ['/var/run/netns/cni-1', 'cni-1'],
    // A name of the host's own namespace, as the pair proves.
    ['/var/run/netns/pin-1', 'host'],
  ])('%s is %s', (netnsPath, name) => {
    expect(placed([sandbox({ netnsPath })])).toMatchObject({
      netns: `netns/node1/${name}`,
      matchedBy: 'sandbox-netns',
      evidence: [at(70)],
    });
  });

  test('a path elsewhere is looked up in what the capture found there', () => {
    const found = {
      name: 'cni-1',
      names: ['cni-1'],
      paths: ['/run/docker/netns/8f1e', '/proc/4711/ns/net'],
      evidence: at(2),
    };
    for (const netnsPath of ['/var/run/docker/netns/8f1e', '/proc/4711/ns/net']) {
      expect(placed([sandbox({ netnsPath })], [found])).toMatchObject({
        netns: 'netns/node1/cni-1',
      });
      expect(placed([sandbox({ netnsPath })])).not.toHaveProperty('netns');
    }
  });

  test('a namespace that nothing else knows is no place', () => {
    expect(placed([sandbox({ netnsPath: '/run/netns/gone' })])).not.toHaveProperty('netns');
  });

  test('what is left of an earlier start does not count', () => {
    const left = sandbox({ id: 'ffeeddccbbaa9', state: 'NotReady', netnsPath: '/run/netns/pin-1' });
    const running = sandbox({ state: 'Ready', netnsPath: '/run/netns/cni-1' });
    expect(placed([left, running])).toMatchObject({ netns: 'netns/node1/cni-1' });
    expect(placed([left])).not.toHaveProperty('netns');
  });

  test('every output that tells of the sandbox is evidence', () => {
    const both = sandbox({ netnsPath: '/run/netns/cni-1', moreEvidence: [at(90)] });
    expect(placed([both])?.evidence).toEqual([at(70), at(90)]);
  });
});

test('the runtime says that a sandbox uses the network of the node', () => {
  expect(placed([sandbox({ hostNetwork: true })])).toMatchObject({
    netns: 'netns/node1/host',
    matchedBy: 'host-network',
    hostNetwork: true,
  });
  expect(placed([sandbox({ hostNetwork: false })])).not.toHaveProperty('netns');
});
