import type { Parsed, SourceLines } from '../../source/sourceLines.ts';

/** `nft list chains`, `nft list sets`: said once for a whole output that nobody reads it. */
export function keepPart(source: SourceLines): Parsed<never> {
  const lines = source.lines.flatMap((line, i) =>
    source.isSettled(i) || ERROR.test(line) ? [] : [i],
  );
  const [first] = lines;
  if (first !== undefined) {
    source.unsupported(first, 'a part of a ruleset: kept as it is, not read', 'info', lines.at(-1));
  }
  return source.finish([], '`nft list` output');
}

/** `netlink: Error: cache initialization failed: Operation not permitted`, and what follows it. */
const ERROR = /^(Error: |netlink: Error: |nft: |Operation not permitted)/;
