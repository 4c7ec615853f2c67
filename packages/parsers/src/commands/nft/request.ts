/** What an `nft list` asked for: nft(8). */
export interface NftRequest {
  /** `tables`: their names. `ruleset`: all that is in them. `other`: a part of them. */
  readonly lists: 'tables' | 'ruleset' | 'other';
  /** False where one family or one table is asked for. */
  readonly isWhole: boolean;
}

/** Reads the command line, or `undefined` where it lists nothing. */
export function nftRequestOf(argv: readonly string[]): NftRequest | undefined {
  const [program, ...args] = argv;
  const [verb, object, ...which] = args.filter((arg) => !arg.startsWith('-'));
  if (program !== 'nft' || verb !== 'list' || object === undefined) return undefined;
  const isWhole = which.length === 0;
  if (object === 'tables') return { lists: 'tables', isWhole };
  if (object === 'ruleset') return { lists: 'ruleset', isWhole };
  // `nft list table inet firewalld`
  return { lists: object === 'table' ? 'ruleset' : 'other', isWhole: false };
}
