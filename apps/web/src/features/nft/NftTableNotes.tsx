import type { NftTable } from '@vethscope/model';
import { Info } from 'lucide-react';

/** What nobody should conclude from what is shown. */
export function NftTableNotes(props: {
  readonly table: NftTable;
  readonly all: readonly NftTable[];
}) {
  const { table, all } = props;
  const ofIptables = all
    .filter(({ managedBy }) => managedBy === 'iptables')
    .map(({ family, name }) => `${family} ${name}`);
  return (
    <div className="flex gap-2 rounded-md bg-info-soft px-3 py-2 text-ink">
      <Info aria-hidden size={15} className="mt-0.5 shrink-0 text-info" />
      <div>
        <p>
          {table.isDormant
            ? 'This table is dormant: it is there, and no packet goes through it.'
            : 'A trace does not judge these rules: where a packet meets them, it says what it assumed.'}
        </p>
        {ofIptables.length === 0 ? null : (
          <p className="text-ink-2 text-xs">
            Made by iptables-nft, and shown as tables of iptables: {ofIptables.join(', ')}.
          </p>
        )}
      </div>
    </div>
  );
}
