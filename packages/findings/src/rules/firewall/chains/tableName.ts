import type { IptablesTable } from '@vethscope/model';

/** `filter`, `ip6tables filter`, `legacy filter`: the usual goes without saying. */
export function tableName({ family, table, backend }: IptablesTable): string {
  const words = [
    ...(backend === 'legacy' ? ['legacy'] : []),
    ...(family === 6 ? ['ip6tables'] : []),
  ];
  return [...words, table].join(' ');
}
