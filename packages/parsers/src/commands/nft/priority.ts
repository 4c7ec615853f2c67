import type { NftFamily } from '@vethscope/model';

/** `-150`, `filter`, `dstnat + 10`: nft(8), "Standard priority names"; 0 where it is none of them. */
export function priorityOf(text: string, family: NftFamily): number {
  const [, word = '', sign, distance = '0'] = /^\s*(\S+)(?:\s*([+-])\s*(\d+))?/.exec(text) ?? [];
  const base = /^-?\d+$/.test(word) ? Number(word) : (namesOf(family).get(word) ?? 0);
  return sign === '-' ? base - Number(distance) : base + Number(distance);
}

function namesOf(family: NftFamily): ReadonlyMap<string, number> {
  return family === 'bridge' ? OF_BRIDGES : OF_OTHERS;
}

const OF_OTHERS: ReadonlyMap<string, number> = new Map([
  ['raw', -300],
  ['mangle', -150],
  ['dstnat', -100],
  ['filter', 0],
  ['security', 50],
  ['srcnat', 100],
]);

const OF_BRIDGES: ReadonlyMap<string, number> = new Map([
  ['dstnat', -300],
  ['filter', -200],
  ['out', 100],
  ['srcnat', 300],
]);
