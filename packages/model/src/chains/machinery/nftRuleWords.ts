import type { NftRule } from '../../snapshot/nftTable.ts';

/** What a rule says, without its counter, which changes nothing. */
export function nftRuleWords({ statements = [] }: NftRule): string {
  const words = statements.map(({ text }) => text).join(' ');
  return words.replace(/(^| )counter(?= |$)/g, '').trimStart();
}
