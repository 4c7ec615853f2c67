import type { NftTable } from '@vethscope/model';
import { Info } from 'lucide-react';

/** What nobody should conclude from what is shown. */
export function NftTableNotes({ table }: { readonly table: NftTable }) {
  return (
    <p className="flex gap-2 rounded-md bg-info-soft px-3 py-2 text-ink">
      <Info aria-hidden size={15} className="mt-0.5 shrink-0 text-info" />
      <span>
        {table.isDormant
          ? 'This table is dormant: it is there, and no packet goes through it.'
          : 'A trace does not judge these rules: where a packet meets them, it says what it assumed.'}
      </span>
    </p>
  );
}
