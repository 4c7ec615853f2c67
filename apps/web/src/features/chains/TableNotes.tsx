import type { IptablesTable } from '@vethscope/model';
import { EyeOff, TriangleAlert } from 'lucide-react';

/** What this listing cannot show, before anybody draws conclusions from it. */
export function TableNotes({ table }: { readonly table: IptablesTable }) {
  const command = table.family === 6 ? 'ip6tables' : 'iptables';
  return (
    <>
      {table.form === 'brief' ? (
        <p className="flex gap-2 rounded-md bg-warning-soft px-3 py-2 text-ink">
          <EyeOff aria-hidden size={15} className="mt-0.5 shrink-0 text-warning" />
          <span>
            This listing hides interfaces: a rule that looks as if it matched everything may ask for
            one. Capture <code className="font-mono">{command}-save -c</code> to see them.
          </span>
        </p>
      ) : null}
      {table.partial ? (
        <p className="flex gap-2 rounded-md bg-warning-soft px-3 py-2 text-ink">
          <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-warning" />
          <span>
            {command} said that it could not show all of this table: rules made with{' '}
            <code className="font-mono">nft</code> are missing here.
          </span>
        </p>
      ) : null}
    </>
  );
}
