import type { Chain, Diagnostic, IptablesTable, ListingForm } from '@vethscope/model';
import type { FoundOutput } from '../recognize/foundOutput.ts';
import { type Merged, replacement } from './mergeListings.ts';

export interface IptablesListing {
  readonly tables: readonly IptablesTable[];
  readonly found: FoundOutput;
  /** It lists the tables whole: not `iptables -L INPUT`. */
  readonly extent: 'whole' | 'part';
}

/** How much a listing tells. */
const RICHNESS: Readonly<Record<ListingForm, number>> = { brief: 0, verbose: 1, save: 2 };

/** One listing for each family, table and back end: the latest of those that tell the most. */
export function mergeIptables(listings: readonly IptablesListing[]): Merged<IptablesTable> {
  const merged: IptablesTable[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { tables, found, extent } of listings) {
    for (const table of tables) {
      const index = merged.findIndex((earlier) => isSameTable(earlier, table));
      const earlier = merged[index];
      if (earlier === undefined) {
        merged.push(table);
      } else if (extent === 'part') {
        merged[index] = withMissingChains(earlier, table.chains);
      } else if (RICHNESS[table.form] >= RICHNESS[earlier.form]) {
        // Without a back end of its own, what the other listing said about it still holds.
        merged[index] = { ...(earlier.backend && { backend: earlier.backend }), ...table };
        diagnostics.push(replacement(found, rulesOf(earlier)));
      } else {
        diagnostics.push({
          ...table.evidence,
          severity: 'info',
          message: `the ${table.table} table is not taken from this listing: an earlier one tells more`,
        });
      }
    }
  }
  return { records: merged, diagnostics };
}

/** Listings that do not name their back end may be of either. */
function isSameTable(a: IptablesTable, b: IptablesTable): boolean {
  const sameBackend = !a.backend || !b.backend || a.backend === b.backend;
  return a.family === b.family && a.table === b.table && sameBackend;
}

function withMissingChains(table: IptablesTable, chains: readonly Chain[]): IptablesTable {
  const known = new Set(table.chains.map(({ name }) => name));
  const missing = chains.filter(({ name }) => !known.has(name));
  return missing.length === 0 ? table : { ...table, chains: [...table.chains, ...missing] };
}

function rulesOf(table: IptablesTable): number {
  return table.chains.reduce((sum, { rules }) => sum + rules.length, 0);
}
