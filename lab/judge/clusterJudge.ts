import type { Branch, Network, Trace } from '@vethscope/trace';
import { answerTrace, tracePacket } from '@vethscope/trace';
import { captureCluster } from '../captureCluster.ts';
import { POD_PORT } from '../cluster.ts';
import { sysctl } from '../run.ts';
import type { Cluster } from '../startCluster.ts';
import { differences } from './compare.ts';
import type { Court } from './court.ts';
import { openCourt } from './court.ts';
import { readNetwork } from './judgeCase.ts';
import type { PlaceNames } from './placeNames.ts';
import { placeNames } from './placeNames.ts';
import type { KernelAnswer, Place, PlaceKey } from './probe.ts';
import { placeKey } from './probe.ts';
import type { Question } from './question.ts';
import { probeOf } from './question.ts';

/** The lab's cluster, where both the kernel and the trace are asked what people ask. */
export interface ClusterJudge {
  /** Captures the nodes as they are now, and watches their kernel from now on. */
  look(): Promise<void>;
  /** To be called after `look`. */
  judge(question: Question): Promise<ClusterJudgement>;
  stop(): Promise<void>;
}

interface ClusterJudgement {
  readonly answer: KernelAnswer;
  readonly trace: Trace;
  /** Empty: trace and kernel agree. */
  readonly differences: readonly string[];
}

/** That the nodes answer on; pods and the gateway do on POD_PORT. */
export const HOST_PORT = 8081;
/** That anything is sent to, before and after NAT. */
const PORTS = [53, 80, 81, POD_PORT, HOST_PORT, 8443, 30080];
/** Milliseconds until nothing counts as silence: at first, and where that was not what the trace says. */
const PATIENCE = [100, 500, 500];
/** Of two ways that are as likely, one is not gone in so many times once in 500,000. */
const MOST_ASKED = 20;

export async function openClusterJudge(cluster: Cluster): Promise<ClusterJudge> {
  const places = placesOf(cluster);
  // Nobody goes on answering a connection that has been judged.
  const quiet = { 'net/ipv4/tcp_synack_retries': 0 };
  await Promise.all(places.map(({ machine, netns }) => sysctl(machine, quiet, netns)));
  const court = await openCourt(places, PORTS);
  await Promise.all(
    places.map((place) => court.serve(placeKey(place), place.addresses, [place.port])),
  );
  let seen: { readonly network: Network; readonly names: PlaceNames } | undefined;
  return {
    look: async () => {
      await court.lookAway();
      const { network, topology } = await readNetwork(await captureCluster(cluster));
      seen = { network, names: placeNames(places, topology) };
      await court.watch();
    },
    judge: async (question) => {
      if (!seen) throw new Error('nobody has looked yet');
      return judge({ cluster, court, ...seen }, question);
    },
    stop: () => court.stop(),
  };
}

interface ServedPlace extends Place {
  readonly addresses: readonly string[];
  readonly port: number;
}

function placesOf({ underlay, nodes, plan }: Cluster): readonly ServedPlace[] {
  const { gateway } = plan.underlay;
  return [
    { machine: underlay, addresses: [gateway.v4, gateway.v6], port: POD_PORT },
    ...nodes.flatMap(({ machine, plan: { management, underlay: fabric, bridge, ...node } }) => [
      {
        machine,
        port: HOST_PORT,
        addresses: [management, fabric, bridge].flatMap(({ addresses: { v4, v6 } }) =>
          [v4, v6].map((prefix) => prefix.replace(/\/.*/, '')),
        ),
      },
      ...[...node.bridgePods, ...node.calicoPods].map(({ netns, addresses: { v4, v6 } }) => {
        return { machine, netns, port: POD_PORT, addresses: [v4, v6] };
      }),
    ]),
  ];
}

interface Room {
  readonly cluster: Cluster;
  readonly court: Court;
  readonly network: Network;
  readonly names: PlaceNames;
}

/** Asks until the kernel has gone every way that the trace leaves to chance, or another one. */
async function judge(room: Room, question: Question): Promise<ClusterJudgement> {
  const untaken = new Set<string>();
  for (let asked = 1; ; asked++) {
    const { judgement, taken } = await askBoth(room, question);
    if (asked === 1) {
      for (const { probability, because } of judgement.trace.branches) {
        if (probability !== null) untaken.add(because);
      }
    }
    if (judgement.differences.length > 0) return judgement;
    for (const branch of taken) untaken.delete(branch.because);
    if (untaken.size === 0) return judgement;
    if (asked === MOST_ASKED) {
      const never = [...untaken].map((because) => `the kernel never went this way: ${because}`);
      return { ...judgement, differences: never };
    }
  }
}

interface Asked {
  readonly judgement: ClusterJudgement;
  /** The branches that are what the kernel did. */
  readonly taken: readonly Branch[];
}

async function askBoth(room: Room, question: Question): Promise<Asked> {
  const { cluster, court, network, names } = room;
  const probe = probeOf(cluster.plan, question);
  for (const [attempt, patience] of PATIENCE.entries()) {
    const [answer] = await court.ask([probe], patience);
    if (!answer) throw new Error('a probe was not answered');
    const trace = traceOf(room, probe.from, question, answer.sport);
    const wrong = (branches: readonly Branch[]): readonly string[] =>
      differences({ branches }, answer, { network, names }).filter(
        (line) => question.mayDiffer?.test(line) !== true,
      );
    const taken = trace.branches.filter((branch) => wrong([branch]).length === 0);
    if (taken.length > 0) return { judgement: { answer, trace, differences: [] }, taken };
    if (attempt === PATIENCE.length - 1) {
      return { judgement: { answer, trace, differences: wrong(trace.branches) }, taken };
    }
    await court.forget();
  }
  throw new Error('nobody was asked');
}

function traceOf(
  { network, names }: Room,
  place: PlaceKey,
  { proto, from, to, dport, ttl }: Question,
  sport: number,
): Trace {
  const ports = proto === 'icmp' ? {} : { sport, dport };
  const traced = answerTrace(network, { from, to, proto, ...ports });
  if (traced.kind === 'problem') throw new Error(traced.message);
  if (ttl === undefined) return traced.trace;
  const id = names.get(place);
  const netns = id && network.namespaces.get(id);
  if (!netns) throw new Error(`not captured: ${place}`);
  const packet = { ...traced.trace.packet, ttl };
  return { ...traced.trace, ...tracePacket(network, { kind: 'sent', netns, packet }) };
}
