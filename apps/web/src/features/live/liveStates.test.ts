import { describe, expect, test } from 'vitest';
import type { LiveState } from '../../api/liveEvents.ts';
import { isLiveId } from '../../api/liveIds.ts';
import { changeWords, sizeOf, triggerWords, withState } from './liveStates.ts';

const NONE = { count: 0, ids: [] };

function state(id: string, more: Partial<LiveState> = {}): LiveState {
  const changes = { added: NONE, removed: NONE, changed: NONE, facts: [] };
  return { id, at: '2026-11-24T18:00:00.000Z', triggers: [], changes, oldest: id, ...more };
}

const ids = (states: readonly LiveState[]) => states.map(({ id }) => id);

test.each([
  ['live', true],
  ['live-mwv1vtui-12', true],
  ['live-notes', false],
  ['calico-single-node', false],
])('%s is of the followed node: %s', (id, expected) => {
  expect(isLiveId(id)).toBe(expected);
});

describe('withState', () => {
  test('puts states in the order in which they were, each once', () => {
    const first = state('live-a-9', { oldest: 'live-a-9' });
    const states = withState([first], state('live-a-10', { oldest: 'live-a-9' }));
    expect(ids(states)).toEqual(['live-a-9', 'live-a-10']);
    // Told again after the connection had been lost.
    expect(ids(withState(states, first))).toEqual(['live-a-9', 'live-a-10']);
  });

  test('lets go of what the server does not keep any more', () => {
    const states = [1, 2, 3].map((n) => state(`live-a-${n}`));
    expect(ids(withState(states, state('live-a-4', { oldest: 'live-a-3' })))).toEqual([
      'live-a-3',
      'live-a-4',
    ]);
  });

  test('starts anew with a server that was started anew', () => {
    const states = [state('live-a-1'), state('live-a-2')];
    expect(ids(withState(states, state('live-b-1')))).toEqual(['live-b-1']);
  });
});

test('says how much changed, and why it was looked at', () => {
  const busy = state('live-a-2', {
    triggers: [
      { kind: 'link', netns: ['host', 'blue'] },
      { kind: 'route', netns: ['host'] },
    ],
    changes: {
      added: { count: 1, ids: ['if/n/host/br0'] },
      removed: NONE,
      changed: { count: 2, ids: [] },
      facts: [],
    },
  });
  expect(changeWords(busy)).toBe('1 came, 2 changed');
  expect(sizeOf(busy)).toBe(3);
  expect(triggerWords(busy)).toBe('links and routes in blue and host');
  const quiet = state('live-a-3', {
    changes: {
      ...busy.changes,
      added: NONE,
      changed: NONE,
      facts: [{ id: 'x', facts: ['sysctls'] }],
    },
  });
  expect([changeWords(quiet), sizeOf(quiet)]).toEqual(['records changed', 1]);
});
