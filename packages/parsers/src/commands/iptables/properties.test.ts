import { formatRule, type Rule } from '@vethscope/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseListing } from './list.ts';
import { parseSavedRules } from './save.ts';
import { arbitraryRule } from './testing/arbitraryRule.ts';

const ORIGIN = { file: '-', firstLine: 1 };
const SEED = { seed: 1, numRuns: 300 };

/** Pieces of real outputs in any order, which reaches further into the readers than noise. */
const fragment = fc.constantFrom(
  ...['*filter', ':INPUT ACCEPT [0:0]', '-A INPUT', '-P', '-N web', 'COMMIT', '[1:2]', '[1:2] -A'],
  ...['Chain INPUT (policy ACCEPT)', 'Chain web (1 references)', 'Chain', 'ACCEPT', '-j', '-m'],
  ...['target     prot opt source               destination', '0    --  0.0.0.0/0  0.0.0.0/0'],
  ...[' pkts bytes target     prot opt in     out     source               destination'],
  ...[
    '[goto]',
    '!',
    '/*',
    '*/',
    '"',
    '\\',
    'tcp',
    'dpt:80',
    'mark match',
    'match bpf 1',
    'MARK or',
  ],
  ...['recent:', 'limit:', 'CHECK', '#conn', 'policy match', '[0]', 'owner UID match', '--dport'],
  ...[
    'conntrack',
    '--ctstate',
    'set',
    '--match-set',
    'to:',
    'LOG',
    'prefix',
    '0x1/0x1',
    '-c',
    '\n',
  ],
);
const output = fc.oneof(
  fc.array(fc.oneof(fragment, fc.string()), { maxLength: 60 }).map((parts) => parts.join(' ')),
  fc.array(fc.oneof(fragment, fc.string()), { maxLength: 60 }).map((parts) => parts.join('\n')),
);

describe.each([
  ['iptables-save', parseSavedRules],
  ['iptables -L', parseListing],
])('%s', (_, parse) => {
  test('never throws, and accounts for every line that is not blank', () => {
    fc.assert(
      fc.property(output, (text) => {
        const { coverage } = parse(text, ORIGIN, []);
        const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
        const counted = Object.values(coverage).reduce((sum, count) => sum + count, 0);
        expect(counted).toBe(lines.length);
      }),
      SEED,
    );
  });

  test('rules are numbered from 1, and each stands on a line of its own', () => {
    fc.assert(
      fc.property(output, (text) => {
        const chains = parse(text, ORIGIN, []).records.flatMap((table) => table.chains);
        for (const { rules } of chains) {
          expect(rules.map(({ number }) => number)).toEqual(rules.map((_, n) => n + 1));
          expect(new Set(rules.map(({ evidence }) => evidence.line)).size).toBe(rules.length);
        }
      }),
      SEED,
    );
  });
});

test('a rule that is written can be read again', () => {
  fc.assert(
    fc.property(arbitraryRule, (rule) => {
      const saved = `-A INPUT ${formatRule(rule)}`;
      const text = ['*filter', ':INPUT ACCEPT [0:0]', saved, 'COMMIT'].join('\n');
      const { records, diagnostics } = parseSavedRules(text, ORIGIN, ['iptables-save']);
      const read = records[0]?.chains[0]?.rules[0];
      expect(read && plain(read)).toEqual(plain(rule));
      expect(diagnostics).toEqual([]);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

/** Without its place in the text. */
function plain({ evidence, number, ...rule }: Rule) {
  return rule;
}

test('a hostile line is read in time proportional to its length', () => {
  const columns = 'ACCEPT 0 -- 0.0.0.0/0 0.0.0.0/0 ';
  const heading = 'Chain INPUT (policy ACCEPT)\ntarget prot opt source destination\n';
  for (const piece of ['/* ', '*/ ', '/* */ ', '! ', '" ', 'ctstate X ', 'match bpf 1 ', 'tcp ']) {
    const started = performance.now();
    parseListing(heading + columns + piece.repeat(40_000), ORIGIN, []);
    parseSavedRules(`*filter\n-A INPUT ${piece.repeat(40_000)}`, ORIGIN, []);
    // A quadratic reader takes minutes here.
    expect(performance.now() - started).toBeLessThan(5000);
  }
});
