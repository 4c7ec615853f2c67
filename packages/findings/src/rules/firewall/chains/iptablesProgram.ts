import type { IptablesTable } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';

/**
 * What a person has to type to list or change this table, and not one of the same name: in its
 * namespace, with its back end. `ip netns exec blue ip6tables-legacy`.
 */
export function iptablesProgram(
  { isHost, name }: Pick<Namespace, 'isHost' | 'name'>,
  { family, backend }: Pick<IptablesTable, 'family' | 'backend'>,
): string {
  const program = family === 4 ? 'iptables' : 'ip6tables';
  return `${isHost ? '' : `ip netns exec ${name} `}${program}${backend === undefined ? '' : `-${backend}`}`;
}
