import { expect, test } from 'vitest';
import { bench, skb } from '../testing/bench.ts';

const save = (target: string) => `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -m time --timestart 01:00:00 --timestop 02:00:00 -j ${target}
COMMIT
`;

test.each([
  // Most packets are not the ones that a rule keeps out, and are those that one lets in.
  ['DROP', 'does not match'],
  ['REJECT', 'does not match'],
  ['ACCEPT', 'matches'],
])(
  'of a rule that may match, the first answer is that of most packets: %s %s',
  (target, answer) => {
    const { netns, run, asked } = bench({ 'iptables-save': save(target) });
    const verdict = run('FORWARD', skb(netns, 'cali1>eth0', 'tcp 10.1.0.5:40000 > 10.0.0.9:80'));
    expect(verdict.kind).toBe('accept');
    expect(asked.map(({ ifYes }) => ifYes)).toEqual([
      expect.stringContaining(`rule 1 of FORWARD in filter ${answer} (`),
    ]);
  },
);
