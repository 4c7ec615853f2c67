import type { Evidence, FactKind, IptablesTable } from '@vethscope/model';

/**
 * Whether a table that is not among those of a family is known not to be there. `iptables-save` lists
 * all that there are; `-L` and `-S` list one, and of a listing without its command nobody can tell.
 */
export function tablesListed(
  tables: readonly IptablesTable[],
  captured: readonly FactKind[],
  family: 4 | 6,
  commandOf: (evidence: Evidence) => string | undefined,
): 'all tables' | 'these tables' {
  const own = tables.filter((table) => table.family === family);
  if (own.length === 0) {
    return captured.includes(family === 4 ? 'iptables4' : 'iptables6')
      ? 'all tables'
      : 'these tables';
  }
  const isAll = own.some(({ evidence }) => {
    const command = commandOf(evidence);
    return command !== undefined && SAVES_ALL.test(command);
  });
  return isAll ? 'all tables' : 'these tables';
}

/** `iptables-save -c`, `ip netns exec x ip6tables-nft-save`, and not `iptables-save -t nat`. */
const SAVES_ALL = /\bip6?tables(-nft|-legacy)?-save\b(?!.*\s(-t|--table)\b)/;
