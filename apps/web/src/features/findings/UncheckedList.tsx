import { factsInWords, type Unchecked } from '@vethscope/findings';
import { plural } from '../../ui/format.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { rulesIn } from './asidesOf.ts';
import { RemedyText } from './RemedyText.tsx';
import { ruleName } from './ruleOf.ts';
import { uncheckedRules } from './uncheckedRules.ts';

const NAMED = 3;

/** Where nobody could look, and what the capture lacks for it: no finding there means nothing. */
export function UncheckedList(props: {
  readonly unchecked: readonly Unchecked[];
  /** Where nothing else is said. */
  readonly isOpen: boolean;
}) {
  const { index } = useCapture();
  const rules = uncheckedRules(props.unchecked);
  if (rules.length === 0) return null;
  return (
    <details open={props.isOpen} className="mt-3 border-line border-t px-3 py-2 text-ink-2">
      <summary data-walk className="w-fit cursor-pointer rounded font-medium text-sm">
        Not checked: {plural(rulesIn(props.unchecked), 'rule')}
      </summary>
      <p className="mt-1 text-xs">
        The capture does not hold what they look at: that they found nothing says nothing.
      </p>
      <ul className="mt-1 flex flex-col gap-1 text-xs">
        {rules.map(({ ruleId, nodes, missing }) => (
          <li key={`${ruleId} ${missing.join()}`}>
            <span className="text-ink">{ruleName(ruleId)}</span>
            {nodes.length > 0 && ` on ${listed(nodes.map((id) => index.node(id)?.label ?? id))}`}
            <RemedyText text={`lacks ${factsInWords(missing)}`} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** `worker1, worker2, worker3 and 97 more`. */
function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return more > 1 ? `${names.slice(0, NAMED).join(', ')} and ${more} more` : names.join(', ');
}
