import type { IptablesTable } from '@vethscope/model';

/** What the URL and the tab call a table: a namespace can have one twice, once from each back end. */
export function tableKey(table: IptablesTable): string {
  return table.backend === 'legacy' ? `${table.table}-legacy` : table.table;
}
