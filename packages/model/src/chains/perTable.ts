import type { IptablesTable } from '../snapshot/iptables.ts';

/**
 * Something worked out once for each table, when it is first asked for: of 160,000 rules it takes as
 * long as all else that is asked of them. It is kept as long as the table is.
 */
export function perTable<T extends object>(
  make: (table: IptablesTable) => T,
): (table: IptablesTable) => T {
  const made = new WeakMap<IptablesTable, T>();
  return (table) => {
    const known = made.get(table);
    if (known) return known;
    const fresh = make(table);
    made.set(table, fresh);
    return fresh;
  };
}
