import { expect, test } from 'vitest';
import { readSnapshot } from './readSnapshot.ts';

const NAMES = { path: 'nft_list_tables', text: 'table ip nat\ntable inet edge\n' };
const RULESET = {
  path: 'nft_list_ruleset',
  text: [
    'table ip nat {',
    '}',
    'table inet edge {',
    '	chain in {',
    '		type filter hook input priority filter; policy drop;',
    '	}',
    '}',
    '',
  ].join('\n'),
};

/** As the capture script asks: for the names, and for the rest only where there are any. */
test.each([
  ['names before rules', [NAMES, RULESET]],
  ['rules before names', [{ ...RULESET, path: 'a/nft_list_ruleset' }, NAMES]],
])('tables that are listed twice are there once, with all that is known: %s', (_, files) => {
  const { nodes, diagnostics } = readSnapshot([{ name: 'a', files, diagnostics: [] }]);
  const tables = nodes[0]?.namespaces[0]?.nftTables;
  expect(tables).toMatchObject([
    { family: 'ip', name: 'nat', managedBy: 'iptables', hooks: [] },
    { family: 'inet', name: 'edge', managedBy: 'others', hooks: [{ hook: 'input' }] },
  ]);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'nft table inet edge is shown, a trace does not judge it: 1 base chain, 0 rules',
  ]);
});
