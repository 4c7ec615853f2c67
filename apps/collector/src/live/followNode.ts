import type { OpenedCapture } from '../library/openedCapture.ts';
import { coalesce } from './coalesce.ts';
import type { LiveEvent, LiveState, StateChanges, Trigger } from './liveEvents.ts';
import type { StatusBoard } from './liveStatus.ts';
import { type NodeView, openNodeView } from './nodeView.ts';
import { nsidNames } from './nsidNames.ts';
import { lookAtNamed, type PlannedLook, planLook, type Touch } from './pendingLook.ts';
import type { Capture } from './runCapture.ts';
import { isChange, NO_CHANGES, stateChanges } from './stateChanges.ts';
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
/** Where something changes all the time it rests in between, but keeps nobody waiting for long. */
const BUSY = { windowMs: 10_000, share: 1 / 3, longestMs: 800 };
/** The runtime and the cluster's API know of a new pod a little later. */
const CLUSTER_QUIET_MS = 3_000;
const CLUSTER_AT_MOST_MS = 10_000;
const RETRY_MS = 5_000;
/** Looks at the whole node once, then again wherever something happened. Throws when it cannot. */
export async function followNode(options: FollowOptions): Promise<NodeFollower> {
  const { status, publish } = options;
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, options.signal]);
  const view = await openNodeView(options.capture, signal);
  const keep = stateKeeper(options);
  let current = await keep(view.capture(), [{ kind: 'start', netns: [] }], NO_CHANGES);
  const touches: Touch[] = [];
  let retry: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const taken = touches.splice(0);
    const plan = await planned(taken, view, current.opened, options);
    const { triggers } = plan;
    await view.look(plan.request);
    const rest = plan.unknown.length === 0 ? undefined : lookAtNamed(plan, nsidsOf(view.capture()));
    if (rest) await view.look(rest);
    status.works('capture');
    const opened = view.capture();
    const changes = stateChanges(current.opened, opened);
    if (!isChange(changes)) return;
    current = await keep(opened, triggers, changes);
    publish({ event: 'state', data: current.state });
    if (triggers.some(({ kind }) => kind === 'namespaces')) clusterLook.call();
  };
  const failed = (error: unknown) => {
    if (signal.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    status.fails('capture', `the last look at the node failed: ${reason}`);
    retry = setTimeout(() => touch({ kind: 'missed', where: 'everything' }), RETRY_MS);
  };

  const looks = coalesce({
    quietMs: QUIET_MS,
    atMostMs: AT_MOST_MS,
    busy: BUSY,
    work: () => look().catch(failed),
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
      ending.abort();
      clearTimeout(retry);
      await Promise.all([looks.stop(), clusterLook.stop()]);
    },
  };
}

/** Gives states their ids: those of another run of the server are others. */
function stateKeeper({ timeline, now }: FollowOptions) {
  const run = now().getTime().toString(36);
  let count = 0;
  return async (
    opened: OpenedCapture,
    triggers: readonly Trigger[],
    changes: StateChanges,
  ): Promise<CurrentState> => {
    count++;
    const [files] = opened.files;
    if (!files) throw new Error('a state has one capture');
    const state = { id: `live-${run}-${count}`, at: now().toISOString(), triggers, changes };
    return { state: await timeline.add(state, files), opened };
  };
}

function nsidsOf({ snapshot, topology }: OpenedCapture): (nsid: number) => string | undefined {
  const names = nsidNames(snapshot(), topology());
  return (nsid) => names.get(nsid);
}

async function planned(
  touches: readonly Touch[],
  view: NodeView,
  opened: OpenedCapture,
  { netnsNames }: FollowOptions,
): Promise<PlannedLook> {
  const known = view.netnsNames();
  const mayBeFresh = touches.some(({ kind }) => kind === 'namespaces');
  const names = mayBeFresh ? await netnsNames() : [];
  const fresh = names.filter((name) => !known.has(name));
  return planLook(touches, { nameOf: nsidsOf(opened), fresh });
}
