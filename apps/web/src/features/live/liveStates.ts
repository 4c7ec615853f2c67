import type { LiveState } from '../../api/liveEvents.ts';
import { STATE_ID } from '../../api/liveIds.ts';

/**
 * The timeline with one state more, oldest first: without those that the server has let go of, and
 * without those of another run of it, which are all gone.
 */
export function withState(states: readonly LiveState[], state: LiveState): readonly LiveState[] {
  const run = runOf(state.id);
  const oldest = numberOf(state.oldest);
  const kept = states.filter(
    ({ id }) => runOf(id) === run && numberOf(id) >= oldest && id !== state.id,
  );
  return [...kept, state].sort((a, b) => numberOf(a.id) - numberOf(b.id));
}

/** How much came, went and changed: the height of a bar. */
export function sizeOf({ changes }: LiveState): number {
  const { added, removed, changed, facts } = changes;
  return added.count + removed.count + changed.count || facts.length;
}

/** `1 came, 2 changed`; `records changed` where the picture is the same. */
export function changeWords({ changes }: LiveState): string {
  const { added, removed, changed, facts } = changes;
  const said = [
    [added.count, 'came'],
    [removed.count, 'went'],
    [changed.count, 'changed'],
  ] as const;
  const words = said.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  if (words.length > 0) return words.join(', ');
  return facts.length > 0 ? 'records changed' : 'where it began';
}

/** Why it was looked at: `link and route in host`. */
export function triggerWords({ triggers }: LiveState): string {
  const kinds = triggers.map(({ kind }) => TRIGGERS[kind] ?? kind);
  const places = [...new Set(triggers.flatMap(({ netns }) => netns))].sort();
  const shown = places.length > 3 ? [...places.slice(0, 3), `${places.length - 3} more`] : places;
  return `${inList(kinds)}${shown.length === 0 ? '' : ` in ${inList(shown)}`}`;
}

const TRIGGERS: Readonly<Record<string, string>> = {
  start: 'the server started',
  asked: 'somebody asked',
  missed: 'events may have been missed',
  namespaces: 'namespaces',
  link: 'links',
  address: 'addresses',
  route: 'routes',
  rule: 'policy rules',
  neighbor: 'neighbours',
  setting: 'settings',
  nft: 'packet filter rules',
  cluster: 'pods',
};

function inList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function runOf(id: string): string | undefined {
  return STATE_ID.exec(id)?.[1];
}

function numberOf(id: string): number {
  return Number(STATE_ID.exec(id)?.[2] ?? 0);
}
