import type { Id } from '@vethscope/model';
import type { Branch, Network, Trace } from '@vethscope/trace';
import { outcomeDifferences } from './compareOutcome.ts';
import type { KernelWalks } from './compareWalks.ts';
import { walkDifferences } from './compareWalks.ts';
import type { PlaceNames } from './placeNames.ts';
import type { KernelAnswer, PlaceKey } from './probe.ts';
import { showWalk } from './showWalk.ts';

interface Context {
  readonly network: Network;
  readonly names: PlaceNames;
  readonly mayAssume?: RegExp | undefined;
}

/**
 * Where a trace and the kernel do not agree, a line for each point; empty: they do. Of a trace with
 * several branches, left to chance, one has to be what the kernel did.
 */
export function differences(
  trace: Pick<Trace, 'branches'>,
  answer: KernelAnswer,
  { network, names, mayAssume }: Context,
): readonly string[] {
  const captured = (place: PlaceKey): Id | undefined => {
    const id = names.get(place);
    return id !== undefined && network.namespaces.has(id) ? id : undefined;
  };
  const byId = <T>(places: ReadonlyMap<PlaceKey, T>): ReadonlyMap<Id, T> =>
    new Map(
      [...places].flatMap(([place, what]) => {
        const id = captured(place);
        return id === undefined ? [] : [[id, what] as const];
      }),
    );
  const chains = byId(answer.chains);
  const walks = (steps: KernelAnswer['request']): KernelWalks => ({
    lines: new Map([...byId(steps)].map(([id, walk]) => [id, showWalk(walk)])),
    chains,
  });
  const request = walks(answer.request);
  const reply = walks(answer.reply);
  const byBranch = trace.branches.map((branch) => [
    ...unknowns(branch, mayAssume),
    ...strayPlaces(
      branch,
      answer.seenIn.flatMap((place) => captured(place) ?? []),
    ),
    ...outcomeDifferences(branch, answer, (place) => captured(place) !== undefined),
    ...walkDifferences('request', request, branch),
    // ICMP errors and what REJECT answers are no part of a trace.
    ...(branch.reply ? walkDifferences('reply', reply, branch.reply) : []),
  ]);
  const [closest] = byBranch.toSorted((a, b) => a.length - b.length);
  return closest ?? ['the trace has no branches'];
}

/** Namespaces without rules tell of a packet, too. */
function strayPlaces({ hops }: Branch, seenIn: readonly Id[]): readonly string[] {
  const stray = seenIn.filter((id) => !hops.some(({ netns }) => netns === id));
  return stray.map((id) => `the kernel saw it in ${id}, where the trace never is`);
}

/** All that is needed was captured: nothing may be left open but a port that a kernel chooses. */
function unknowns(
  { probability, assumptions }: Branch,
  mayAssume = CHOSEN_PORT,
): readonly string[] {
  const isOpen = !assumptions.some((line) => CHOSEN_PORT.test(line) || mayAssume.test(line));
  return probability === null && isOpen
    ? [`the trace takes for granted what the capture tells: ${assumptions.join('; ')}`]
    : [];
}

/** A tunnel's, by what is inside; NAT's, by chance. */
const CHOSEN_PORT = /source port is not known|chooses the source port/;
