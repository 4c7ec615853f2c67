import type { PodElement, PortMap } from '@vethscope/model';
import { parseIp, podId } from '@vethscope/model';
import { expect, test } from 'vitest';
import type { RulePlace } from '../rulePlace.ts';
import { podsByAddress } from './podsByAddress.ts';
import { portMapRows } from './portMapRows.ts';
import { portMapsCsv } from './portMapsCsv.ts';

function podAt(name: string, address: string, hostNetwork = false): PodElement {
  const own = { id: podId('default', name), label: name, namespace: 'default', name };
  const addresses = [parseIp(address) ?? []].flat();
  return { kind: 'pod', ...own, hostNetwork, addresses, evidence: [] };
}

function mapTo(address: string, hostPort: number, number: number): PortMap<RulePlace> {
  const evidence = { file: 'save', line: 10 + number, endLine: 10 + number };
  return {
    ...{ protocol: 'tcp', hostPort, address, port: 80, masquerades: [], isTaken: false },
    ...{ chain: 'CNI-DN-a', rules: [{ chain: 'CNI-DN-a', rule: { number, evidence } }] },
  };
}

const MAPS = [mapTo('10.85.0.7', 8080, 1), mapTo('10.85.0.8', 8081, 2)];
const PODS = podsByAddress([podAt('web', '10.85.0.7'), podAt('proxy', '10.85.0.8', true)]);

test('a pod stands behind its own address, one of the host network behind none', () => {
  expect(portMapRows(MAPS, PODS, '').map(({ pod }) => pod?.name)).toEqual(['web', undefined]);
});

test('an address of two pods tells of neither', () => {
  expect(podsByAddress([podAt('a', '10.85.0.7'), podAt('b', '10.85.0.7')])).toEqual(new Map());
});

test.each([
  ['default/web', [8080]],
  ['8081/tcp', [8081]],
  ['10.85.0.8 cni-dn', [8081]],
  ['10.85.0.9', []],
])('%s finds %j', (filter, ports) => {
  expect(portMapRows(MAPS, PODS, filter).map(({ map }) => map.hostPort)).toEqual(ports);
});

test('saved with the pod and the line of each', () => {
  expect(portMapsCsv(portMapRows(MAPS, PODS, 'web'))[1]).toEqual([
    ...['all', '8080', 'tcp', '10.85.0.7:80', 'default/web', 'yes', 'CNI-DN-a', 'save:11'],
  ]);
});
