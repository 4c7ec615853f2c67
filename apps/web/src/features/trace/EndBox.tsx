import { Crosshair } from 'lucide-react';
import { type RefObject, useId, useMemo, useState } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { usePick } from '../../view/pick.ts';
import { useViewState } from '../../view/viewState.ts';
import { ResultList, type ResultOption } from '../search/ResultList.tsx';
import { makeSearchIndex } from '../search/searchIndex.ts';
import { useResultKeys } from '../search/useResultKeys.ts';
import type { TraceField } from './askedAs.ts';
import { traceEnds } from './traceEnds.ts';

const FIRST = 6;

const LABELS = { from: 'From', to: 'To' } as const satisfies Record<TraceField, string>;
const PLACEHOLDERS = {
  from: 'Pod, namespace, node, address',
  to: 'Service, pod, node, address',
} as const satisfies Record<TraceField, string>;

/** One end of a trace: typed, with suggestions, or picked in the picture. */
export function EndBox(props: {
  readonly field: TraceField;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}) {
  const { field } = props;
  const capture = useCapture();
  const { view, setView } = useViewState();
  const { pick, setPick } = usePick();
  const [isOpen, setOpen] = useState(false);
  const inputId = useId();
  const listId = useId();
  const index = useMemo(() => makeSearchIndex(traceEnds(capture, field)), [capture, field]);
  const text = view[field] ?? '';
  const groups = useMemo(
    () =>
      index.search(text, FIRST).map(({ group, total, entries }) => ({
        group,
        total,
        options: entries.map((entry): ResultOption => ({ kind: 'entry', entry })),
      })),
    [index, text],
  );
  const { current, setCurrent, onKeyDown } = useResultKeys({
    listId,
    groups,
    onChoose: (option) => {
      // Enter on a text that is complete takes it as it stands.
      if (isShown) choose(option);
    },
    onEscape: () => setOpen(false),
  });
  const isWhole = groups.some(({ options }) =>
    options.some((option) => option.kind === 'entry' && option.entry.title === text),
  );
  const isShown = isOpen && text.trim() !== '' && !isWhole && groups.length > 0;

  function choose(option: ResultOption | undefined): void {
    setOpen(false);
    if (option?.kind === 'entry') setView(option.entry.patch);
  }

  const isPicking = pick === field;
  return (
    <div className="relative flex items-center gap-1.5">
      <label htmlFor={inputId} className="w-9 shrink-0 text-ink-2">
        {LABELS[field]}
      </label>
      <input
        id={inputId}
        ref={props.inputRef}
        type="text"
        role="combobox"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(isShown && { 'aria-activedescendant': `${listId}-${current}` })}
        autoComplete="off"
        spellCheck={false}
        placeholder={isPicking ? 'Click something in the picture…' : PLACEHOLDERS[field]}
        value={text}
        onChange={(event) => {
          setView({ [field]: event.target.value || undefined }, 'replace');
          setOpen(true);
          setCurrent(0);
        }}
        onFocus={() => setPick(undefined)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className={`h-7 min-w-0 flex-1 rounded-md border bg-surface px-2 text-ink placeholder:text-ink-3 ${isPicking ? 'border-accent' : 'border-line-strong'}`}
      />
      <IconButton
        label={isPicking ? 'Pick no more' : `Pick ${LABELS[field].toLowerCase()} in the picture`}
        icon={Crosshair}
        aria-pressed={isPicking}
        onClick={() => setPick(isPicking ? undefined : field)}
      />
      <ResultList
        id={listId}
        query={text.trim()}
        isShown={isShown}
        groups={groups}
        current={current}
        onChoose={choose}
        onPoint={setCurrent}
        label={`Suggestions: ${LABELS[field].toLowerCase()}`}
        place="left-10 right-0"
      />
    </div>
  );
}
