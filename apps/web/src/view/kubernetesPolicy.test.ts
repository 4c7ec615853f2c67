import { expect, test } from 'vitest';
import { kubernetesNameOf } from './kubernetesPolicy.ts';

test.each([
  ['policy', 'default/knp.default.web', true, { namespace: 'default', name: 'web' }],
  ['policy', 'default/web', true, undefined],
  ['policy', 'default.web', true, undefined],
  ['profile', 'kns.default', true, undefined],
  ['policy', '_3CJ_GmvE9pcCktVJ2ep', false, undefined],
] as const)('%s %s', (kind, name, isNamed, expected) => {
  expect(kubernetesNameOf({ kind, name, isNamed })).toEqual(expected);
});
