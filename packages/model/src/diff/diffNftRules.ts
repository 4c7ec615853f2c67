import type { Id } from '../ids.ts';
import type { NftChain, NftRule, NftTable } from '../snapshot/nftTable.ts';
import { diffSequence } from './diffSequence.ts';
import type { RecordChange, RecordSide } from './recordChange.ts';

/**
 * Rules of nftables that came, went or moved in their chain, in tables of which both captures show the
 * rules. Whether there is such a table is another question, and is asked elsewhere.
 */
export function diffNftRules(
  id: Id,
  before: readonly NftTable[],
  after: readonly NftTable[],
): readonly RecordChange[] {
  return before.flatMap((old) => {
    const now = after.find(({ family, name }) => family === old.family && name === old.name);
    if (!isShown(old) || !now || !isShown(now)) return [];
    const names = new Set([...old.chains, ...now.chains].map(({ name }) => name));
    const rulesOf = (chains: readonly NftChain[], name: string) =>
      chains.find((chain) => chain.name === name)?.rules ?? [];
    return [...names].flatMap((name) =>
      diffChain(
        { id, kind: 'nftRule', place: `${old.family} ${old.name} ${name}` },
        rulesOf(old.chains, name),
        rulesOf(now.chains, name),
      ),
    );
  });
}

/** A redacted capture says of JSON how many rules there are, of text not even that. */
function isShown(table: NftTable): table is NftTable & { readonly chains: readonly NftChain[] } {
  if (table.rules === undefined) return false;
  return table.chains?.every(({ rules }) => rules.every(({ statements }) => statements)) ?? false;
}

function diffChain(
  about: Pick<RecordChange, 'id' | 'kind' | 'place'>,
  before: readonly NftRule[],
  after: readonly NftRule[],
): readonly RecordChange[] {
  const side = (rule: NftRule | undefined): RecordSide | undefined =>
    rule && { text: textOf(rule), number: rule.number, evidence: [rule.evidence] };
  return diffSequence(before.map(textOf), after.map(textOf)).map((step) => {
    const old = step.kind === 'came' ? undefined : side(before[step.before]);
    const now = step.kind === 'went' ? undefined : side(after[step.after]);
    return { ...about, ...(old && { before: old }), ...(now && { after: now }) };
  });
}

function textOf({ statements = [], comment }: NftRule): string {
  const said = comment === undefined ? [] : [`comment "${comment}"`];
  return [...statements.map(({ text }) => text), ...said].join(' ');
}
