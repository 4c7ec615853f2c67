import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { bundle } from '../../testing/bundle.ts';
import { findingsOf } from '../../testing/findingsOf.ts';
import { captureSkewed } from './captureSkewed.ts';

/** A node whose `ip route` ran at once, and `ip neigh` so many seconds later. */
const node = (started: string, seconds: number) =>
  bundle(
    started,
    [
      '{ "command": "ip route", "netns": "host", "file": "host/ip_route", "exit": 0, "at": 0.1 }',
      `{ "command": "ip neigh", "netns": "host", "file": "host/ip_neigh", "exit": 0, "at": ${seconds} }`,
    ],
    { files: { 'host/ip_route': 'default via 192.0.2.1 dev eth0\n', 'host/ip_neigh': '' } },
  );

test('one node took long: the first and the last command', () => {
  const network = readNodes({ worker1: node('2026-11-24T20:20:36Z', 75.3) });
  expect(findingsOf(captureSkewed, network)).toMatchObject([
    {
      severity: 'info',
      title: 'worker1: its outputs were taken over 75 seconds',
      subjects: ['node/worker1'],
      evidence: [{ line: 1 }, { line: 10 }, { line: 11 }],
    },
  ]);
});

test('two nodes, twelve minutes apart: the earliest and the latest', () => {
  const network = readNodes({
    worker1: node('2026-11-24T20:32:40Z', 1),
    worker2: node('2026-11-24T20:20:36Z', 1),
    worker3: node('2026-11-24T20:20:37Z', 1),
  });
  expect(findingsOf(captureSkewed, network)).toMatchObject([
    {
      title: 'worker2 and worker1 were captured 12 minutes apart',
      subjects: ['node/worker2', 'node/worker1'],
    },
  ]);
});

test('within a minute is together', () => {
  const network = readNodes({
    worker1: node('2026-11-24T20:20:36Z', 59),
    worker2: node('2026-11-24T20:21:36Z', 59),
  });
  expect(findingsOf(captureSkewed, network)).toEqual([]);
});

test('cannot tell of outputs that nobody wrote a time to', async () => {
  expect(findingsOf(captureSkewed, await exampleNetwork('calico-single-node.md'))).toEqual([]);
  expect(findingsOf(captureSkewed, await exampleNetwork('dual-stack-bridge'))).toEqual([]);
});

test('on two nodes that were captured at once: nothing', async () => {
  const paths = ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz'];
  expect(findingsOf(captureSkewed, await exampleNetwork(...paths))).toEqual([]);
});
