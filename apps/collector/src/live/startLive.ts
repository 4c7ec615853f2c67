import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ArchiveLimits } from '@vethscope/parsers';
import { type EventStream, openEventStream } from './eventStream.ts';
import { followNode } from './followNode.ts';
import { type LiveCaptures, liveCaptures } from './liveCaptures.ts';
import { type LivePart, statusBoard } from './liveStatus.ts';
import { type MonitorEvent, parseMonitorLine } from './monitorLine.ts';
import { NETNS_FOLDERS, watchNetnsFolders } from './netnsFolders.ts';
import type { Touch } from './pendingLook.ts';
import { scriptCapture } from './runCapture.ts';
import { superviseMonitor } from './superviseMonitor.ts';
import { openTimeline } from './timeline.ts';

export interface LiveOptions {
  /** The text of vethscope-capture.sh. */
  readonly script: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the user who runs it; 0 is root. */
  readonly uid: number | undefined;
  readonly limits: ArchiveLimits;
  /** Where the timeline is kept. */
  readonly folder: string;
  readonly keep: number;
  readonly maxBytes: number;
  readonly now: () => Date;
  /** Ends the first look, too. */
  readonly signal: AbortSignal;
}

/** This node, followed: what the API shows of it. */
export interface Live {
  readonly captures: LiveCaptures;
  readonly events: EventStream;
  /** Looks at everything, whatever the monitors say. */
  readonly lookAgain: () => void;
  /** Ends every process that it started, and removes the timeline. */
  readonly stop: () => Promise<void>;
}

const OBJECTS = ['link', 'address', 'route', 'rule', 'neigh', 'netconf', 'nsid'];

/** Throws an error with one line when the node cannot be followed at all. */
export async function startLive(options: LiveOptions): Promise<Live> {
  const { env, now } = options;
  if (!(await isProgram('ip', env))) {
    throw new Error('this machine has no `ip` (iproute2), without which no change is noticed');
  }
  const isRoot = options.uid === 0;
  const hasNft = await isProgram('nft', env);
  const events = openEventStream({
    session: now().getTime().toString(36),
    present: () => [
      ...timeline.states().map((data) => ({ event: 'state' as const, data })),
      { event: 'status' as const, data: status.status() },
    ],
  });
  const status = statusBoard({
    now,
    blind: blindSpots(isRoot, hasNft),
    onChange: (data) => events.publish({ event: 'status', data }),
  });
  const timeline = await openTimeline(options);
  // Before the first look, so that nothing falls between them.
  let touch = (one: Touch): void => {
    early.push(one);
  };
  const early: Touch[] = [];
  const missed = () => touch({ kind: 'missed', where: 'everything' });
  const folders = watchNetnsFolders(NETNS_FOLDERS, () =>
    touch({ kind: 'namespaces', where: 'own' }),
  );
  /** What happens between the loss of a monitor and its return nobody tells of. */
  const monitor = (part: LivePart, argv: readonly string[], onLine: (line: string) => void) => {
    let wasLost = false;
    let wasUp = false;
    return superviseMonitor({
      argv,
      env,
      onLine,
      onUp: () => {
        status.works(part);
        wasUp = true;
        if (wasLost) missed();
        wasLost = false;
      },
      onLost: (reason) => {
        // A kernel or a container in which nft cannot listen: all else is noticed.
        if (part === 'nft monitor' && !wasUp) {
          status.misses(part, `changes of packet filter rules are not noticed: ${reason}`);
        } else status.fails(part, reason);
        wasLost = true;
      },
      onOverrun: missed,
    });
  };
  const ipMonitor = ['ip', '-o', 'monitor', 'label', ...(isRoot ? ['all-nsid'] : []), ...OBJECTS];
  const monitors = [
    monitor('ip monitor', ipMonitor, (line) => {
      const event = parseMonitorLine(line);
      if (event) touch({ kind: event.kind, where: whereOf(event) });
    }),
    ...(isRoot && hasNft
      ? [
          monitor('nft monitor', ['nft', 'monitor'], (line) => {
            // # new generation 7 by process 18828 (iptables)
            if (line.startsWith('# new generation')) touch({ kind: 'nft', where: 'own' });
            else if (line.startsWith('# ERROR')) missed();
          }),
        ]
      : []),
  ];
  const stopWatching = async () => {
    folders.stop();
    await Promise.all(monitors.map(({ stop }) => stop()));
    await timeline.close();
  };

  try {
    const follower = await followNode({
      capture: scriptCapture(options),
      timeline,
      status,
      netnsNames: folders.names,
      publish: events.publish,
      now,
      signal: options.signal,
    });
    touch = follower.touch;
    for (const one of early) touch(one);
    return {
      captures: liveCaptures(timeline, follower.latest),
      events,
      lookAgain: () => touch({ kind: 'asked', where: 'everything' }),
      async stop() {
        events.close();
        await follower.stop();
        await stopWatching();
      },
    };
  } catch (error) {
    events.close();
    await stopWatching();
    throw error;
  }
}

function whereOf({ nsid }: MonitorEvent): Touch['where'] {
  return nsid === 'own' ? 'own' : { nsid };
}

/** What no event tells of, beside what docs/live.md says of every node. */
function blindSpots(isRoot: boolean, hasNft: boolean): readonly string[] {
  return [
    ...(isRoot
      ? []
      : [
          'without root only this namespace is watched, and no other one can be looked into',
          'without root changes of nftables and iptables rules are not noticed',
        ]),
    ...(isRoot && !hasNft ? ['nft is not installed: changes of rules are not noticed'] : []),
  ];
}

async function isProgram(
  name: string,
  { PATH = '' }: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const found = await Promise.all(
    PATH.split(delimiter).map((folder) =>
      access(join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
