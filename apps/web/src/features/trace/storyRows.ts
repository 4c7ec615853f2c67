import { assertNever } from '@vethscope/model';
import type { Hop, RuleStep, Step, StepPlace } from '@vethscope/trace';

export interface PlacedStep {
  readonly step: Step;
  readonly place: StepPlace;
}

/** A stay in one namespace as it is told: what matters, and between it what only let the packet pass. */
export type StoryRow =
  | { readonly kind: 'step'; readonly placed: PlacedStep }
  | { readonly kind: 'quiet'; readonly steps: readonly PlacedStep[] };

/** `always`: places that are shown whatever they are: the step that decided, the selected one. */
export function storyRows(
  hop: Hop,
  at: number,
  always: readonly (StepPlace | undefined)[],
): readonly StoryRow[] {
  const rows: StoryRow[] = [];
  let quiet: PlacedStep[] = [];
  const endQuiet = () => {
    if (quiet.length > 0) rows.push({ kind: 'quiet', steps: quiet });
    quiet = [];
  };
  for (const [i, step] of hop.steps.entries()) {
    const placed = { step, place: { hop: at, step: i } };
    const isAsked = always.some((place) => place?.hop === at && place.step === i);
    if (isAsked || matters(step)) {
      endQuiet();
      rows.push({ kind: 'step', placed });
    } else quiet.push(placed);
  }
  endQuiet();
  return rows;
}

/** Whether the packet is other, or elsewhere, after it; or would have been without it. */
function matters(step: Step): boolean {
  switch (step.kind) {
    case 'rule':
      return isVerdict(step.verdict) || changes(step) || mayHaveMissed(step);
    case 'policy':
      return step.verdict === 'drop';
    case 'conntrack':
      return step.state === 'INVALID' || step.state === 'UNTRACKED';
    case 'neighbor':
      return step.how !== 'notNeeded';
    case 'route':
    case 'nat':
    case 'bridge':
    case 'encap':
    case 'decap':
    case 'ingress':
    case 'egress':
    case 'source':
    case 'reversePath':
    case 'forwarding':
    case 'mtu':
    case 'socket':
    case 'end':
      return true;
    default:
      return assertNever(step);
  }
}

/** Calico clears marks that nobody has set: `mark 0x0 → 0x0`. */
function changes({ effect }: RuleStep): boolean {
  return effect !== undefined && !/^mark (\S+) → \1$/.test(effect);
}

/** A listing without interfaces leaves each rule open: a jump taken for nothing comes back. */
function mayHaveMissed({ matched, verdict }: RuleStep): boolean {
  return matched === 'assumed' && verdict === 'return';
}

function isVerdict(verdict: string): boolean {
  return verdict === 'accept' || verdict === 'drop' || verdict === 'reject';
}

/** The chains that a run of steps comes through, each once. */
export function chainsOf(steps: readonly PlacedStep[]): readonly string[] {
  const chains = steps.flatMap(({ step }) =>
    step.kind === 'rule' || step.kind === 'policy' ? [step.chain] : [],
  );
  return [...new Set(chains)];
}
