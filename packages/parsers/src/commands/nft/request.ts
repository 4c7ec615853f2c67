/** What an `nft list` asked for, or `undefined` where it lists nothing: nft(8). */
export function nftListingOf(argv: readonly string[]): 'tables' | 'rules' | undefined {
  const [program, ...args] = argv;
  const [verb, object] = args.filter((arg) => !arg.startsWith('-'));
  if (program !== 'nft' || verb !== 'list' || object === undefined) return undefined;
  return object === 'tables' ? 'tables' : 'rules';
}
