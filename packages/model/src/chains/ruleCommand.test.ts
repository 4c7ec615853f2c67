import { describe, expect, test } from 'vitest';
import type { IptablesTable, Rule } from '../snapshot/iptables.ts';
import { at } from '../testing/builders.ts';
import { ruleCommand } from './ruleCommand.ts';

function table(over: Partial<IptablesTable> = {}): IptablesTable {
  return {
    family: 4,
    table: 'nat',
    form: 'save',
    partial: false,
    chains: [],
    evidence: at(1),
    ...over,
  };
}

function rule(over: Partial<Rule> = {}): Rule {
  return {
    number: 3,
    protocol: { kind: 'any' },
    source: { kind: 'any' },
    destination: { kind: 'any' },
    inInterface: { kind: 'any' },
    outInterface: { kind: 'any' },
    matches: [],
    target: { kind: 'accept' },
    evidence: at(4),
    ...over,
  };
}

function appended(line: string): string {
  const command = ruleCommand(table(), 'c', rule(), 'append', line);
  return command.kind === 'command' ? command.text : command.why;
}

describe('ruleCommand', () => {
  test.each([
    ['append', 'iptables -t nat -A c -i lo -j ACCEPT'],
    ['insert', 'iptables -t nat -I c 3 -i lo -j ACCEPT'],
    ['delete', 'iptables -t nat -D c -i lo -j ACCEPT'],
  ] as const)('%s', (verb, text) => {
    const line = '-A c -i lo -j ACCEPT';
    expect(ruleCommand(table(), 'c', rule(), verb, line)).toEqual({ kind: 'command', text });
  });

  test.each([
    ['counters in front', '[12:720] -A c -j DROP', '-j DROP'],
    ['counters among the options, of -S -v', '-A c -i lo -c 12 720 -j DROP', '-i lo -j DROP'],
    [
      'a comment that looks like counters',
      '-A c -m comment --comment -c -j DROP',
      '-m comment --comment -c -j DROP',
    ],
    ['a negation', '-A c ! -i lo -j DROP', '! -i lo -j DROP'],
    ['spelled as captured', '-A c -j CT --notrack', '-j CT --notrack'],
    ['no target', '-A c', ''],
    ['a comment', '-A c -m comment --comment "a b"', "-m comment --comment 'a b'"],
    ['an empty one', '-A c -m comment --comment ""', "-m comment --comment ''"],
    [
      'one with quotes and backslashes',
      String.raw`-A c -m comment --comment "say \"hi\", it\'s \\ back"`,
      String.raw`-m comment --comment 'say "hi", it'\''s \ back'`,
    ],
    [
      'one that a shell would act on',
      '-A c -m comment --comment "$(reboot) `x`; !1"',
      "-m comment --comment '$(reboot) `x`; !1'",
    ],
  ])('%s', (_, line, options) => {
    expect(appended(line)).toBe(`iptables -t nat -A c ${options}`.trimEnd());
  });

  test('of a listing the rule is written anew', () => {
    const command = ruleCommand(
      table({ form: 'verbose', family: 6, table: 'filter' }),
      'INPUT',
      rule({
        inInterface: { kind: 'is', name: 'cali', wildcard: true, negated: false },
        matches: [{ kind: 'comment', text: "it's" }],
      }),
      'append',
      "    0     0 ACCEPT     all      cali+  *       ::/0   ::/0   /* it's */",
    );
    expect(command).toEqual({
      kind: 'command',
      text: String.raw`ip6tables -t filter -A INPUT -i cali+ -m comment --comment 'it'\''s' -j ACCEPT`,
    });
  });

  test.each<[string, Partial<Rule>, IptablesTable['form']]>([
    [
      'the listing hides which interfaces it asks for',
      { inInterface: { kind: 'unknown' } },
      'brief',
    ],
    [
      'the listing does not say which option is behind “foo bar”',
      { matches: [{ kind: 'unknown', text: 'foo bar' }] },
      'verbose',
    ],
    [
      'the listing does not say which options its target FOO has',
      { target: { kind: 'unknown', name: 'FOO', text: 'FOO bar' } },
      'verbose',
    ],
    [
      'example.com stands for an address',
      { destination: { kind: 'unknown', text: 'example.com' } },
      'verbose',
    ],
    [
      'it holds characters that a terminal would act on',
      { matches: [{ kind: 'comment', text: 'a\u001b[2Jb' }] },
      'verbose',
    ],
  ])('unknown: %s', (why, over, form) => {
    const command = ruleCommand(table({ form }), 'c', rule(over), 'append', undefined);
    expect(command).toEqual({ kind: 'unknown', why });
  });
});
