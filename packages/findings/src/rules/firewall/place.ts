import type { IptablesTable } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';

/** For titles: the node's own namespace goes without saying. */
export function inNetns({ isHost, name }: Namespace): string {
  return isHost ? '' : ` in ${name}`;
}

/** `filter`, `ip6tables filter`, `legacy filter`: the usual goes without saying. */
export function tableName({ family, table, backend }: IptablesTable): string {
  const words = [
    ...(backend === 'legacy' ? ['legacy'] : []),
    ...(family === 6 ? ['ip6tables'] : []),
  ];
  return [...words, table].join(' ');
}
