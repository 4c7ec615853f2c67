import { useCallback, useSyncExternalStore } from 'react';
import { isLiveId, LIVE_ID } from '../../api/liveIds.ts';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import { hashText } from './findingKeys.ts';

/**
 * Under what name the muted rules of a capture are kept: its id; of a followed node the same for all
 * of its states; of an exported page, which has no id, what it holds.
 */
export function muteScope(
  { id, files, snapshot }: Pick<OpenCapture, 'id' | 'files' | 'snapshot'>,
  mode: 'server' | 'embedded',
): string {
  if (isLiveId(id)) return `${LIVE_ID} ${snapshot.nodes.map(({ name }) => name).join(' ')}`;
  if (mode === 'server') return id;
  const held = files.flatMap((capture) => [
    capture.name,
    ...capture.files.map(({ path, text }) => `${path} ${text.length}`),
  ]);
  return `export ${hashText(held.join('\n'))}`;
}

export function useMutedRules(scope: string): {
  readonly muted: readonly string[];
  readonly setMuted: (rules: readonly string[]) => void;
} {
  const text = useSyncExternalStore(subscribe, () => readItem(scope));
  const setMuted = useCallback((rules: readonly string[]) => writeItem(scope, rules), [scope]);
  return { muted: parseMuted(text), setMuted };
}

/** `stale-workload-chains,underlay-not-default`. */
function parseMuted(text: string): readonly string[] {
  return text.split(',').filter((rule) => rule !== '');
}

const PREFIX = 'vethscope.muted ';
const listeners = new Set<() => void>();
/** Where the browser keeps nothing for this page, it is kept until the page is left. */
const unkept = new Map<string, string>();

function readItem(scope: string): string {
  const known = unkept.get(scope);
  if (known !== undefined) return known;
  try {
    return window.localStorage.getItem(PREFIX + scope) ?? '';
  } catch {
    return '';
  }
}

function writeItem(scope: string, rules: readonly string[]): void {
  const text = [...new Set(rules)].sort().join(',');
  try {
    if (text === '') window.localStorage.removeItem(PREFIX + scope);
    else window.localStorage.setItem(PREFIX + scope, text);
  } catch {
    unkept.set(scope, text);
  }
  for (const listener of listeners) listener();
}

/** The page in another window mutes too. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
