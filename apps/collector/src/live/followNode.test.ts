import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followNode } from './followNode.ts';
import type { LiveEvent, LiveState } from './liveEvents.ts';
import { statusBoard } from './liveStatus.ts';
import type { LookRequest } from './mergeBundle.ts';
import type { CaptureResult } from './runCapture.ts';
import { testBundle } from './testing/testBundle.ts';
import type { Timeline } from './timeline.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const STARTED = '2026-11-24T18:00:00Z';

const addresses = (...names: readonly string[]) =>
  names
    .map(
      (name, i) =>
        `${i + 2}: ${name}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000\n    link/ether 02:00:00:00:00:0${i + 2} brd ff:ff:ff:ff:ff:ff\n`,
    )
    .join('');

const host = (...links: readonly string[]) => ({ 'ip addr show': addresses(...links) });

/** A node that is looked at by a script of the test's own. */
async function followed(looks: readonly (CaptureResult | 'fails')[]) {
  const requests: LookRequest[] = [];
  const events: LiveEvent[] = [];
  const states: LiveState[] = [];
  const timeline: Timeline = {
    states: () => states,
    read: async () => undefined,
    close: async () => undefined,
    add: async (state) => {
      const added = { ...state, oldest: state.id };
      states.push(added);
      return added;
    },
  };
  const now = () => new Date(Date.parse(STARTED));
  const status = statusBoard({
    now,
    blind: [],
    onChange: (data) => events.push({ event: 'status', data }),
  });
  const follower = await followNode({
    capture: async (request) => {
      const look = looks[requests.length] ?? looks.at(-1);
      requests.push(request);
      return look === 'fails' || !look ? { ok: false, reason: 'no space left' } : look;
    },
    timeline,
    status,
    netnsNames: async () => ['blue'],
    publish: (event) => events.push(event),
    now,
    signal: new AbortController().signal,
  });
  return { follower, requests, events, states };
}

const seen = (...args: Parameters<typeof testBundle>): CaptureResult => ({
  ok: true,
  bundle: testBundle(...args),
});

test('looks at everything first, and says so', async () => {
  const { requests, states, follower } = await followed([seen(STARTED, { host: host('eth0') })]);
  expect(requests).toEqual([{ scope: 'everything' }]);
  // The start in milliseconds, in base 36: states of another run have other ids.
  expect(states.map(({ id }) => id)).toEqual(['live-mwv02800-1']);
  expect(follower.latest().state.triggers).toEqual([{ kind: 'start', netns: [] }]);
});

test('looks again where something happened, and tells what came', async () => {
  const { follower, requests, events } = await followed([
    seen(STARTED, { host: host('eth0') }),
    seen(STARTED, { host: host('eth0', 'br0') }),
  ]);
  follower.touch({ kind: 'link', where: 'own' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(requests[1]).toEqual({ scope: 'some', netns: ['host'], cluster: 'without' });
  expect(events).toMatchObject([
    {
      event: 'state',
      data: {
        triggers: [{ kind: 'link', netns: ['host'] }],
        changes: { added: { count: 1, ids: ['if/worker1/host/br0'] }, removed: { count: 0 } },
      },
    },
  ]);
  expect(
    follower
      .latest()
      .opened.topology()
      .nodes.map(({ id }) => id),
  ).toContain('if/worker1/host/br0');
});

test('makes no state of a look that found nothing new', async () => {
  const { follower, requests, events, states } = await followed([
    seen(STARTED, { host: host('eth0') }),
  ]);
  follower.touch({ kind: 'route', where: 'own' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(requests).toHaveLength(2);
  expect(events).toEqual([]);
  expect(states).toHaveLength(1);
});

test('does not look while nothing happens', async () => {
  const { requests } = await followed([seen(STARTED, { host: host('eth0') })]);
  await vi.advanceTimersByTimeAsync(24 * 3600 * 1000);
  expect(requests).toHaveLength(1);
});

test('looks into a namespace that came meanwhile, and asks the cluster a little later', async () => {
  const { follower, requests, states } = await followed([
    seen(STARTED, { host: host('eth0') }),
    seen(STARTED, { host: host('eth0'), blue: host('eth0') }),
  ]);
  follower.touch({ kind: 'namespaces', where: 'own' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(requests.slice(1)).toEqual([
    { scope: 'some', netns: ['blue', 'host'], cluster: 'without' },
  ]);
  expect(states[1]?.changes.added.ids).toContain('netns/worker1/blue');
  await vi.advanceTimersByTimeAsync(5000);
  expect(requests.slice(2)).toEqual([{ scope: 'some', netns: ['host'], cluster: 'with' }]);
});

test('looks at once into namespaces that only the look itself found', async () => {
  const { follower, requests } = await followed([
    seen(STARTED, { host: host('eth0') }),
    seen(STARTED, { host: host('eth0', 'veth1') }, ['unnamed']),
    seen(STARTED, { unnamed: host('eth0') }, ['host']),
  ]);
  follower.touch({ kind: 'link', where: 'own' });
  await vi.advanceTimersByTimeAsync(300);
  expect(requests.slice(1)).toMatchObject([{ netns: ['host'] }, { netns: ['unnamed'] }]);
  const nodes = follower
    .latest()
    .opened.topology()
    .nodes.map(({ id }) => id);
  expect(nodes).toContain('if/worker1/unnamed/eth0');
});

test('says that a look failed, and looks at everything once it can', async () => {
  const { follower, requests, events } = await followed([
    seen(STARTED, { host: host('eth0') }),
    'fails',
    seen(STARTED, { host: host('eth0', 'br0') }),
  ]);
  follower.touch({ kind: 'link', where: 'own' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(events).toMatchObject([
    {
      event: 'status',
      data: { live: false, reason: 'the last look at the node failed: no space left' },
    },
  ]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(requests[2]).toEqual({ scope: 'everything' });
  expect(events.slice(1)).toMatchObject([
    { event: 'status', data: { live: true } },
    { event: 'state', data: { triggers: [{ kind: 'missed' }] } },
  ]);
});

test('cannot begin where the first look fails', async () => {
  await expect(followed(['fails'])).rejects.toThrow('no space left');
});

test('looks no more once it is stopped', async () => {
  const { follower, requests } = await followed([seen(STARTED, { host: host('eth0') })]);
  follower.touch({ kind: 'link', where: 'own' });
  await follower.stop();
  follower.touch({ kind: 'link', where: 'own' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests).toHaveLength(1);
});
