import type { Topology } from '@vethscope/model';
import { buildTopology } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import { readSnapshot, unpackCapture } from '@vethscope/parsers';
import type { Network, Trace } from '@vethscope/trace';
import { indexNetwork } from '@vethscope/trace';
import { captureNode } from '../captureNode.ts';
import type { Machine } from '../machine.ts';
import { buildCase } from './buildCase.ts';
import { differences } from './compare.ts';
import type { Court } from './court.ts';
import { openCourt } from './court.ts';
import { casePlan } from './generate/casePlan.ts';
import { CLOSED_PORTS, NAT_PORTS, SERVER_PORTS } from './generate/plan.ts';
import { probePlan } from './generate/probes.ts';
import type { PlaceNames } from './placeNames.ts';
import { placeNames } from './placeNames.ts';
import type { KernelAnswer, Probe } from './probe.ts';
import { placeKey } from './probe.ts';
import { traceProbe } from './traceProbe.ts';

/** What became of one probe of a case. */
export interface Judgement {
  /** Its place among the probes of the case. */
  readonly number: number;
  readonly probe: Probe;
  readonly answer: KernelAnswer;
  readonly trace: Pick<Trace, 'branches'>;
  /** Empty: trace and kernel agree. */
  readonly differences: readonly string[];
}

/** By the node's name, a bundle. */
export type Captures = ReadonlyMap<string, Uint8Array>;

export interface JudgedCase {
  readonly seed: number;
  readonly captures: Captures;
  /** What the kernel did not take of the plan. */
  readonly refused: readonly string[];
  readonly names: PlaceNames;
  readonly judgements: readonly Judgement[];
}

interface CaseOptions {
  readonly seed: number;
  readonly probes: number;
  /** Kinds of rules that the kernel has not: `lackingKinds`. */
  readonly lacking: ReadonlySet<string>;
}

/** How many probes are on their way at once where their packets can be told apart. */
const AT_ONCE = 12;
/** How often it is asked once more: what NAT chooses may look like what was asked for. */
const ATTEMPTS = 2;
/** Milliseconds that a probe is given where the first answer was not what the trace says. */
const SECOND_PATIENCE = 700;

/** Builds a case, captures it, and asks both the kernel and the trace about each probe. */
export async function judgeCase({ seed, probes, lacking }: CaseOptions): Promise<JudgedCase> {
  const plan = casePlan(seed, lacking);
  const built = await buildCase(plan);
  const court = await openCourt(built.places, [...SERVER_PORTS, ...CLOSED_PORTS, ...NAT_PORTS]);
  try {
    await Promise.all(
      built.places.map((place) => court.serve(placeKey(place), place.served, SERVER_PORTS)),
    );
    const captures = await captureAll(built.nodes);
    const { network, topology } = await readNetwork(captures);
    const names = placeNames(built.places, topology);
    await court.watch();
    const atOnce = plan.nodes.length > 1 ? 1 : AT_ONCE;
    const judgements = await judgeProbes(
      { court, network, names },
      probePlan(plan, probes),
      atOnce,
    );
    return { seed, captures, names, refused: built.refused, judgements };
  } finally {
    await court.stop();
    await built.stop();
  }
}

export async function captureAll(machines: readonly Machine[]): Promise<Captures> {
  const captured = machines.map(async (machine) => {
    return [machine.name, await captureNode(machine)] as const;
  });
  return new Map(await Promise.all(captured));
}

export async function readNetwork(
  captures: Captures,
): Promise<{ readonly network: Network; readonly topology: Topology }> {
  const files: CaptureFiles[] = [];
  for (const [node, bytes] of captures) {
    const unpacked = await unpackCapture(`${node}.tar.gz`, bytes);
    if (!unpacked.ok) throw new Error(unpacked.reason);
    files.push(unpacked.capture);
  }
  const snapshot = readSnapshot(files);
  const topology = buildTopology(snapshot);
  return { network: indexNetwork(snapshot, topology), topology };
}

export interface Courtroom {
  /** Assumptions that a trace may make: of what no capture can tell. */
  readonly mayAssume?: RegExp;
  readonly court: Court;
  readonly network: Network;
  readonly names: PlaceNames;
}

export async function judgeProbes(
  room: Courtroom,
  probes: readonly Probe[],
  atOnce: number,
): Promise<readonly Judgement[]> {
  const judgements: Judgement[] = [];
  for (let at = 0; at < probes.length; at += atOnce) {
    const batch = probes.slice(at, at + atOnce);
    const answers = await room.court.ask(batch);
    for (const [i, probe] of batch.entries()) {
      const answer = answers[i];
      if (!answer) continue;
      const first = judge(room, at + i, probe, answer);
      judgements.push(first.differences.length === 0 ? first : await askAlone(room, first));
    }
  }
  return judgements;
}

/** What many at once, or those before, or a slow machine have mixed up is not held against anyone. */
async function askAlone(room: Courtroom, { number, probe }: Judgement): Promise<Judgement> {
  for (let attempt = 1; ; attempt++) {
    await room.court.forget();
    const [answer] = await room.court.ask([probe], SECOND_PATIENCE);
    if (!answer) throw new Error('a probe was not answered');
    const judgement = judge(room, number, probe, answer);
    if (judgement.differences.length === 0 || attempt === ATTEMPTS) return judgement;
  }
}

function judge(
  { network, names, mayAssume }: Courtroom,
  number: number,
  probe: Probe,
  answer: KernelAnswer,
): Judgement {
  const trace = traceProbe(network, { ...probe, sport: answer.sport }, names);
  // Who is outside may be refused an answer to ARP already.
  const isThere = probe.entry === undefined || answer.seenIn.includes(probe.entry.place);
  const found = !isThere ? [] : differences(trace, answer, { network, names, mayAssume });
  return { number, probe, answer, trace, differences: found };
}
