import type { CaptureFiles } from '@vethscope/parsers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateNode } from '../../../bench/generate.ts';
import { readExample } from '../../parsers/src/testing/readExample.ts';
import { redactCaptures } from './redactCaptures.ts';
import { type BundleNames, bundleOf } from './testing/bundle.ts';
import { foundIn, secretsOf } from './testing/secrets.ts';
import { shapeOf } from './testing/shape.ts';

const NAMES: BundleNames = {
  host: 'acme-prod-worker1.corp.example',
  namespace: 'acme-billing',
  pod: 'ledger-7db6d8ff4d-x2x4k',
  bridgePod: 'audit-0',
  service: 'invoices',
  port: 'grpc-internal',
  netns: 'cni-21d70161-a16f-4d54-be99-e88c83e06a79',
  bridgeNetns: 'e3e2e0a1-062b-480a-a483-660254e2abe0',
  device: 'acmewan0',
  set: 'acme-offices',
  comment: 'ask Jane in Berlin first',
};

const CAPTURES: readonly (readonly [string, CaptureFiles])[] = [
  ['a transcript', readExample('calico-single-node.md').capture],
  ['a folder', readExample('dual-stack-bridge').capture],
  ['a bundle', bundleOf(NAMES)],
  ['a folder of two bundles', folderOf(['acme-prod-worker1', 'acme-prod-worker2'])],
  [
    'a generated node',
    generateNode('worker-7.corp.example', { pods: 40, services: 8, endpointsPerService: 3 }),
  ],
  [
    'one without comments in its rules',
    generateNode('worker-8', { pods: 3, services: 350, endpointsPerService: 3 }),
  ],
];

function folderOf(hosts: readonly string[]): CaptureFiles {
  const bundles = hosts.map((host) => bundleOf({ ...NAMES, host }));
  return { name: 'acme-prod', files: bundles.flatMap(({ files }) => files), diagnostics: [] };
}

describe.each(CAPTURES)('%s, once redacted,', (_, capture) => {
  const { captures, report } = redactCaptures([capture]);

  test('reads the same', () => {
    expect(shapeOf(captures)).toEqual(shapeOf([capture]));
  });

  test('holds none of its values any more', () => {
    const secrets = secretsOf([capture]);
    expect(secrets.length).toBeGreaterThan(10);
    expect(foundIn(secrets, captures)).toEqual([]);
  });

  test('is the same bytes every time', () => {
    expect(redactCaptures([capture])).toEqual({ captures, report });
  });

  test('can be redacted once more, and still reads the same', () => {
    expect(shapeOf(redactCaptures(captures).captures)).toEqual(shapeOf([capture]));
  });
});

test('several captures share their tokens, and one alone has others', () => {
  const [first, second] = [bundleOf(NAMES), bundleOf({ ...NAMES, host: 'acme-prod-worker2' })];
  const podOf = (captures: readonly CaptureFiles[], i: number): string | undefined =>
    /^(ns-\S+ +\S+)/m.exec(
      captures[i]?.files.find(({ path }) => path.includes('kubectl_get_pods'))?.text ?? '',
    )?.[1];
  const together = redactCaptures([first, second]).captures;
  expect(podOf(together, 0)).toBeDefined();
  expect(podOf(together, 1)).toBe(podOf(together, 0));
  expect(podOf(redactCaptures([first]).captures, 0)).not.toBe(podOf(together, 0));
});

/** Names that anybody may give, and that look like something else or like nothing at all. */
const hostileName = fc.oneof(
  fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/),
  fc.constantFrom(
    'dev',
    'x',
    'via-10',
    'b1f922c5fc8fb',
    'if7',
    'kube-proxy2',
    'node',
    '0x10',
    'v1.2',
  ),
  fc.constantFrom('secret.corp.example', 'ip-10-0-0-1', 'cali-fw', 'eth0-uplink', 'word-1234'),
);

test('whatever the names are, it reads the same and holds none of them', () => {
  const names = fc.uniqueArray(hostileName, { minLength: 10, maxLength: 10 });
  const property = fc.property(
    names,
    fc.stringMatching(/^[A-Za-z ,.:;!-]{1,40}$/),
    (list, comment) => {
      const [host = '', namespace = '', pod = '', bridgePod = '', service = '', ...rest] = list;
      const [port = '', netns = '', bridgeNetns = '', device = '', set = ''] = rest;
      const capture = bundleOf({
        ...{
          host,
          pod,
          bridgePod,
          service,
          set,
          namespace: `${namespace.replaceAll('.', '-')}-team`,
        },
        // A namespace called `s` would be found in `ip_-s_addr`.
        ...{ netns: `red-${netns}`, bridgeNetns: `blue-${bridgeNetns}` },
        ...{ port: port.replaceAll('.', '-'), device: device.slice(0, 15) },
        comment: `Jane ${comment}`.trim(),
      });
      const { captures } = redactCaptures([capture]);
      expect(shapeOf(captures)).toEqual(shapeOf([capture]));
      expect(foundIn(secretsOf([capture]), captures)).toEqual([]);
    },
  );
  fc.assert(property, { seed: 1, numRuns: 60 });
});
