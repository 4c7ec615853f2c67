import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { FindingRule } from '../rule.ts';
import { RULE_GROUPS } from '../rules/index.ts';
import { rulesMarkdown } from './rulesMarkdown.ts';

const DOC = fileURLToPath(new URL('../../../../docs/findings.md', import.meta.url));
const MARK = '<!-- What follows is made from packages/findings/src/rules. -->\n';

/** `npx vitest run packages/findings -u` writes it anew; what stands above the mark is kept. */
test('docs/findings.md tells of every rule what the code tells', async () => {
  const [introduction, ...made] = readFileSync(DOC, 'utf8').split(MARK);
  expect(made).toHaveLength(1);
  await expect(`${introduction}${MARK}\n${rulesMarkdown(RULE_GROUPS)}\n`).toMatchFileSnapshot(DOC);
});

test('a rule has a heading to link to, and what it needs in words', () => {
  const rule: FindingRule = {
    ...{ id: 'odd-route', name: 'Route that is odd', explanation: 'Routes are even.' },
    scope: 'capture',
    severity: 'info',
    needs: ['routes4', 'ipsets'],
    check: () => [],
  };
  const groups = [
    { name: 'Wiring', rules: [] },
    { name: 'Routing', rules: [rule, { ...rule, id: 'no-needs', needs: [] }] },
  ];
  expect(rulesMarkdown(groups)).toBe(`\
## Routing

### odd-route

**Route that is odd** · info

Routes are even.

Needs IPv4 routes (\`ip route show\`), IP sets (\`ipset list\`).

### no-needs

**Route that is odd** · info

Routes are even.`);
});
