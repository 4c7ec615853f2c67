import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { LiveState } from '../../api/liveEvents.ts';
import { LIVE_ID } from '../../api/liveIds.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useActions } from '../../view/actions.ts';
import { type SetView, useViewState } from '../../view/viewState.ts';
import { useTurnChanges } from '../diff/useTurnChanges.ts';
import { clockTime } from './clock.ts';
import { type ShownState, useShownState } from './LiveContext.tsx';
import { changeWords, sizeOf, triggerWords } from './liveStates.ts';

/** Below the picture: the last states of the followed node, to step through and to compare. */
export function TimelineStrip() {
  const shown = useShownState();
  return shown && shown.live.states.length > 0 ? <Strip shown={shown} /> : null;
}

function Strip(props: { readonly shown: ShownState }) {
  const { shown } = props;
  const { live, state, before, after, isFollowing } = shown;
  const { view, setView } = useViewState();
  const show = (other: LiveState | undefined) =>
    other && setView({ capture: idOf(other, live.states) });
  const isComparing = view.compare !== undefined;
  const changes = useTurnChanges();
  useActions([
    {
      id: 'step-back',
      label: 'One state of the followed node back',
      group: 'Captures',
      keys: ['['],
      hint: 'live earlier',
      isPossible: before !== undefined,
      run: () => show(before),
    },
    {
      id: 'step-forward',
      label: 'One state of the followed node forward',
      group: 'Captures',
      keys: [']'],
      hint: 'live later',
      isPossible: after !== undefined,
      run: () => show(after),
    },
    {
      id: 'live',
      label: 'Back to live',
      group: 'Captures',
      keys: ['l'],
      hint: 'follow',
      run: () => setView({ capture: LIVE_ID }),
    },
  ]);
  return (
    <section
      aria-label="Timeline"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-t bg-surface px-2 py-1 text-xs"
    >
      <div className="flex">
        <IconButton
          label="Step back"
          keys="["
          icon={ChevronLeft}
          disabled={!before}
          onClick={() => show(before)}
        />
        <IconButton
          label="Step forward"
          keys="]"
          icon={ChevronRight}
          disabled={!after}
          onClick={() => show(after)}
        />
      </div>
      <Bars states={live.states} shown={state} setView={setView} />
      <p
        className="min-w-0 flex-[1_1_16rem] truncate text-ink-2"
        title={state && triggerWords(state)}
      >
        {state ? (
          <>
            <span className="font-medium text-ink tabular-nums">{clockTime(state.at)}</span>{' '}
            {changeWords(state)}
            <span className="text-ink-3"> · {triggerWords(state)}</span>
          </>
        ) : (
          'This state is not kept any more.'
        )}
      </p>
      <p role="status" className="sr-only">
        {isFollowing && state ? `${clockTime(state.at)}: ${changeWords(state)}` : ''}
      </p>
      {!isFollowing && (
        <Button look="primary" onClick={() => setView({ capture: LIVE_ID })}>
          Back to live
        </Button>
      )}
      <Button aria-expanded={isComparing} onClick={changes.turn}>
        Changes
      </Button>
    </section>
  );
}

/** Of the latest one: to follow on from there. */
function idOf({ id }: LiveState, states: readonly LiveState[]): string {
  return states.at(-1)?.id === id ? LIVE_ID : id;
}

const TALLEST = 22;

/** One bar for each state, taller where more changed; walked with the arrow keys. */
function Bars(props: {
  readonly states: readonly LiveState[];
  readonly shown: LiveState | undefined;
  readonly setView: SetView;
}) {
  const { states, shown, setView } = props;
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (shown) current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  const at = shown ? states.indexOf(shown) : -1;
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: states.length - 1,
    };
    const next = states[steps[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    setView({ capture: idOf(next, states) });
    const buttons = event.currentTarget.querySelectorAll('button');
    buttons[states.indexOf(next)]?.focus();
  };
  return (
    <div
      role="radiogroup"
      aria-label="States"
      onKeyDown={onKeyDown}
      className="flex h-8 max-w-[55%] items-end gap-px overflow-x-auto overflow-y-hidden rounded px-0.5"
    >
      {states.map((state) => {
        const isShown = state === shown;
        return (
          // biome-ignore lint/a11y/useSemanticElements: an input cannot be a bar of its own height
          <button
            key={state.id}
            ref={isShown ? current : undefined}
            type="button"
            role="radio"
            aria-checked={isShown}
            aria-label={`${clockTime(state.at)}, ${changeWords(state)}`}
            title={`${clockTime(state.at)}: ${changeWords(state)} (${triggerWords(state)})`}
            tabIndex={isShown || (at < 0 && state === states.at(-1)) ? 0 : -1}
            onClick={() => setView({ capture: idOf(state, states) })}
            className="group flex h-full w-2.5 shrink-0 items-end justify-center -outline-offset-2"
          >
            <span
              style={{ height: heightOf(state) }}
              className={`block rounded-sm group-hover:bg-accent ${isShown ? 'w-2.5 bg-accent' : 'w-1.5 bg-line-strong'}`}
            />
          </button>
        );
      })}
    </div>
  );
}

/** Each doubling is a step: one change is seen, and a thousand fit. */
function heightOf(state: LiveState): number {
  return Math.min(TALLEST, 5 + 3 * Math.log2(1 + sizeOf(state)));
}
