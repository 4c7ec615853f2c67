import type { NftServices } from '@vethscope/model';
import { TriangleAlert } from 'lucide-react';
import { plural } from '../../../ui/format.ts';
import { NftChainLink } from '../NftChainLink.tsx';

const MOST = 10;

/** What the collapsed view leaves out: whoever trusts it has to know of that. */
export function NftNotUnderstood({ found }: { readonly found: NftServices }) {
  const { notUnderstood: rules, unreadElements: elements } = found;
  if (rules.length + elements.length === 0) return null;
  return (
    <section
      aria-label="Not understood"
      className="flex gap-2 rounded-md bg-warning-soft px-3 py-2 text-ink"
    >
      <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-warning" />
      <div className="min-w-0">
        {rules.length === 0 ? null : (
          <>
            <p>
              {plural(rules.length, 'rule')} in kube-proxy’s chains{' '}
              {rules.length === 1 ? 'is' : 'are'} not as kube-proxy writes them, or nothing leads
              there. What {rules.length === 1 ? 'it' : 'they'} would change is not in this list.
            </p>
            <p className="flex flex-wrap gap-x-3">
              {rules.slice(0, MOST).map(({ chain, rule: { number } }) => (
                <NftChainLink
                  key={`${chain} ${number}`}
                  chain={chain}
                  rule={number}
                  text={`${chain} ${number}`}
                />
              ))}
              {rules.length > MOST ? <span>and {rules.length - MOST} more</span> : null}
            </p>
          </>
        )}
        {elements.length === 0 ? null : (
          <p>
            {plural(elements.length, 'element')} of its maps not either:{' '}
            <span className="font-mono text-xs [overflow-wrap:anywhere]">
              {elements.slice(0, MOST).join(', ')}
              {elements.length > MOST ? `, and ${elements.length - MOST} more` : ''}
            </span>
          </p>
        )}
      </div>
    </section>
  );
}
