import type { RefusedService } from '@vethscope/model';
import { formatServicePortName } from '@vethscope/model';
import { Ban } from 'lucide-react';
import { SourceLink } from '../../../ui/SourceLink.tsx';
import { useViewState, viewHref } from '../../../view/viewState.ts';
import { addressText } from '../../rules/addressText.ts';

/** A service that nothing stands behind: its rule is in the filter table. */
export function RefusedRowView({ refused }: { readonly refused: RefusedService }) {
  const { view } = useViewState();
  const { name, protocol, address, port, action, why, at } = refused;
  const title = formatServicePortName(name);
  return (
    <div className="flex items-start gap-1.5 px-1.5 py-1.5">
      <Ban aria-hidden size={14} className="mt-[3px] shrink-0 text-error" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink [overflow-wrap:anywhere]">{title}</p>
        <p className="text-ink-2 text-xs">
          <span className="font-mono">
            {addressText(address, port)}/{protocol}
          </span>{' '}
          {why}:{' '}
          <a
            className="text-accent-text hover:underline"
            href={viewHref(view, {
              table: 'filter',
              machinery: 'raw',
              chain: at.chain,
              rule: String(at.rule.number),
              q: undefined,
            })}
          >
            {action === 'reject' ? 'rejected' : 'dropped'} in filter
          </a>
        </p>
      </div>
      <SourceLink evidence={at.rule.evidence} of={`rule for ${title}`} />
    </div>
  );
}
