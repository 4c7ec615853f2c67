import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { nftListingOf } from './request.ts';

/** Says once for a whole output that nobody reads it yet; of a ruleset without tables, nothing. */
export function keepRuleset(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<never> {
  const source = new SourceLines(text, origin, Number.POSITIVE_INFINITY);
  const lines = source.lines.flatMap((line, i) => {
    // {"nftables": [{"metainfo": {"version": "1.0.6", …}}]}
    if (EMPTY.test(line)) source.ignored(i);
    return source.isSettled(i) || ERROR.test(line) ? [] : [i];
  });
  const [first] = lines;
  if (first !== undefined) {
    const message =
      nftListingOf(argv) === 'tables'
        ? 'nft tables: kept as they are, not read yet'
        : 'nft ruleset: kept as it is, not read yet';
    source.unsupported(first, message, 'info', lines.at(-1));
  }
  return source.finish([], '`nft list` output');
}

const EMPTY = /^\s*\{\s*"nftables":\s*\[\s*(\{\s*"metainfo":\s*\{[^{}]*\}\s*\})?\s*\]\s*\}\s*$/;

/** `netlink: Error: cache initialization failed: Operation not permitted`, and what follows it. */
const ERROR = /^(Error: |netlink: Error: |nft: |Operation not permitted)/;
