import { useSyncExternalStore } from 'react';

export const TABS = ['overview', 'addresses', 'routes', 'iptables', 'evidence', 'trace'] as const;
export type Tab = (typeof TABS)[number];

/** What is on screen, all of it: lives in the URL's hash, so every view can be shared. */
export interface ViewState {
  readonly capture?: string;
  /** Id of a node, namespace, interface, pod, external, service or edge. */
  readonly selected?: string;
  /** Of several nodes the one that the picture shows; absent: their overview. */
  readonly node?: string;
  readonly tab: Tab;
  /** `netns/HOST/NAME` for routes and iptables; default: that of the selection. */
  readonly netns?: string;
  /** Route table, or iptables table. */
  readonly table?: string;
  readonly family?: '4' | '6';
  readonly chain?: string;
  readonly rule?: string;
  /** Address asked in "where would this address go?". */
  readonly lookup?: string;
  /** Search or filter text of the open tab. */
  readonly q?: string;
  /** Groups of the picture that are open: their ids, with commas between them. */
  readonly open?: string;
  /** The picture shows this element and its ways out, nothing else. */
  readonly focus?: string;
  /** An address whose way through the routing tables lies over the picture, `NETNS-ID ADDRESS`. */
  readonly at?: string;
  /** `table`: in the picture's place stands the table that says the same. */
  readonly as?: string;
  /** The outline stands open; what it lists: `namespaces`, `pods`, `services`, `nodes`, `policies`. */
  readonly browse?: string;
  /** `raw`: rules that kube-proxy and Calico made are shown as they are, not collapsed. */
  readonly machinery?: string;
  /** Services or endpoints of the iptables tab that are open: their keys, with commas between them. */
  readonly parts?: string;
  /** `counters`: rules and chains are coloured by what they counted. */
  readonly heat?: string;
  /** Kinds that the legend hides. */
  readonly hide: readonly string[];
  /** `file:line-endLine`, see view/evidenceRange.ts. */
  readonly evidence?: string;
  /** Id of the capture that the open one is compared with; `before`: a followed node's state before. */
  readonly compare?: string;
  /** `before`: the details show that capture, not the open one. */
  readonly side?: string;
  /** `changes`: while captures are compared, what is the same stands back in the picture. */
  readonly only?: string;
  /** Filters of the list of changes: text, and kinds with commas between them. */
  readonly changes?: string;
  readonly kinds?: string;
  /** The ends of a trace, as people write them: see features/trace/traceQuestion.ts. */
  readonly from?: string;
  readonly to?: string;
  readonly proto?: string;
  readonly dport?: string;
  /** Number of the shown branch of the trace, from 1; absent: the first. */
  readonly branch?: string;
  /** `reply`: the trace's way back is shown. */
  readonly way?: string;
  /** A step of it, `HOP.STEP`, both from 1. */
  readonly step?: string;
  /** `pods` or `services`: the matrix of what reaches them stands in the picture's place. */
  readonly matrix?: string;
  /** Filters of the matrix. */
  readonly rows?: string;
  readonly columns?: string;
  /** The list of findings stands open; what it is grouped by: `rule` or `node`. */
  readonly findings?: string;
  /** The finding that is shown: see features/findings/findingKeys.ts. */
  readonly finding?: string;
  /** Of findings: severities that the list shows, `error,warning`; absent: all. */
  readonly severity?: string;
  /** Of findings: words that the list is filtered by. */
  readonly about?: string;
  /** Absent: the system's. */
  readonly theme?: 'light' | 'dark';
}

/** `undefined` clears a field. */
export type ViewPatch = { readonly [K in keyof ViewState]?: ViewState[K] | undefined };

/** Fields in the order in which they are written. */
const TEXT_FIELDS = [
  'selected',
  'node',
  'netns',
  'table',
  'chain',
  'rule',
  'lookup',
  'q',
  'open',
  'focus',
  'at',
  'as',
  'browse',
  'machinery',
  'parts',
  'heat',
  'evidence',
  'compare',
  'side',
  'only',
  'changes',
  'kinds',
  'from',
  'to',
  'proto',
  'dport',
  'branch',
  'way',
  'step',
  'matrix',
  'rows',
  'columns',
  'findings',
  'finding',
  'severity',
  'about',
] as const satisfies readonly (keyof ViewState)[];

/** Reads `#/c/CAPTURE?selected=…&tab=…`. What it does not know is left out; it never throws. */
export function parseViewState(hash: string): ViewState {
  // #/c/calico-single-node?selected=pod/kube-system/coredns&tab=routes
  const [path = '', query = ''] = splitOnce(hash.replace(/^#/, ''), '?');
  const params = new URLSearchParams(query);
  const capture = /^\/c\/(.+)$/.exec(path)?.[1];
  const tab = TABS.find((known) => known === params.get('tab'));
  const family = params.get('family');
  const theme = params.get('theme');
  const texts = TEXT_FIELDS.flatMap((field) => {
    const value = params.get(field);
    return value === null || value === '' ? [] : [[field, value] as const];
  });
  return {
    ...(capture !== undefined && { capture: decode(capture) }),
    ...Object.fromEntries(texts),
    tab: tab ?? 'overview',
    ...((family === '4' || family === '6') && { family }),
    hide: params.getAll('hide').filter((kind) => kind !== ''),
    ...((theme === 'light' || theme === 'dark') && { theme }),
  };
}

/** The inverse of `parseViewState`; defaults are left out, so that short views have short links. */
export function formatViewState(view: ViewState): string {
  const params = new URLSearchParams();
  if (view.tab !== 'overview') params.append('tab', view.tab);
  for (const field of TEXT_FIELDS) {
    const value = view[field];
    if (value !== undefined && value !== '') params.append(field, value);
  }
  if (view.family !== undefined) params.append('family', view.family);
  for (const kind of view.hide) if (kind !== '') params.append('hide', kind);
  if (view.theme !== undefined) params.append('theme', view.theme);
  const query = readable(params.toString());
  const path =
    view.capture === undefined || view.capture === '' ? '/' : `/c/${encode(view.capture)}`;
  return `#${path}${query === '' ? '' : `?${query}`}`;
}

/** Fields that are about what is selected: another selection starts them anew. */
const OF_SELECTION = {
  netns: undefined,
  table: undefined,
  chain: undefined,
  rule: undefined,
  parts: undefined,
  q: undefined,
  evidence: undefined,
  side: undefined,
} as const satisfies ViewPatch;

/** The same for what a trace asks: its branches and steps are those of another answer. */
const OF_TRACE = {
  branch: undefined,
  way: undefined,
  step: undefined,
} as const satisfies ViewPatch;
const QUESTION = ['from', 'to', 'proto', 'dport'] as const;

export function applyPatch(view: ViewState, patch: ViewPatch): ViewState {
  const isOther = 'selected' in patch && patch.selected !== view.selected;
  const asksAnew = QUESTION.some((field) => field in patch && patch[field] !== view[field]);
  const next = {
    ...view,
    ...(isOther ? OF_SELECTION : {}),
    ...(asksAnew ? OF_TRACE : {}),
    ...patch,
  };
  const merged = Object.entries(next).filter(([, value]) => value !== undefined);
  return { tab: view.tab, hide: view.hide, ...Object.fromEntries(merged) };
}

/** `push` makes a step that the back button undoes: choosing. `replace` does not: typing, filtering. */
type HistoryStep = 'push' | 'replace';

export type SetView = (patch: ViewPatch, step?: HistoryStep) => void;

export function useViewState(): { readonly view: ViewState; readonly setView: SetView } {
  const hash = useSyncExternalStore(subscribeToHash, readHash, () => '');
  return { view: parseCached(hash), setView };
}

/** The view at this moment, for who is not drawn anew by another. */
export function currentView(): ViewState {
  return parseCached(readHash());
}

/** A link to the present view with `patch` applied, for `<a href>`. */
export function viewHref(view: ViewState, patch: ViewPatch): string {
  return formatViewState(applyPatch(view, patch));
}

const setView: SetView = (patch, step = 'push') => {
  const next = formatViewState(applyPatch(parseViewState(readHash()), patch));
  if (next === readHash()) return;
  if (step === 'push') window.history.pushState(null, '', next);
  else window.history.replaceState(null, '', next);
  tellListeners();
};

/** `pushState` fires no event, so those who read the hash are told here. Every link is one of them. */
const listeners = new Set<() => void>();

function tellListeners(): void {
  for (const listener of listeners) listener();
}

function subscribeToHash(listener: () => void): () => void {
  if (listeners.size === 0) {
    window.addEventListener('hashchange', tellListeners);
    window.addEventListener('popstate', tellListeners);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.removeEventListener('hashchange', tellListeners);
    window.removeEventListener('popstate', tellListeners);
  };
}

function readHash(): string {
  return window.location.hash;
}

/** One object per hash, so that effects which depend on the view do not run again and again. */
let cached: { readonly hash: string; readonly view: ViewState } | undefined;

function parseCached(hash: string): ViewState {
  if (cached?.hash !== hash) cached = { hash, view: parseViewState(hash) };
  return cached.view;
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function encode(text: string): string {
  return readable(new URLSearchParams({ '': text }).toString().slice(1));
}

function decode(text: string): string {
  return new URLSearchParams(`=${text.replaceAll('&', '%26')}`).get('') ?? text;
}

/** `/`, `:` and `,` need no escape in a fragment, and ids are full of them. */
function readable(query: string): string {
  return query.replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
}
