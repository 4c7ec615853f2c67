import type { TableName } from '@vethscope/model';
import type { SourceLines } from '../../source/sourceLines.ts';
import { isTableName } from './commandLine.ts';
import { openTable, type TableDraft, tableOf } from './tableDraft.ts';

/**
 * What the nft back end says beside the rules: tables that it cannot show, or not all of, because
 * `nft` made rules there (nft.c, xtables-save.c). They are there all the same, so they are kept
 * as partial tables.
 */
export class NftRemarks {
  readonly #source: SourceLines;
  readonly #partial = new Map<TableName, number>();

  constructor(source: SourceLines) {
    this.#source = source;
  }

  /** Says whether the line was such a remark. */
  read(i: number, line: string): boolean {
    // # Warning: iptables-legacy tables present, use iptables-legacy-save to see them
    if (/^# Warning: ip6?tables-legacy tables present/.test(line)) {
      this.#source.ignored(i);
      this.#source.report(
        i,
        'warning',
        'the legacy back end has rules as well: capture `iptables-legacy-save`, too',
      );
      return true;
    }
    // # Table `raw' is incompatible, use 'nft' tool.
    // # Table `filter' contains incompatible base-chains, use 'nft' tool to list them.
    // iptables v1.8.9 (nf_tables): table `filter' is incompatible, use 'nft' tool.
    const [, table = ''] =
      /^(?:# |ip6?tables[\w-]* v.*: )(?:chain \S+ in )?[Tt]able [`']([a-z]+)' (?:is incompatible|contains incompatible)/.exec(
        line,
      ) ?? [];
    if (!isTableName(table)) return false;
    this.#partial.set(table, i);
    this.#source.unsupported(
      i,
      `table ${table} holds rules that only \`nft\` can show: capture \`nft list ruleset\`, too`,
      'warning',
    );
    return true;
  }

  applyTo(tables: readonly TableDraft[]): readonly TableDraft[] {
    const more: TableDraft[] = [];
    for (const [table, line] of this.#partial) {
      const drafts = tables.filter((draft) => tableOf(draft) === table);
      for (const draft of drafts) {
        draft.partial = true;
        draft.nftOnlyLine = line;
      }
      if (drafts.length === 0) {
        more.push(openTable(line, { table, backend: 'nft', partial: true, nftOnlyLine: line }));
      }
    }
    return [...tables, ...more];
  }
}
