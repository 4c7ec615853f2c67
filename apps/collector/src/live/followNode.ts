import { changedFacts, diffTopology } from '@vethscope/model';
import { type OpenedCapture, openCapture } from '../library/openedCapture.ts';
import { coalesce } from './coalesce.ts';
import type { ChangedElements, LiveEvent, LiveState, StateChanges, Trigger } from './liveEvents.ts';
import type { StatusBoard } from './liveStatus.ts';
import { type Bundle, bundleCapture } from './manifest.ts';
import { type LookRequest, mergeBundle, namesOf } from './mergeBundle.ts';
import { nsidNames } from './nsidNames.ts';
import { type PlannedLook, planLook, type Touch } from './pendingLook.ts';
import type { Capture } from './runCapture.ts';
import type { Timeline } from './timeline.ts';

export interface FollowOptions {
  readonly capture: Capture;
  readonly timeline: Timeline;
  readonly status: StatusBoard;
  /** Names of namespaces that are there now. */
  readonly netnsNames: () => Promise<readonly string[]>;
  readonly publish: (event: LiveEvent) => void;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

export interface NodeFollower {
  /** Something happened: it will be looked at soon. */
  readonly touch: (touch: Touch) => void;
  readonly latest: () => CurrentState;
  /** No further look begins, one that runs is ended. */
  readonly stop: () => Promise<void>;
}

export interface CurrentState {
  readonly state: LiveState;
  readonly opened: OpenedCapture;
}

/** Together they keep a change on the kernel's side within 2 s of the page. */
const QUIET_MS = 150;
const AT_MOST_MS = 500;
/** A node where something changes all the time is looked at for a third of the time at most. */
const BUSY = { windowMs: 10_000, share: 1 / 3, longestMs: 3_000 };
/** The runtime and the cluster's API know of a new pod a little later. */
const CLUSTER_QUIET_MS = 3_000;
const CLUSTER_AT_MOST_MS = 10_000;
const RETRY_MS = 5_000;
/** Ids that an event names of each kind of change. */
const MAX_IDS = 100;

/** Looks at the whole node once, then again wherever something happened. Throws when it cannot. */
export async function followNode(options: FollowOptions): Promise<NodeFollower> {
  const { capture, timeline, status, publish, now } = options;
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, options.signal]);
  const session = now().getTime().toString(36);
  let count = 0;
  let touches: Touch[] = [];
  let retry: NodeJS.Timeout | undefined;

  const keep = async (
    opened: OpenedCapture,
    triggers: readonly Trigger[],
    changes: StateChanges,
  ): Promise<CurrentState> => {
    count++;
    const id = `live-${session}-${count}`;
    const [files] = opened.files;
    if (!files) throw new Error('a live state has one capture');
    const at = now().toISOString();
    return { state: await timeline.add({ id, at, triggers, changes }, files), opened };
  };

  const first = await capture({ scope: 'everything' }, signal);
  if (!first.ok) throw new Error(first.reason);
  let bundle = first.bundle;
  let current = await keep(opened(bundle), [{ kind: 'start', netns: [] }], NO_CHANGES);

  const plan = async (): Promise<PlannedLook> => {
    const taken = touches;
    touches = [];
    const { snapshot, topology } = current.opened;
    const ids = nsidNames(snapshot(), topology());
    const known = new Set(bundle.manifest.namespaces.flatMap(namesOf));
    const fresh = taken.some(({ kind }) => kind === 'namespaces')
      ? (await options.netnsNames()).filter((name) => !known.has(name))
      : [];
    return planLook(taken, { nameOf: (nsid) => ids.get(nsid), fresh });
  };

  /** `undefined`: it failed, and is tried again. */
  const seen = async (request: LookRequest): Promise<Bundle | undefined> => {
    const result = await capture(request, signal);
    if (result.ok) {
      const merged = mergeBundle(bundle, result.bundle, request);
      bundle = merged.bundle;
      if (merged.unseen.length === 0 || isAbout(request, merged.unseen)) return bundle;
      return seen({ scope: 'some', netns: merged.unseen, cluster: 'without' });
    }
    if (signal.aborted) return undefined;
    status.fails('capture', `the last look at the node failed: ${result.reason}`);
    retry = setTimeout(() => touch({ kind: 'missed', where: 'everything' }), RETRY_MS);
    return undefined;
  };

  const look = async (): Promise<void> => {
    const { request, triggers } = await plan();
    const now = await seen(request);
    if (!now) return;
    status.works('capture');
    const next = opened(now);
    const changes = changesBetween(current.opened, next);
    if (!isChange(changes)) return;
    current = await keep(next, triggers, changes);
    publish({ event: 'state', data: current.state });
    if (triggers.some(({ kind }) => kind === 'namespaces')) clusterLook.call();
  };
  const guarded = () =>
    look().catch((error: unknown) => status.fails('capture', `following failed: ${String(error)}`));

  const looks = coalesce({
    quietMs: QUIET_MS,
    atMostMs: AT_MOST_MS,
    busy: BUSY,
    work: guarded,
  });
  const clusterLook = coalesce({
    quietMs: CLUSTER_QUIET_MS,
    atMostMs: CLUSTER_AT_MOST_MS,
    busy: BUSY,
    work: async () => touch({ kind: 'cluster', where: 'own' }),
  });
  const touch = (one: Touch) => {
    touches.push(one);
    looks.call();
  };

  return {
    touch,
    latest: () => current,
    async stop() {
      clearTimeout(retry);
      ending.abort();
      await Promise.all([looks.stop(), clusterLook.stop()]);
    },
  };
}

function opened(bundle: Bundle): OpenedCapture {
  return openCapture([bundleCapture(bundle)]);
}

/** They were asked for and not entered: they went away, or nobody may enter them. */
function isAbout(request: LookRequest, unseen: readonly string[]): boolean {
  return request.scope === 'some' && unseen.every((name) => request.netns.includes(name));
}

const NONE: ChangedElements = { count: 0, ids: [] };
const NO_CHANGES: StateChanges = { added: NONE, removed: NONE, changed: NONE, facts: [] };

function changesBetween(before: OpenedCapture, after: OpenedCapture): StateChanges {
  const { added, removed, changed } = diffTopology(before.topology(), after.topology());
  const told = (elements: readonly { readonly id: string }[]): ChangedElements => ({
    count: elements.length,
    ids: elements.slice(0, MAX_IDS).map(({ id }) => id),
  });
  return {
    added: told(added),
    removed: told(removed),
    changed: told(changed),
    facts: changedFacts(before.snapshot(), after.snapshot()),
  };
}

function isChange({ added, removed, changed, facts }: StateChanges): boolean {
  return added.count + removed.count + changed.count + facts.length > 0;
}
