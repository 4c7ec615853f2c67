import { netnsId } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import type { Disposition } from './disposition.ts';
import { reachOf } from './reachability.ts';
import { ip } from './testing/addresses.ts';
import { packet } from './testing/packets.ts';
import type { Branch, Trace } from './trace.ts';

const branch = (disposition: Disposition, reply?: Disposition): Branch => ({
  ...{ probability: null, disposition, assumptions: [], hops: [], because: '' },
  ...(reply && {
    reply: {
      packet: packet('tcp 10.0.0.2 > 10.0.0.1:80'),
      disposition: reply,
      hops: [],
      because: '',
    },
  }),
});
const traced = (disposition: Disposition, ...branches: readonly Branch[]): Trace => ({
  ...{ packet: packet('tcp 10.0.0.1 > 10.0.0.2:80'), from: { text: 'a' }, to: { text: 'b' } },
  ...{ disposition, branches },
});
const reach = (trace: Trace) => reachOf({ kind: 'trace', trace });

describe('a pair in one word', () => {
  test('delivered and answered', () => {
    expect(reach(traced('delivered', branch('delivered', 'delivered')))).toEqual({
      ...{ kind: 'answer', disposition: 'delivered', reply: 'delivered' },
    });
  });

  test('nobody is there to answer', () => {
    expect(reach(traced('dropped', branch('dropped')))).toEqual({
      ...{ kind: 'answer', disposition: 'dropped' },
    });
  });

  test('one of several endpoints does not answer: the reply is undecided', () => {
    expect(
      reach(traced('delivered', branch('delivered', 'delivered'), branch('delivered', 'noRoute'))),
    ).toMatchObject({ disposition: 'delivered', reply: 'undecided' });
  });

  test('undecided: the first way is the likely one, and its reply the one told of', () => {
    expect(
      reach(traced('undecided', branch('delivered', 'delivered'), branch('dropped'))),
    ).toMatchObject({ likely: 'delivered', reply: 'delivered' });
    expect(reach(traced('undecided', branch('dropped'), branch('delivered', 'noRoute')))).toEqual({
      kind: 'answer',
      disposition: 'undecided',
      likely: 'dropped',
    });
  });

  test('by chance: what more than half of all packets meet, else nothing is likely', () => {
    const chance = (probability: number, end: Disposition, reply?: Disposition): Branch => ({
      ...branch(end, reply),
      probability,
    });
    const half = traced('undecided', chance(0.5, 'dropped'), chance(0.5, 'delivered', 'delivered'));
    expect(reach(half)).toEqual({ kind: 'answer', disposition: 'undecided' });
    const third = chance(1 / 3, 'delivered', 'delivered');
    expect(reach(traced('undecided', chance(1 / 3, 'dropped'), third, third))).toEqual({
      ...{ kind: 'answer', disposition: 'undecided', likely: 'delivered', reply: 'delivered' },
    });
  });

  test('a port that is known to be closed', () => {
    const closed: Branch = {
      ...branch('delivered', 'delivered'),
      hops: [
        {
          node: 'a',
          netns: netnsId('a', 'host'),
          steps: [
            {
              ...{ kind: 'socket', protocol: 'tcp', address: ip('10.0.0.2'), port: 80 },
              ...{ listening: 'no', evidence: [] },
            },
          ],
        },
      ],
    };
    expect(reach(traced('delivered', closed))).toMatchObject({ isPortClosed: true });
  });

  test('what cannot be asked says why', () => {
    const problem = { kind: 'problem', message: 'to: no pod "x"' } as const;
    expect(reachOf(problem)).toBe(problem);
  });
});
