import type { Hop } from '@vethscope/trace';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { plural } from '../../ui/format.ts';
import { StepRow } from './StepRow.tsx';
import type { Leg } from './stepPlace.ts';
import { chainsOf, type PlacedStep } from './storyRows.ts';

const NAMED = 3;

/** Steps that let the packet pass as it was: one line for all, until they are asked for. */
export function QuietSteps(props: {
  readonly hop: Hop;
  readonly steps: readonly PlacedStep[];
  readonly leg: Leg;
  /** All are to be shown. */
  readonly isOpen: boolean;
}) {
  const { steps } = props;
  const [isTurned, setTurned] = useState(false);
  const isOpen = props.isOpen || isTurned;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const chains = chainsOf(steps);
  const more = chains.length > NAMED ? `, ${chains.length - NAMED} more` : '';
  return (
    <>
      {!props.isOpen && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setTurned(!isTurned)}
          className="flex w-full items-center gap-1 px-2 py-0.5 text-left text-ink-3 text-xs hover:bg-surface-2 hover:text-ink"
        >
          <Chevron size={13} aria-hidden="true" className="shrink-0" />
          <span className="min-w-0 truncate">
            {plural(steps.length, 'step')} that let it pass
            {chains.length > 0 && `: ${chains.slice(0, NAMED).join(', ')}${more}`}
          </span>
        </button>
      )}
      {isOpen &&
        steps.map((placed) => (
          <div key={placed.place.step} className="border-line border-t first:border-t-0">
            <StepRow hop={props.hop} placed={placed} leg={props.leg} />
          </div>
        ))}
    </>
  );
}
