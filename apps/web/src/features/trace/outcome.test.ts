import { DISPOSITIONS, type Reach } from '@vethscope/trace';
import { expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';

test.each<readonly [string, Reach | undefined, string]>([
  ['not worked out yet', undefined, ''],
  ['cannot be asked', { kind: 'problem', message: 'x' }, '–'],
  ['delivered', { kind: 'answer', disposition: 'delivered', reply: 'delivered' }, '✓'],
  // Nobody is there to answer: a datagram to a network.
  ['delivered', { kind: 'answer', disposition: 'delivered' }, '✓'],
  [
    'delivered, but the reply is lost',
    { kind: 'answer', disposition: 'delivered', reply: 'dropped' },
    '½',
  ],
  [
    'delivered, but the reply may be lost',
    { kind: 'answer', disposition: 'delivered', reply: 'undecided' },
    '½',
  ],
  [
    'delivered, but the port is closed',
    { kind: 'answer', disposition: 'delivered', reply: 'delivered', isPortClosed: true },
    '○',
  ],
  // The sender of a request to a NodePort: what it makes of the answer nobody captured.
  [
    'delivered, the reply leaves the capture',
    { kind: 'answer', disposition: 'delivered', reply: 'leavesCapture' },
    '↩',
  ],
  [
    'delivered, but the port is closed',
    { kind: 'answer', disposition: 'delivered', reply: 'leavesCapture', isPortClosed: true },
    '○',
  ],
  ['dropped', { kind: 'answer', disposition: 'dropped' }, 'D'],
  ['undecided', { kind: 'answer', disposition: 'undecided' }, '?'],
  [
    'undecided, likely rejected',
    { kind: 'answer', disposition: 'undecided', likely: 'rejected' },
    'R',
  ],
  [
    'undecided, likely delivered, but the reply is lost',
    { kind: 'answer', disposition: 'undecided', likely: 'delivered', reply: 'noRoute' },
    '½',
  ],
])('%s', (title, reach, sign) => {
  expect(outcomeOf(reach)).toMatchObject({ title, sign });
});

test('each disposition has a sign of its own: colour alone tells nothing', () => {
  const signs = DISPOSITIONS.map((disposition) => outcomeOf({ kind: 'answer', disposition }).sign);
  expect(new Set(signs).size).toBe(DISPOSITIONS.length);
});
