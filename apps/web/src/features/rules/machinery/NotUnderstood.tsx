import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { plural } from '../../../ui/format.ts';
import type { RulePlace } from '../rulePlace.ts';
import { RuleLinks } from './RuleLinks.tsx';

/** What the collapsed view leaves out: whoever trusts it has to know of that. */
export function NotUnderstood(props: {
  readonly rules: readonly RulePlace[];
  /** Who writes the chains that they stand in. */
  readonly writer: string;
  /** What is left out beside rules. */
  readonly children?: ReactNode;
}) {
  const { rules, writer, children } = props;
  if (rules.length === 0 && !children) return null;
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
              {plural(rules.length, 'rule')} in {writer}’s chains{' '}
              {rules.length === 1 ? 'is' : 'are'} not as {writer} writes them, or nothing leads
              there. What {rules.length === 1 ? 'it' : 'they'} would change is not in this list.
            </p>
            <RuleLinks rules={rules} />
          </>
        )}
        {children}
      </div>
    </section>
  );
}
