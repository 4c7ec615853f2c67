import type { RuleStep } from '../step.ts';

/** Steps by hand, for what tells of them. */

/** `rule('filter FORWARD 3', 'drop', '-p tcp -j DROP')`, in line 7 of the file. */
export function rule(
  place: string,
  verdict: RuleStep['verdict'],
  text: string,
  more: Partial<RuleStep> = {},
): RuleStep {
  const [table, chain = '', number] = place.split(' ');
  if (table !== 'filter' && table !== 'nat')
    throw new Error(`not a table of these tests: ${table}`);
  return {
    kind: 'rule',
    family: 4,
    table,
    chain,
    rule: Number(number),
    verdict,
    matched: 'yes',
    text,
    evidence: [{ file: 'iptables-save', line: 7, endLine: 7 }],
    ...more,
  };
}
