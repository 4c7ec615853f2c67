import { expect, test } from 'vitest';
import { type KnownNetns, lookAtNamed, planLook } from './pendingLook.ts';

const known: KnownNetns = { nameOf: (nsid) => ({ 0: 'blue', 1: 'green' })[nsid], fresh: [] };
const some = (netns: readonly string[], cluster = 'without') => ({ scope: 'some', netns, cluster });

test('looks where something happened, once for all of it', () => {
  const { request, triggers } = planLook(
    [
      { kind: 'route', where: { nsid: 1 } },
      { kind: 'link', where: 'own' },
      { kind: 'route', where: { nsid: 0 } },
      { kind: 'link', where: 'own' },
    ],
    known,
  );
  expect(request).toEqual(some(['blue', 'green', 'host']));
  expect(triggers).toEqual([
    { kind: 'link', netns: ['host'] },
    { kind: 'route', netns: ['blue', 'green'] },
  ]);
});

test('looks into new namespaces, and at the host, where their other ends are', () => {
  const touches = [{ kind: 'namespaces', where: 'own' }] as const;
  expect(planLook(touches, { ...known, fresh: ['red'] }).request).toEqual(some(['host', 'red']));
  // One went: the host's own list tells.
  expect(planLook(touches, known).request).toEqual(some(['host']));
});

test('looks at the host for an id that it does not know, and then where that leads', () => {
  const touches = [
    { kind: 'link', where: { nsid: 7 } },
    { kind: 'link', where: { nsid: 0 } },
  ] as const;
  const plan = planLook(touches, { ...known, fresh: ['red'] });
  expect(plan.request).toEqual(some(['blue', 'host', 'red']));
  expect(plan.unknown).toEqual([7]);
  // A namespace that has been there for long, and now has its first link to the host.
  expect(lookAtNamed(plan, () => 'podc')).toEqual(some(['podc']));
  expect(lookAtNamed(plan, () => 'red')).toBeUndefined();
  expect(lookAtNamed(plan, () => undefined)).toEqual({ scope: 'everything' });
});

test('looks nowhere else where every id is known, or everything was looked at', () => {
  const link = { kind: 'link', where: { nsid: 0 } } as const;
  expect(lookAtNamed(planLook([link], known), () => 'podc')).toBeUndefined();
  const all = planLook([link, { kind: 'asked', where: 'everything' }], known);
  expect(lookAtNamed(all, () => 'podc')).toBeUndefined();
});

test('asks runtime and cluster only when it is about them', () => {
  const touches = [{ kind: 'cluster', where: 'own' }] as const;
  expect(planLook(touches, known).request).toEqual(some(['host'], 'with'));
});

test('looks at everything when asked to, or when events may be missing', () => {
  for (const kind of ['asked', 'missed'] as const) {
    expect(planLook([{ kind, where: 'everything' }], known)).toEqual({
      request: { scope: 'everything' },
      triggers: [{ kind, netns: [] }],
      unknown: [],
    });
  }
});
