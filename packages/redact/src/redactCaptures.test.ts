import type { CaptureFiles } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { generateNode } from '../../../bench/generate.ts';
import { readExample } from '../../parsers/src/testing/readExample.ts';
import { redactCaptures } from './redactCaptures.ts';
import { foundIn, secretsOf } from './testing/secrets.ts';
import { shapeOf } from './testing/shape.ts';

const CAPTURES: readonly (readonly [string, CaptureFiles])[] = [
  ['calico-single-node', readExample('calico-single-node.md').capture],
  ['dual-stack-bridge', readExample('dual-stack-bridge').capture],
  [
    'generated',
    generateNode('worker-7.corp.example', { pods: 40, services: 8, endpointsPerService: 3 }),
  ],
];

test.each(CAPTURES)('%s reads the same once it is redacted', (_, capture) => {
  const { captures } = redactCaptures([capture]);
  expect(shapeOf(captures)).toEqual(shapeOf([capture]));
});

test.each(CAPTURES)('%s holds none of its values any more', (_, capture) => {
  const { captures } = redactCaptures([capture]);
  expect(foundIn(secretsOf([capture]), captures)).toEqual([]);
});
