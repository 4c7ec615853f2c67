import { Command } from 'cmdk';
import { CornerDownLeft } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useMemo, useRef, useState } from 'react';
import { Kbd } from '../../ui/Kbd.tsx';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { keyCaps } from '../../ui/keyCaps.ts';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { type Action, possibleActions } from '../../view/actions.ts';
import { useViewState } from '../../view/viewState.ts';
import type { SearchEntry, SearchIndex } from '../search/searchIndex.ts';
import { firstGroups, foundGroups, type PaletteItem } from './paletteItems.ts';
import { recentEntries, rememberEntry } from './recentEntries.ts';
import { useCaptureActions } from './useCaptureActions.ts';

/** Everything in the capture and everything that can be done, by a few letters of it. */
export function Palette(props: {
  readonly onClose: () => void;
  /** Absent while no capture is open. */
  readonly index?: SearchIndex | undefined;
}) {
  const { index, onClose } = props;
  const { view, setView } = useViewState();
  const captures = useCaptureActions();
  const [actions] = useState(() => possibleActions().filter(({ isKeyOnly }) => isKeyOnly !== true));
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState('');
  const chosen = useRef<PaletteItem>(undefined);
  const focusBack = useFocusBack();
  const capture = view.capture ?? '';
  const groups = useMemo(() => {
    const all = [...actions, ...captures];
    return query.trim() === ''
      ? firstGroups(all, recentEntries(capture))
      : foundGroups(query.trim(), all, index);
  }, [query, actions, captures, index, capture]);
  const items = groups.flatMap((group) => group.items);
  const value = items.some(({ key }) => key === current) ? current : (items[0]?.key ?? '');

  function choose(item: PaletteItem): void {
    chosen.current = item;
    onClose();
  }

  /** What was chosen is done once the focus is back: it may be for putting it somewhere else. */
  function leave(event: Event): void {
    focusBack(event);
    const item = chosen.current;
    if (item?.kind === 'action') item.action.run();
    else if (item) {
      rememberEntry(capture, item.entry);
      setView(item.entry.patch);
    }
  }

  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={leave}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(640px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-surface shadow-pop outline-none"
        >
          <Dialog.Title className="sr-only">Command palette</Dialog.Title>
          <Command
            label="Command palette"
            shouldFilter={false}
            loop
            vimBindings={false}
            value={value}
            onValueChange={setCurrent}
          >
            <Command.Input
              value={query}
              onValueChange={(text) => {
                setQuery(text);
                setCurrent('');
              }}
              placeholder="Go to anything, do anything: coredns, routes of coredns, fit…"
              className="h-11 w-full border-line border-b bg-transparent px-4 text-base -outline-offset-2 placeholder:text-ink-3"
            />
            <Command.List label="Results" className="max-h-[min(60vh,440px)] overflow-y-auto p-1">
              {groups.map(({ title, items: own }) => (
                <Command.Group
                  key={title}
                  heading={title}
                  className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-ink-3"
                >
                  {own.map((item) => (
                    <Command.Item
                      key={item.key}
                      value={item.key}
                      onSelect={() => choose(item)}
                      className="flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-3 py-0.5 data-[selected=true]:bg-accent-soft"
                    >
                      {item.kind === 'action' ? (
                        <ActionLine action={item.action} />
                      ) : (
                        <EntryLine entry={item.entry} part={item.part} />
                      )}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
            {items.length === 0 && (
              <p className="px-4 py-3 text-ink-2">
                Nothing to do or to see matches “{query.trim()}”. Try fewer letters, an address, or
                a part of a name.
              </p>
            )}
            <p role="status" className="sr-only">
              {items.length === 1 ? '1 result' : `${items.length} results`}
            </p>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function ActionLine(props: { readonly action: Action }) {
  const { label, keys = [] } = props.action;
  return (
    <>
      <CornerDownLeft size={14} className="shrink-0 text-ink-3" aria-hidden="true" />
      <span className="min-w-0">{label}</span>
      <span className="ml-auto flex shrink-0 gap-1 pl-3">
        {keys.slice(0, 1).map((key) => (
          <Kbd key={key}>{keyCaps(key)}</Kbd>
        ))}
      </span>
    </>
  );
}

function EntryLine(props: { readonly entry: SearchEntry; readonly part: string | undefined }) {
  const { kind, title, about } = props.entry;
  return (
    <>
      <KindGlyph kind={kind} size={14} />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {props.part !== undefined && <span className="text-ink-2">{props.part} of </span>}
        {title}
      </span>
      <span className="ml-auto max-w-[50%] shrink-0 truncate pl-3 text-ink-3 text-xs">{about}</span>
    </>
  );
}
