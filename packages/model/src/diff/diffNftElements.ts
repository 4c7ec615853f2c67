import type { Id } from '../ids.ts';
import type { NftSet, NftTable } from '../snapshot/nftTable.ts';
import { isLearnedSet } from './learnedSet.ts';
import type { RecordChange, RecordSide } from './recordChange.ts';

/**
 * Elements of sets and maps of nftables that came, went or lead elsewhere, in tables of which both
 * captures show them. What rules put into sets by themselves is no change.
 */
export function diffNftElements(
  id: Id,
  before: readonly NftTable[],
  after: readonly NftTable[],
): readonly RecordChange[] {
  return before.flatMap((old) => {
    const now = after.find(({ family, name }) => family === old.family && name === old.name);
    const [was, is] = [setsOf(old), now && setsOf(now)];
    if (!was || !is) return [];
    const names = new Set([...was, ...is].map(({ name }) => name));
    return [...names].flatMap((name) => {
      const [from, to] = [was, is].map((sets) => sets.find((set) => set.name === name));
      if ([from, to].some((set) => set && isLearnedSet(set))) return [];
      const place = `${old.family} ${old.name} @${name}`;
      return diffSet({ id, kind: 'nftElement', place }, from, to);
    });
  });
}

/** `undefined`: not listed, or a redacted capture leaves rules and elements out. */
function setsOf({ rules, chains, sets }: NftTable): readonly NftSet[] | undefined {
  const isWhole = chains?.every((chain) => chain.rules.every(({ statements }) => statements));
  return rules !== undefined && isWhole ? sets : undefined;
}

/** By what is looked up: nft lists elements in the order of their hashes. */
function diffSet(
  about: Pick<RecordChange, 'id' | 'kind' | 'place'>,
  before: NftSet | undefined,
  after: NftSet | undefined,
): readonly RecordChange[] {
  const [old, now] = [byKey(before), byKey(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [a, b] = [old.get(key), now.get(key)];
    if (a?.text === b?.text) return [];
    return [{ ...about, ...(a && { before: a }), ...(b && { after: b }) }];
  });
}

// 172.30.0.44 . tcp . 80 comment "ns4/svc4:p80" : goto reject-chain
const KEY = /^(.*?)(?= comment "| : |$)/;

function byKey(set: NftSet | undefined): ReadonlyMap<string, RecordSide> {
  return new Map(
    set?.elements.map((text) => {
      const [key = text] = KEY.exec(text) ?? [];
      return [key, { text, evidence: [set.evidence] }];
    }),
  );
}
