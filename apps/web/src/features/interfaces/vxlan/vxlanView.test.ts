import type { TunnelFact, TunnelWay } from '@vethscope/model';
import { expect, test } from 'vitest';
import { verdictOf } from './vxlanView.ts';

function way(
  ...facts: readonly (readonly [TunnelFact['kind'], string | undefined, TunnelFact['agrees']])[]
) {
  return {
    facts: facts.map(([kind, value, agrees]) => ({ kind, value, agrees, evidence: [] })),
  } as unknown as TunnelWay;
}

test.each([
  ['all agree', way(['vtep', '10.0.0.1', 'yes'], ['mac', '02:…', 'yes']), { kind: 'proven' }],
  [
    'one differs, whatever else is missing',
    way(['vtep', '10.0.0.1', 'yes'], ['mac', '02:…', 'no'], ['underlay', undefined, 'unknown']),
    { kind: 'differs', facts: ['mac'] },
  ],
  [
    'nothing noted of the underlay',
    way(['vtep', '10.0.0.1', 'unknown'], ['underlay', undefined, 'unknown']),
    { kind: 'missing', facts: ['underlay'] },
  ],
  [
    'the far end was not captured',
    way(['vtep', '10.0.0.1', 'unknown'], ['mac', '02:…', 'unknown']),
    { kind: 'this side only', facts: ['vtep', 'mac'] },
  ],
  ['only the far end tells of the tunnel', undefined, { kind: 'this side only', facts: [] }],
])('%s', (_, given, expected) => {
  expect(verdictOf(given)).toEqual(expected);
});
