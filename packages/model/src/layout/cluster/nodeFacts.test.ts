import { expect, it } from 'vitest';
import type { TopologyNode } from '../../graph/topology.ts';
import { interfaceId, nodeId } from '../../ids.ts';
import { at } from '../../testing/builders.ts';
import { device, edge, hostOf, network, podElement, topologyOf } from '../../testing/topologies.ts';
import { nodeFacts } from './nodeFacts.ts';

const from = (file: string) => ({ evidence: [{ file, line: 1, endLine: 1 }] });
const OFFICE = network('172.16.0.0/24');
const UNDERLAY = network('10.0.0.0/24');
const nics = ['a', 'b'].flatMap((name, i) => [
  device(name, 'host', 2, 'eth0', [`172.16.${i}.5/24`], from(`${name}/ip_addr`)),
  device(name, 'host', 3, 'eth1', [`10.0.0.${i + 1}/24`], from(`${name}/ip_addr`)),
]);
const known: TopologyNode = {
  ...{ id: nodeId('c'), kind: 'node', label: 'c', captured: false },
  ...from('a/kubectl'),
};
const topology = {
  ...topologyOf(
    [...hostOf('a'), ...hostOf('b'), known, ...nics, OFFICE, UNDERLAY],
    [
      edge('network', interfaceId('a', 'host', 'eth0'), OFFICE.id),
      edge('network', interfaceId('a', 'host', 'eth1'), UNDERLAY.id),
      edge('network', interfaceId('b', 'host', 'eth1'), UNDERLAY.id),
    ],
  ),
  diagnostics: [
    { ...at(1), file: 'a/ip_addr', severity: 'warning', message: 'x' },
    { ...at(2), file: 'a/ip_route', severity: 'info', message: 'y' },
    { ...at(3), file: 'elsewhere/z', severity: 'error', message: 'z' },
  ],
} as const;

it('counts what is on a machine, and the diagnostics of its capture', () => {
  expect(nodeFacts(topology)(nodeId('a'))).toEqual({
    namespaces: 1,
    interfaces: 2,
    // Of its networks the one that the most nodes are on.
    address: '10.0.0.1',
    diagnostics: { error: 0, warning: 1, info: 1 },
  });
});

it('should not take the lines that only tell of a machine for that machine’s capture', () => {
  expect(nodeFacts(topology)(nodeId('c')).diagnostics).toEqual({ error: 0, warning: 0, info: 0 });
});

it('says that a machine has no pods only where pods are known at all', () => {
  expect(nodeFacts(topology)(nodeId('b')).pods).toBeUndefined();
  const pod = { ...podElement('a', 'shop', 'cart', 'host'), node: nodeId('a') };
  const listed = { ...topology, nodes: [...topology.nodes, pod] };
  expect(nodeFacts(listed)(nodeId('a')).pods).toBe(1);
  expect(nodeFacts(listed)(nodeId('b')).pods).toBe(0);
});
