import {
  type Disposition,
  describeDisposition,
  packetWords,
  percentWords,
  reachOf,
  type Trace,
  whatWouldChange,
} from '@vethscope/trace';
import { Wrench } from 'lucide-react';
import { Assumptions } from './Assumptions.tsx';
import { DISPOSITION_LOOKS, TONE_CLASSES } from './dispositionLook.ts';
import { Note } from './Note.tsx';
import { outcomeOf } from './outcome.ts';
import type { ShownTrace } from './TraceContext.tsx';

/** What becomes of the packet, before anything else; why; on what that rests; what would change it. */
export function Verdict({ shown }: { readonly shown: ShownTrace }) {
  const { trace, branch, leg, legs } = shown;
  const outcome = outcomeOf(reachOf({ kind: 'trace', trace }));
  // What is only likely does not look like what is so.
  const look = trace.disposition === 'undecided' ? DISPOSITION_LOOKS.undecided : outcome;
  const tone = TONE_CLASSES[look.tone];
  const Icon = look.icon;
  const isAlone = trace.branches.length === 1;
  const reply = legs.find(({ way }) => way === 'reply');
  const isLost = reply !== undefined && reply.disposition !== 'delivered';
  const change = whatWouldChange(leg) ?? (isLost ? whatWouldChange(reply) : undefined);
  return (
    <section aria-label="Verdict" className={`border-l-4 px-3 py-3 ${tone.edge} ${tone.soft}`}>
      <p role="status" className={`flex items-center gap-2 font-semibold text-base ${tone.text}`}>
        <Icon size={20} aria-hidden="true" className="shrink-0" />
        {capitalised(outcome.title)}
      </p>
      <p className="text-ink [overflow-wrap:anywhere]">
        {isAlone ? branch.because : waysWords(trace)}
      </p>
      {isAlone && isLost && (
        <p className="text-ink [overflow-wrap:anywhere]">Its reply: {reply.because}</p>
      )}
      <p className="mt-0.5 font-mono text-ink-2 text-xs [overflow-wrap:anywhere]">
        {packetWords(trace.packet)}
      </p>
      {isAlone && <Assumptions of={branch.assumptions} title="Taken for granted" />}
      {change !== undefined && (
        <Note icon={Wrench} title="For another outcome it would take">
          <p>{change}</p>
        </Note>
      )}
    </section>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What its ways have in common, or how they differ: `dropped 50 %, delivered 50 %`. */
function waysWords({ branches }: Trace): string {
  const ends = new Map<Disposition, number | null>();
  for (const { disposition, probability } of branches) {
    const sum = ends.get(disposition);
    const isKnown = sum !== null && probability !== null;
    ends.set(disposition, isKnown ? (sum ?? 0) + probability : null);
  }
  if (ends.size === 1) return `It can go ${branches.length} ways, and all end so.`;
  const told = [...ends].map(([disposition, probability]) => endWords(disposition, probability));
  const isChance = ![...ends.values()].includes(null);
  return isChance
    ? `Chance decides which of ${branches.length} ways it goes: ${told.join(', ')}.`
    : `The capture leaves ${branches.length} ways open, which end differently: ${told.join(', ')}.`;
}

function endWords(disposition: Disposition, probability: number | null): string {
  const words = describeDisposition(disposition);
  return probability === null ? words : `${words} ${percentWords(probability)}`;
}
