import { readSnapshot } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { redactCaptures } from '../redactCaptures.ts';

const TABLE = { family: 'inet', table: 'acme-edge' };
const RULESET = JSON.stringify({
  nftables: [
    { table: { family: 'inet', name: 'acme-edge' } },
    {
      chain: {
        ...TABLE,
        ...{ name: 'from-acme', type: 'filter', hook: 'input', prio: -5, policy: 'drop' },
      },
    },
    { chain: { ...TABLE, name: 'of-acme' } },
    {
      rule: {
        ...TABLE,
        chain: 'from-acme',
        comment: 'acme',
        expr: [{ jump: { target: 'of-acme' } }],
      },
    },
    { rule: { ...TABLE, chain: 'of-acme', expr: [{ accept: null }] } },
  ],
});

/** Its rules are not read, so nobody can tell what is a name in them. */
test('of a ruleset in JSON there stays where packets come in, and how many rules there are', () => {
  const files = [{ path: 'host/nft_-j_list_ruleset.txt', text: RULESET }];
  const { captures } = redactCaptures([{ name: 'a', files, diagnostics: [] }]);
  expect(JSON.stringify(captures)).not.toContain('acme');
  const tables = readSnapshot(captures).nodes[0]?.namespaces[0]?.nftTables;
  expect(tables).toMatchObject([
    {
      family: 'inet',
      rules: 2,
      hooks: [{ type: 'filter', hook: 'input', priority: -5, policy: 'drop', rules: 1 }],
    },
  ]);
});

test('a type of chain that nft does not have is no word of its own', () => {
  const text = RULESET.replace('"type":"filter"', '"type":"acme"');
  expect(text).not.toBe(RULESET);
  const files = [{ path: 'host/nft_-j_list_ruleset.txt', text }];
  const { captures } = redactCaptures([{ name: 'a', files, diagnostics: [] }]);
  expect(JSON.stringify(captures)).not.toContain('acme');
});
