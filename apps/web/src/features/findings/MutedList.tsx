import type { MutedRule } from '@vethscope/findings';
import { Button } from '../../ui/Button.tsx';
import { plural } from '../../ui/format.ts';
import { ruleName } from './ruleOf.ts';

/** Rules that somebody muted in this capture, and how much is not shown for it. */
export function MutedList(props: {
  readonly muted: readonly MutedRule[];
  readonly onUnmute: (ruleId: string) => void;
}) {
  const { muted, onUnmute } = props;
  if (muted.length === 0) return null;
  return (
    <section aria-label="Muted rules" className="mt-3 border-line border-t px-3 py-2 text-ink-2">
      <h3 className="font-medium text-sm">{plural(muted.length, 'rule')} muted in this capture</h3>
      <ul>
        {muted.map(({ ruleId, findings }) => (
          <li key={ruleId} className="flex items-start gap-2 py-0.5 text-xs">
            <span className="min-w-0 flex-1 leading-6">
              {ruleName(ruleId)}{' '}
              <span className="text-ink-3">({plural(findings, 'finding')} not shown)</span>
            </span>
            <Button look="plain" className="h-6 px-2 text-xs" onClick={() => onUnmute(ruleId)}>
              Unmute
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
