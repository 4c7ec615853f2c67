import { useEffect, useRef } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';

/** In the order in which the help sheet and the palette show them. */
export const ACTION_GROUPS = ['Find', 'Details', 'Show', 'Picture', 'Captures', 'Help'] as const;

/** Keys that do something where they are, and nothing that could be chosen from a list. */
export interface KeyNote {
  /** As `KeyboardEvent.key` says, in lower case; `mod k` is Ctrl and K, on a Mac Cmd and K. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: (typeof ACTION_GROUPS)[number];
}

/** Something a person can do: by its keys, from the palette, and told of in the help sheet. */
export interface Action {
  readonly id: string;
  /** What it does, as an order: `Fit the picture`. */
  readonly label: string;
  readonly group: (typeof ACTION_GROUPS)[number];
  /** Each of them alone does it. See `KeyNote`. */
  readonly keys?: readonly string[];
  /** Further words by which the palette finds it. */
  readonly hint?: string;
  readonly run: () => void;
  /** Absent: it is. */
  readonly isPossible?: boolean;
  /** Of use as a key alone: the palette does not list it. */
  readonly isKeyOnly?: true;
}

/** What the mounted parts of the page offer; a part's own list is read when somebody asks. */
const offers = new Set<{ readonly current: readonly Action[] }>();
const notes = new Set<{ readonly current: readonly KeyNote[] }>();

/** What can be done now. */
export function possibleActions(): readonly Action[] {
  return [...offers].flatMap(({ current }) => current).filter(isPossible);
}

/** Keys of the page, those of actions and others. */
export function keyNotes(): readonly KeyNote[] {
  const ofActions = possibleActions().flatMap(({ keys = [], label, group }) =>
    keys.length === 0 ? [] : [{ keys, label, group }],
  );
  return [...ofActions, ...[...notes].flatMap(({ current }) => current)];
}

/** Offers actions for as long as the component is there, and listens to their keys on the page. */
export function useActions(actions: readonly Action[]): void {
  const offered = useOffer(offers, actions);
  const keys = actions.flatMap((action) => action.keys ?? []);
  const run = (event: KeyboardEvent, pressed: string | undefined) => {
    const action = offered.current.find((one) => one.keys?.includes(pressed ?? ''));
    if (!action || !isPossible(action)) return;
    event.preventDefault();
    action.run();
  };
  const plain = keys.filter((one) => !one.startsWith('mod '));
  useHotkeys(plain, (event, { hotkey }) => run(event, hotkey), {
    ...LISTENING,
    // With Shift some layouts write what others write without it: `/` or `?`.
    ignoreModifiers: true,
    enabled: plain.length > 0,
    ignoreEventWhen: isNotForPage,
  });
  const modified = keys.filter((one) => one.startsWith('mod '));
  useHotkeys(modified, (event, { hotkey }) => run(event, hotkey), {
    ...LISTENING,
    enabled: modified.length > 0,
    ignoreEventWhen: (event) => event.defaultPrevented,
  });
}

/** Tells the help sheet of keys to which the component listens by itself. */
export function useKeyNotes(own: readonly KeyNote[]): void {
  useOffer(notes, own);
}

function useOffer<T>(all: Set<{ readonly current: readonly T[] }>, own: readonly T[]) {
  const offered = useRef(own);
  offered.current = own;
  useEffect(() => {
    all.add(offered);
    return () => {
      all.delete(offered);
    };
  }, [all]);
  return offered;
}

function isPossible(action: Action): boolean {
  return action.isPossible !== false;
}

/** Letters, not places on the keyboard; which elements have keys of their own is decided below. */
const LISTENING = { useKey: true, splitKey: ' ', enableOnFormTags: true } as const;

/** Plain keys are left alone while someone types, and in dialogs and menus. */
function isNotForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select') ||
      target.closest('[role="dialog"], [role="menu"]') !== null)
  );
}
