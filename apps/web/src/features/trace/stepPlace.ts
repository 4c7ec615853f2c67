import type { Branch, Hop, Packet, Reply, StepPlace, Trace } from '@vethscope/trace';

type Way = 'request' | 'reply';

/** One way of one packet: the request of a branch, or its reply. */
export interface Leg extends Omit<Reply, 'packet'> {
  readonly way: Way;
  readonly packet: Packet;
}

/** Place of the branch with a number from 1, as the view has it; the first where there is none. */
export function branchAt(trace: Trace, number: string | undefined): number {
  const at = Number(number ?? '1') - 1;
  return trace.branches[at] === undefined ? 0 : at;
}

/** The request first; then the reply, where somebody is there to answer. */
export function legsOf(trace: Trace, branch: Branch): readonly [Leg, ...Leg[]] {
  const { reply } = branch;
  const request: Leg = { ...branch, way: 'request', packet: trace.packet };
  return reply ? [request, { ...reply, way: 'reply' }] : [request];
}

/** `2.14`, both from 1 as they are numbered on screen. */
export function formatStepPlace({ hop, step }: StepPlace): string {
  return `${hop + 1}.${step + 1}`;
}

export function parseStepPlace(text: string | undefined): StepPlace | undefined {
  const [, hop, step] = /^(\d{1,6})\.(\d{1,6})$/.exec(text ?? '') ?? [];
  return hop === undefined || step === undefined
    ? undefined
    : { hop: Number(hop) - 1, step: Number(step) - 1 };
}

export function stepAt(hops: readonly Hop[], place: StepPlace | undefined) {
  const hop = place && hops[place.hop];
  const step = hop?.steps[place?.step ?? -1];
  return hop && step ? { hop, step } : undefined;
}

export function isSamePlace(a: StepPlace | undefined, b: StepPlace | undefined): boolean {
  return a !== undefined && b !== undefined && a.hop === b.hop && a.step === b.step;
}
