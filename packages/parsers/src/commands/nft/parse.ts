import type { NftTable } from '@vethscope/model';
import { jsonLines, looksLikeJson } from '../../source/jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { readJsonTables } from './jsonTables.ts';
import { keepPart } from './keepPart.ts';
import { nftRequestOf } from './request.ts';
import { readTextTables } from './textTables.ts';

/**
 * The tables of `nft list ruleset` and `nft list tables`, as text or as JSON (libnftables-json(5)).
 * Rules, sets and maps of those that are not iptables': what iptables made is in iptables-save.
 */
export function parseNft(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<NftTable> {
  const isJson = looksLikeJson(text);
  const source = isJson ? jsonLines(text, origin) : new SourceLines(text, origin);
  const { lists } = nftRequestOf(argv) ?? { lists: 'ruleset' };
  settleWarnings(source);
  if (lists === 'other') return keepPart(source);
  const tables = isJson ? readJsonTables(source) : readTextTables(source);
  const records = tables.map((table) =>
    lists === 'tables' ? table.named(source) : table.listed(source),
  );
  return source.finish(records, '`nft list` output');
}

/** `# Warning: table ip nat is managed by iptables-nft, do not touch!` */
function settleWarnings(source: SourceLines): void {
  for (const [i, line] of source.lines.entries()) {
    if (line.startsWith('# Warning: table ')) source.ignored(i);
  }
}
