import { Search } from 'lucide-react';
import { useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { Kbd } from '../../ui/Kbd.tsx';
import { useActions } from '../../view/actions.ts';
import { useViewState } from '../../view/viewState.ts';
import { ResultList, type ResultOption } from './ResultList.tsx';
import type { SearchGroup } from './searchIndex.ts';
import { useResultKeys } from './useResultKeys.ts';
import { useSearchIndex } from './useSearchIndex.ts';

/** Entries a group shows before it is opened. */
const FIRST = 5;
const MOST = 200;

/** Search over everything in the capture: a combobox, its results grouped. */
export function SearchBox() {
  const { setView } = useViewState();
  const index = useSearchIndex();
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [opened, setOpened] = useState<SearchGroup>();
  const listId = useId();
  const asked = useDeferredValue(query);
  const results = useMemo(() => index.search(asked, MOST), [index, asked]);
  const groups = results.map(({ group, total, entries }) => {
    const shown = entries.slice(0, opened === group ? MOST : FIRST);
    const options: ResultOption[] = shown.map((entry) => ({ kind: 'entry', entry }));
    if (opened !== group && total > shown.length) options.push({ kind: 'more', group, total });
    return { group, total, options };
  });
  const options = groups.flatMap((group) => group.options);
  const { current, setCurrent, onKeyDown } = useResultKeys({
    listId,
    groups,
    onChoose: choose,
    onEscape: close,
  });

  useActions([
    {
      id: 'search',
      label: 'Search everything in the capture',
      group: 'Find',
      keys: ['/'],
      run: focusInput,
    },
  ]);

  function focusInput(): void {
    input.current?.focus();
    input.current?.select();
  }

  function choose(option: ResultOption | undefined): void {
    if (option?.kind === 'more') {
      setOpened(option.group);
      return;
    }
    if (!option) return;
    close();
    setView(option.entry.patch);
  }

  function close(): void {
    setOpen(false);
    setQuery('');
    input.current?.blur();
  }

  const isShown = isOpen && query.trim() !== '';
  return (
    <search className="relative min-w-32 max-w-96 flex-1">
      <Search
        size={14}
        aria-hidden="true"
        className="pointer-events-none absolute top-2 left-2.5 text-ink-3"
      />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Search everything"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(isShown && options.length > 0 && { 'aria-activedescendant': `${listId}-${current}` })}
        autoComplete="off"
        spellCheck={false}
        placeholder="Pod, interface, address, chain…"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setOpen(true);
          setOpened(undefined);
          setCurrent(0);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className="h-[30px] w-full rounded-md border border-line-strong bg-surface pr-8 pl-8 placeholder:text-ink-3"
      />
      {query === '' && (
        <span className="pointer-events-none absolute top-[5px] right-2 leading-5">
          <Kbd>/</Kbd>
        </span>
      )}
      <ResultList
        id={listId}
        query={query.trim()}
        isShown={isShown}
        groups={groups}
        current={current}
        onChoose={choose}
        onPoint={setCurrent}
      />
    </search>
  );
}
