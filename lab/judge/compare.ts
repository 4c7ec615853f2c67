import type { Branch, Disposition, Hop, Network, Reply, Trace } from '@vethscope/trace';
import type { PlaceNames } from './placeNames.ts';
import type { KernelAnswer, PlaceKey, Sight } from './probe.ts';
import { showStep, showWalk } from './showWalk.ts';

/**
 * Where a trace and the kernel do not agree, a line for each point; empty: they do. Of a trace with
 * several branches, left to chance, one has to be what the kernel did.
 */
export function differences(
  trace: Pick<Trace, 'branches'>,
  answer: KernelAnswer,
  { network, names }: { readonly network: Network; readonly names: PlaceNames },
): readonly string[] {
  const seen = (walks: KernelAnswer['request']): ReadonlyMap<PlaceKey, readonly string[]> =>
    new Map(
      [...walks].flatMap(([key, steps]) => {
        const id = names.get(key);
        return id !== undefined && network.namespaces.has(id) ? [[id, showWalk(steps)]] : [];
      }),
    );
  const isCaptured = (place: PlaceKey): boolean => {
    const id = names.get(place);
    return id !== undefined && network.namespaces.has(id);
  };
  const kernel = { request: seen(answer.request), reply: seen(answer.reply) };
  const byBranch = trace.branches.map((branch) => [
    ...unknowns(branch),
    ...outcomeDifferences(branch, answer, isCaptured),
    ...walkDifferences('request', kernel.request, branch.hops),
    // ICMP errors and what REJECT answers are no part of a trace.
    ...(branch.reply ? walkDifferences('reply', kernel.reply, branch.reply.hops) : []),
  ]);
  const [closest] = byBranch.toSorted((a, b) => a.length - b.length);
  return closest ?? ['the trace has no branches'];
}

/** All that is needed was captured: nothing may be left open but a port that a kernel chooses. */
function unknowns({ probability, assumptions }: Branch): readonly string[] {
  const isOpen = !assumptions.some((line) => CHOSEN_PORT.test(line));
  return probability === null && isOpen
    ? [`the trace takes for granted what the capture tells: ${assumptions.join('; ')}`]
    : [];
}

/** A tunnel's, by what is inside; NAT's, by chance. */
const CHOSEN_PORT = /source port is not known|chooses the source port/;

function walkDifferences(
  what: 'request' | 'reply',
  kernel: ReadonlyMap<PlaceKey, readonly string[]>,
  hops: readonly Hop[],
): readonly string[] {
  const traced = new Map<string, TracedStep[]>();
  for (const { netns, steps } of hops) {
    const known = traced.get(netns) ?? [];
    known.push(...steps.flatMap(tracedStep));
    if (known.length > 0) traced.set(netns, known);
  }
  const places = [...new Set([...kernel.keys(), ...traced.keys()])].toSorted();
  return places.flatMap((netns) => {
    const told = kernel.get(netns) ?? [];
    const own = without(traced.get(netns) ?? [], told);
    const length = Math.max(told.length, own.length);
    const i = Array.from({ length }, (_, at) => at).find((at) => told[at] !== own[at]);
    if (i === undefined) return [];
    const step = `${what} in ${netns}, step ${i + 1}`;
    return [
      `${step}: the kernel: ${told[i] ?? 'nothing more'}; the trace: ${own[i] ?? 'nothing more'}`,
    ];
  });
}

interface TracedStep {
  readonly line: string;
  /** It was not settled whether the rule matches, and made no difference. */
  readonly isAssumed: boolean;
}

/** The lines of a trace, without rules taken for matching that did not and led nowhere else. */
function without(traced: readonly TracedStep[], told: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const { line, isAssumed } of traced) {
    const isSurplus = isAssumed && line.endsWith(' continue') && told[lines.length] !== line;
    if (!isSurplus) lines.push(line);
  }
  return lines;
}

/** As the kernel's trace tells it: a rejected packet is dropped. */
function tracedStep(step: Hop['steps'][number]): readonly TracedStep[] {
  if (step.kind !== 'rule' && step.kind !== 'policy') return [];
  const family = step.family === 4 ? 'ip' : 'ip6';
  const verdict = step.verdict === 'reject' ? 'drop' : step.verdict;
  const line = showStep({ ...step, family, verdict });
  return [{ line, isAssumed: step.kind === 'rule' && step.matched === 'assumed' }];
}

function outcomeDifferences(
  branch: Branch,
  answer: KernelAnswer,
  isCaptured: (place: PlaceKey) => boolean,
): readonly string[] {
  const { disposition, because, reply } = branch;
  const expected = expectedSights(branch);
  const told = `the trace: ${disposition}, ${because}${reply ? `; reply: ${reply.disposition}, ${reply.because}` : ''}`;
  const wrong: string[] = [];
  if (expected && !expected.includes(sightName(answer.sight))) {
    wrong.push(`the sender saw: ${sightName(answer.sight)}; ${told}`);
  }
  const [sighting, ...others] = answer.sightings;
  if (others.length > 0) wrong.push('more than one server saw the probe');
  if (!sighting) {
    const shouldSee = listening(branch) === 'yes' && reply?.packet.protocol === 'udp';
    if (shouldSee) wrong.push(`no server saw the probe; ${told}`);
    return wrong;
  }
  const isOutside = !isCaptured(sighting.place);
  if (isOutside && disposition === 'leavesCapture') return wrong;
  if (listening(branch) !== 'yes' || isOutside) {
    return [...wrong, `a server at ${sighting.place} saw the probe; ${told}`];
  }
  if (reply && reply.packet.destination !== sighting.from.address) {
    wrong.push(`the server saw ${sighting.from.address}; the trace: ${reply.packet.destination}`);
  }
  return wrong;
}

function listening({ disposition, hops }: Branch): 'yes' | 'no' | 'unknown' {
  const last = hops.at(-1)?.steps.at(-1);
  return disposition === 'delivered' && last?.kind === 'socket' ? last.listening : 'no';
}

/** What the sender may see: an error may get lost on its way. `undefined`: anything. */
function expectedSights(branch: Branch): readonly string[] | undefined {
  const { disposition, reply } = branch;
  if (disposition !== 'delivered') return LOST[disposition];
  switch (listening(branch)) {
    case 'yes':
      return reply ? replySights(reply, 'answered') : undefined;
    case 'no':
      // ICMP "port unreachable" is not traced: it may get lost, or be answered by another error.
      return reply ? replySights(reply, 'refused') : ['refused', 'silent'];
    case 'unknown':
      return undefined;
  }
}

function replySights(
  { disposition }: Reply,
  arrived: 'answered' | 'refused',
): readonly string[] | undefined {
  if (disposition === 'delivered') return [arrived];
  return disposition === 'leavesCapture' ? undefined : ['silent'];
}

const LOST: Readonly<Record<Exclude<Disposition, 'delivered'>, readonly string[] | undefined>> = {
  dropped: ['silent', 'EPERM'],
  rejected: ['refused', 'silent', 'EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'EPERM', 'EPROTO'],
  noRoute: ['ENETUNREACH', 'EHOSTUNREACH', 'silent'],
  blackholed: ['EINVAL', 'silent'],
  prohibited: ['EACCES', 'EHOSTUNREACH', 'silent'],
  unresolved: ['silent', 'EHOSTUNREACH'],
  leavesCapture: undefined,
  looped: ['silent', 'EHOSTUNREACH', 'ETTL'],
  undecided: undefined,
};

function sightName(sight: Sight): string {
  return sight.kind === 'error' ? sight.code : sight.kind;
}
