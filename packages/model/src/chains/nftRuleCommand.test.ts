import { describe, expect, test } from 'vitest';
import type { NftRule, NftStatement, NftTable } from '../snapshot/nftTable.ts';
import { at } from '../testing/builders.ts';
import { nftRuleCommand } from './nftRuleCommand.ts';
import type { RuleVerb } from './ruleCommand.ts';

const TABLE: NftTable = {
  family: 'inet',
  name: 'edge',
  managedBy: 'others',
  isDormant: false,
  evidence: at(1),
};

const SSH: readonly NftStatement[] = [
  { kind: 'match', text: 'tcp dport { 22, 80 }' },
  { kind: 'action', text: 'counter' },
  { kind: 'verdict', text: 'accept' },
];

function rule(over: Partial<NftRule> = {}): NftRule {
  return { number: 3, handle: 20, statements: SSH, evidence: at(4), ...over };
}

function said(one: NftRule, verb: RuleVerb = 'append', chain = 'input', table = TABLE): string {
  const command = nftRuleCommand(table, chain, one, verb);
  return command.kind === 'command' ? command.text : `unknown: ${command.why}`;
}

const WORDS = "'tcp dport { 22, 80 } counter accept'";

describe('nftRuleCommand', () => {
  test.each([
    ['append', `nft add rule inet edge input ${WORDS}`],
    ['insert', `nft add rule inet edge input index 1 ${WORDS}`],
    ['delete', 'nft delete rule inet edge input handle 20'],
  ] as const)('%s', (verb, text) => {
    expect(said(rule(), verb)).toBe(text);
  });

  test('before the first there is none to stand behind', () => {
    expect(said(rule({ number: 1 }), 'insert')).toBe(`nft insert rule inet edge input ${WORDS}`);
  });

  test('a comment with an apostrophe stays one word of the shell', () => {
    expect(said(rule({ statements: [], comment: "it's me" }))).toBe(
      `nft add rule inet edge input 'comment "it'\\''s me"'`,
    );
  });

  test.each<[string, NftRule, RuleVerb]>([
    ['does not tell its handle', { ...rule(), handle: undefined } as unknown as NftRule, 'delete'],
    ['redaction', { number: 1, evidence: at(1) }, 'append'],
    ['MARK', rule({ statements: [{ kind: 'compat', text: 'target MARK' }] }), 'append'],
    ['teleport', rule({ statements: [{ kind: 'unknown', text: '{"teleport":1}' }] }), 'append'],
    ['extension', rule({ statements: [{ kind: 'rule', text: 'xt target "MARK"' }] }), 'insert'],
    [
      'more elements',
      rule({ statements: [{ kind: 'match', text: 'ip saddr { 10.0.0.1, … 7 more }' }] }),
      'append',
    ],
    ['quotes', rule({ comment: 'a "b"' }), 'append'],
    ['terminal', rule({ comment: 'a\u001bb' }), 'append'],
  ])('is unknown, and says why: %s', (why, one, verb) => {
    expect(said(one, verb)).toMatch(new RegExp(`^unknown: .*${why}`));
  });

  test('what stands in quotes is no extension', () => {
    const text = 'log prefix "xt match " drop';
    expect(said(rule({ statements: [{ kind: 'rule', text }] }))).toContain(text);
  });

  test('a name that nft would not read is none', () => {
    expect(said(rule(), 'delete', 'a;b')).toBe('unknown: nft does not take the name “a;b”');
  });
});
