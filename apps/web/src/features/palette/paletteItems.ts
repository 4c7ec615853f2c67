import { defaultFilter } from 'cmdk';
import { ACTION_GROUPS, type Action } from '../../view/actions.ts';
import type { Tab } from '../../view/viewState.ts';
import type { SearchEntry, SearchIndex } from '../search/searchIndex.ts';

/** One line of the palette. */
export type PaletteItem =
  | { readonly kind: 'action'; readonly key: string; readonly action: Action }
  | {
      readonly kind: 'entry';
      readonly key: string;
      readonly entry: SearchEntry;
      /** What of it is shown, where that is not itself: `Routes`. */
      readonly part?: string;
    };

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

/** Lines of a group: a palette is to be read at a glance, the search box lists everything. */
const MOST = 5;

/** What is listed before anything is typed. */
export function firstGroups(
  actions: readonly Action[],
  recent: readonly SearchEntry[],
): readonly PaletteGroup[] {
  return [
    { title: 'Recent', items: recent.map((entry) => entryItem(entry)) },
    ...groupActions(actions),
  ].filter(({ items }) => items.length > 0);
}

/** What fits the words typed, the group with the best hit first. */
export function foundGroups(
  query: string,
  actions: readonly Action[],
  index: SearchIndex | undefined,
): readonly PaletteGroup[] {
  const found = index?.search(query, MOST) ?? [];
  const parts = index ? partGroups(query, index) : [];
  const hasHit = found.length > 0 || parts.some(({ items }) => items.length > 0);
  const scored = [
    ...parts,
    ...(index && !hasHit ? [guesses(query, index)] : []),
    ...found.map(({ group, entries }) => ({
      title: group,
      items: entries.map((entry) => entryItem(entry)),
      // Found by a word that is not in its title, too: an address, a hash.
      score: Math.max(0.1, ...entries.map(({ title }) => defaultFilter(title, query))),
    })),
    fittingActions(query, actions),
  ];
  return scored.filter(({ items }) => items.length > 0).sort((a, b) => b.score - a.score);
}

type Scored = PaletteGroup & { readonly score: number };

/** For who leaves letters out: only where nothing has them all in a row. */
function guesses(query: string, index: SearchIndex): Scored {
  const entries = index.guess(query, MOST);
  return { title: 'Similar', items: entries.map((entry) => entryItem(entry)), score: WEAK };
}

function fittingActions(query: string, actions: readonly Action[]): Scored {
  const fitting = actions
    .map((action) => ({
      action,
      score: defaultFilter(action.label, query, action.hint === undefined ? [] : [action.hint]),
    }))
    .filter(({ score }) => score > WEAK)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST);
  return {
    title: 'Actions',
    items: fitting.map(({ action }) => actionItem(action)),
    score: fitting[0]?.score ?? 0,
  };
}

/** Below it letters only happen to stand in that order somewhere in a sentence. */
const WEAK = 0.05;

/** `routes of coredns`: the same words as on the tabs, with or without `of`. */
const PARTS: readonly { readonly words: RegExp; readonly title: string; readonly tab: Tab }[] = [
  { words: /^routes?\s+(?:of\s+|in\s+)?(.+)$/i, title: 'Routes', tab: 'routes' },
  {
    words: /^(?:iptables|chains?|rules?)\s+(?:of\s+|in\s+)?(.+)$/i,
    title: 'iptables',
    tab: 'iptables',
  },
  { words: /^address(?:es)?\s+(?:of\s+|in\s+)?(.+)$/i, title: 'Addresses', tab: 'addresses' },
];

const WITH_PARTS = new Set<SearchEntry['group']>(['Pods', 'Namespaces', 'Nodes']);

function partGroups(query: string, index: SearchIndex): readonly Scored[] {
  return PARTS.flatMap(({ words, title, tab }) => {
    const of = words.exec(query.trim())?.[1];
    if (of === undefined) return [];
    const entries = index.search(of, MOST, WITH_PARTS).flatMap((found) => found.entries);
    const items = entries.map((entry) =>
      entryItem({ ...entry, patch: { ...entry.patch, tab } }, title),
    );
    return [{ title: `${title} of`, items, score: 2 }];
  });
}

function groupActions(actions: readonly Action[]): readonly PaletteGroup[] {
  return ACTION_GROUPS.map((title) => ({
    title,
    items: actions.filter(({ group }) => group === title).map(actionItem),
  }));
}

function actionItem(action: Action): PaletteItem {
  return { kind: 'action', key: `action ${action.id}`, action };
}

function entryItem(entry: SearchEntry, part?: string): PaletteItem {
  const { group, title, about, patch } = entry;
  const key = `${part ?? ''} ${group} ${title} ${about} ${patch.selected ?? ''}`;
  return { kind: 'entry', key, entry, ...(part !== undefined && { part }) };
}
