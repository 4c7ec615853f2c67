import { expect, test } from 'vitest';
import { type KnownNetns, planLook } from './pendingLook.ts';

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

test('takes an id that it does not know for that of a new namespace, if there is one', () => {
  const touches = [{ kind: 'link', where: { nsid: 7 } }] as const;
  expect(planLook(touches, { ...known, fresh: ['red'] }).request).toEqual(some(['host', 'red']));
  expect(planLook(touches, known).request).toEqual({ scope: 'everything' });
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
    });
  }
});
