import type { NftJump, NftTable } from '@vethscope/model';

/** A rule that leads to a chain, or a verdict map that does. */
export interface NftReferrer extends NftJump {
  readonly from: { readonly chain: string; readonly rule: number } | { readonly map: string };
}

/** By the chain that they lead to, rules before maps. */
export function nftReferrers(table: NftTable): ReadonlyMap<string, readonly NftReferrer[]> {
  const found = new Map<string, NftReferrer[]>();
  const add = (jump: NftJump, from: NftReferrer['from']) => {
    const known = found.get(jump.chain);
    if (known) known.push({ ...jump, from });
    else found.set(jump.chain, [{ ...jump, from }]);
  };
  for (const { name, rules } of table.chains ?? []) {
    for (const { number, statements = [] } of rules) {
      for (const { jumps = [] } of statements) {
        for (const jump of jumps) add(jump, { chain: name, rule: number });
      }
    }
  }
  for (const { name, jumps = [] } of table.sets ?? []) {
    for (const jump of jumps) add(jump, { map: name });
  }
  return found;
}
