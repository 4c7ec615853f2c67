import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent } from './agent.ts';
import { startAgent } from './agent.ts';
import type { PlaceView } from './attribute.ts';
import { attribute } from './attribute.ts';
import type { KernelAnswer, KernelStep, Place, PlaceKey, Probe, Sight } from './probe.ts';
import { placeKey } from './probe.ts';
import type { Watch } from './watch.ts';
import { watch } from './watch.ts';

/** Namespaces in which the kernel is asked what it does with packets. */
export interface Court {
  /**
   * Sends the probes, all at the same time, and tells what became of each. Traces are whole: what
   * the kernel could not tell for lack of room is asked again.
   */
  ask(probes: readonly Probe[], patience?: number): Promise<readonly KernelAnswer[]>;
  /**
   * No packet is then part of a connection from before, as a tunnel has one for many; and nobody
   * knows a neighbour from being asked by it.
   */
  forget(): Promise<void>;
  /** Servers on a port of each of the addresses, over TCP and UDP. */
  serve(place: PlaceKey, addresses: readonly string[], ports: readonly number[]): Promise<void>;
  /** From now on the kernel tells of rules; to be called again after they have changed. */
  watch(): Promise<void>;
  /** Takes away what a capture would show of the watch. */
  lookAway(): Promise<void>;
  stop(): Promise<void>;
}

interface Witness {
  readonly key: PlaceKey;
  readonly place: Place;
  readonly agent: Agent;
  watch?: Watch;
}

/** Milliseconds: a packet's way through all namespaces takes less than one. */
const PATIENCE = 150;
/** A mark that takes longer was lost: there was nobody yet to see it, or no room. */
const MARK_PATIENCE = 100;
/** Source ports of probes, each used once in a round. */
const CLIENT_PORTS = { from: 33_000, to: 65_000 };
/** How many of them the kernel may still be busy with. */
const RECENT = 200;
const ATTEMPTS = 5;

/** `ports`: all that anything is sent to, before and after NAT. */
export async function openCourt(
  places: readonly Place[],
  ports: readonly number[],
): Promise<Court> {
  const serverPorts = new Set(ports);
  const witnesses = new Map<PlaceKey, Witness>();
  await Promise.all(
    places.map(async (place) => {
      const key = placeKey(place);
      const agent = await startAgent(place.machine, place.netns);
      witnesses.set(key, { key, place, agent });
    }),
  );
  const all = [...witnesses.values()];
  let port = CLIENT_PORTS.from;
  const earlier: number[] = [];

  const ask: Court['ask'] = async (probes, patience = PATIENCE) => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const answers = await askOnce(probes, patience);
      if (answers) return answers;
    }
    throw new Error(`the kernel’s traces were not whole ${ATTEMPTS} times`);
  };

  return {
    ask,
    forget: async () => {
      await Promise.all(all.map(({ agent }) => agent.forget()));
    },
    serve: async (key, addresses, numbers) => {
      const { agent } = witness(key);
      for (const address of addresses) {
        for (const number of numbers) {
          await agent.listen('tcp', address, number);
          await agent.listen('udp', address, number);
        }
      }
    },
    lookAway: async () => {
      await Promise.all(
        all.map(async (each) => {
          await each.watch?.stop();
          delete each.watch;
        }),
      );
    },
    watch: async () => {
      await Promise.all(
        all.map(async (each) => {
          await each.watch?.stop();
          each.watch = await watch(each.place);
          await settle(each.agent, each.watch);
        }),
      );
    },
    stop: async () => {
      for (const { agent } of all) agent.stop();
      await Promise.all(all.map((each) => each.watch?.stop()));
    },
  };

  /** `undefined` where something was lost. */
  async function askOnce(
    probes: readonly Probe[],
    patience: number,
  ): Promise<readonly KernelAnswer[] | undefined> {
    const watching = all.map(({ key, agent, watch: watched }) => {
      if (!watched) throw new Error('nobody watches the kernel yet');
      return { key, agent, watch: watched };
    });
    const tags = probes.map(nextPort);
    const before = new Map(
      watching.map(({ key, watch: { runs, losses }, agent }) => [
        key,
        { runs: runs.length, losses: losses(), sightings: agent.sightings.length },
      ]),
    );
    const sights = await Promise.all(
      probes.map(({ from, ...packet }, i) =>
        witness(from).agent.probe({ ...packet, sport: tags[i] ?? 0, patience }),
      ),
    );
    await Promise.all(watching.map((each) => settle(each.agent, each.watch)));
    if (watching.some(({ key, watch }) => watch.losses() !== before.get(key)?.losses))
      return undefined;
    const views = new Map(
      watching.map(({ key, watch: { runs } }) => {
        return [
          key,
          attribute(runs.slice(before.get(key)?.runs), tags, earlier, serverPorts),
        ] as const;
      }),
    );
    earlier.unshift(...tags);
    earlier.splice(RECENT);
    return tags.map((tag, i) => ({
      sport: tag,
      chains: new Map(watching.map(({ key, watch: { chains } }) => [key, chains])),
      sight: sightOf(sights[i], views.get(probes[i]?.from ?? '')?.get(tag)),
      sightings: all.flatMap(({ key, agent }) =>
        agent.sightings
          .slice(before.get(key)?.sightings)
          .filter(({ from }) => tags.length === 1 || from.port === tag)
          .map((sighting) => ({ place: key, ...sighting })),
      ),
      seenIn: [...views].flatMap(([key, view]) => (view.get(tag)?.isSeen ? [key] : [])),
      request: seen(views, tag, 'request'),
      reply: seen(views, tag, 'reply'),
    }));
  }

  function witness(key: PlaceKey): Witness {
    const found = witnesses.get(key);
    if (!found) throw new Error(`no place is called ${key}`);
    return found;
  }

  function nextPort(): number {
    port = port >= CLIENT_PORTS.to ? CLIENT_PORTS.from : port + 1;
    return port;
  }
}

/** Waits for what the kernel has told up to now; at first, until the monitor listens. */
async function settle(agent: Agent, watch: Watch): Promise<void> {
  let isSeen = false;
  while (!isSeen) {
    const mark = watch.nextMark();
    await agent.mark(mark.port);
    isSeen = await Promise.race([mark.seen.then(() => true), sleep(MARK_PATIENCE, false)]);
  }
}

/** Once a connection is open, what the sender hears is about later packets. */
function sightOf(sight: Sight | undefined, view: PlaceView | undefined): Sight {
  if (!sight) throw new Error('nobody saw what became of a probe');
  const isLate = view?.isOpened && (sight.kind === 'refused' || sight.kind === 'error');
  return isLate ? { kind: 'answered' } : sight;
}

function seen(
  views: ReadonlyMap<PlaceKey, ReadonlyMap<number, PlaceView>>,
  tag: number,
  direction: 'request' | 'reply',
): ReadonlyMap<PlaceKey, readonly KernelStep[]> {
  const found = new Map<PlaceKey, readonly KernelStep[]>();
  for (const [key, view] of views) {
    const steps = view.get(tag)?.[direction] ?? [];
    if (steps.length > 0) found.set(key, steps);
  }
  return found;
}
