import { readFileSync } from 'node:fs';
import { unpackCapture } from '@vethscope/parsers';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCapture } from '../../../testing/readCapture.ts';
import type { OpenCapture } from '../../../view/CaptureContext.tsx';
import { outlineRows } from '../outlineRows.ts';
import { browseMode } from './browseModes.ts';

let capture: OpenCapture;

beforeAll(async () => {
  const path = new URL('../../../../../../examples/calico-single-node.md', import.meta.url);
  const unpacked = await unpackCapture('calico-single-node.md', readFileSync(path));
  if (!('capture' in unpacked)) throw new Error('the sample cannot be read');
  capture = readCapture('sample', [unpacked.capture]);
});

/** All rows below the branches that are open, indented. */
function shown(browse: string, ...open: readonly string[]): readonly string[] {
  const { branches } = browseMode(browse);
  const rows = outlineRows(branches(capture.topology, capture.index), (id) => open.includes(id));
  return rows.map(({ level, title, about }) => `${'  '.repeat(level - 1)}${title} | ${about}`);
}

test('pods by Kubernetes namespace, each with its interfaces', () => {
  const path = browseMode('pods').pathTo(
    capture.index,
    'pod/calico-apiserver/calico-apiserver-56cc46c8d5-6df76',
  );
  expect(shown('pods', ...path).slice(0, 4)).toEqual([
    'calico-apiserver | 2',
    '  calico-apiserver-56cc46c8d5-6df76 | 192.168.2.1',
    '    eth0 | 192.168.2.1/32',
    '  calico-apiserver-56cc46c8d5-vl57t | 192.168.2.2',
  ]);
});

test('a service, its endpoints, and their interfaces', () => {
  const path = browseMode('services').pathTo(capture.index, 'service/kube-system/kube-dns');
  const rows = shown('services', ...path, `${path.at(-1)} 10.85.0.4`);
  const at = rows.indexOf('  kube-dns | 10.96.0.10');
  expect(rows.slice(at, at + 4)).toEqual([
    '  kube-dns | 10.96.0.10',
    '    coredns-7db6d8ff4d-slnrj | 10.85.0.4',
    '      eth0 | 10.85.0.4/16',
    '    coredns-7db6d8ff4d-p4kzt | 10.85.0.5',
  ]);
});

test('a node with its pods, its services, its interfaces', () => {
  const rows = shown('nodes', 'node/calico-single-node');
  expect(rows[0]).toBe('calico-single-node | ');
  expect(rows.slice(1).map((row) => row.replace(/ \| \d+$/, ''))).toEqual([
    '  Pods',
    '  Services with endpoints here',
    '  Interfaces of the host',
  ]);
});

test('a policy and the endpoints it is for', () => {
  const path = browseMode('policies').pathTo(
    capture.index,
    'policy/calico-apiserver/knp.default.allow-apiserver',
  );
  expect(path).toHaveLength(2);
  const rows = shown('policies', ...path);
  const at = rows.indexOf('  calico-apiserver/knp.default.allow-apiserver | 2');
  expect(rows.slice(at + 1, at + 3)).toEqual([
    '    calico-apiserver-56cc46c8d5-6df76 | ingress',
    '    calico-apiserver-56cc46c8d5-vl57t | ingress',
  ]);
});

describe.each(['namespaces', 'pods', 'services', 'nodes', 'policies'])('listed by %s', (browse) => {
  test('every row has an id of its own, however many are open', () => {
    const { branches } = browseMode(browse);
    const rows = outlineRows(branches(capture.topology, capture.index), () => true);
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('what a row selects is there, and a path leads to rows that exist', () => {
    const { branches, pathTo } = browseMode(browse);
    const rows = outlineRows(branches(capture.topology, capture.index), () => true);
    const ids = new Set(rows.map(({ id }) => id));
    const paths = rows.flatMap(({ element }) =>
      element === undefined ? [] : pathTo(capture.index, element),
    );
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((id) => !ids.has(id))).toEqual([]);
  });
});
