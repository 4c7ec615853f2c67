import {
  type Disposition,
  describeDisposition,
  otherEnds,
  packetWords,
  percentWords,
  reachOf,
  type Trace,
  whatWouldChange,
} from '@vethscope/trace';
import { Wrench } from 'lucide-react';
import { capitalised, plural } from '../../ui/format.ts';
import { Assumptions } from './Assumptions.tsx';
import { DISPOSITION_LOOKS, TONE_CLASSES } from './dispositionLook.ts';
import { Note } from './Note.tsx';
import { outcomeOf } from './outcome.ts';
import { PlaceText } from './PlaceText.tsx';
import type { ShownTrace } from './TraceContext.tsx';

/** What becomes of the packet, before anything else; why; on what that rests; what would change it. */
export function Verdict({ shown }: { readonly shown: ShownTrace }) {
  const { trace, branch, leg, legs } = shown;
  const reach = reachOf({ kind: 'trace', trace });
  const outcome = outcomeOf(reach);
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
      <h3 className={`flex items-center gap-2 font-semibold text-base ${tone.text}`}>
        <Icon size={20} aria-hidden="true" className="shrink-0" />
        {capitalised(outcome.title)}
      </h3>
      {isAlone ? (
        <p className={LINE}>
          <PlaceText text={branch.because} />
        </p>
      ) : (
        <Ways trace={trace} likely={reach.kind === 'answer' ? reach.likely : undefined} />
      )}
      {isAlone && isLost && (
        <p className={LINE}>
          <PlaceText text={`Its reply: ${reply.because}`} />
        </p>
      )}
      <p className="mt-0.5 font-mono text-ink-2 text-xs [overflow-wrap:anywhere]">
        {packetWords(trace.packet)}
      </p>
      {change !== undefined && (
        <Note icon={Wrench} title="For another outcome it would take">
          <p>
            <PlaceText text={change} />
          </p>
        </Note>
      )}
      {isAlone && <Assumptions of={branch.assumptions} title="Taken for granted" />}
    </section>
  );
}

const LINE = 'text-ink [overflow-wrap:anywhere]';

/** How its ways end: all alike, by chance, or the other ends and what they hang on. */
function Ways(props: { readonly trace: Trace; readonly likely: Disposition | undefined }) {
  const { trace, likely } = props;
  const isChance = trace.branches.every(({ probability }) => probability !== null);
  if (trace.disposition !== 'undecided' || isChance || likely === undefined) {
    return <p className={LINE}>{waysWords(trace)}</p>;
  }
  const alike = trace.branches.filter(({ disposition }) => disposition === likely).length;
  return (
    <>
      {otherEnds(trace.branches, likely).map(({ disposition, ways, if: condition }) => (
        <p key={disposition} className={LINE}>
          {capitalised(describeDisposition(disposition))}
          {condition === undefined ? (
            ` in ${ways} of ${trace.branches.length} ways`
          ) : (
            <>
              {' if '}
              <PlaceText text={condition} />
            </>
          )}
          .
        </p>
      ))}
      <p className="text-ink-2 text-xs leading-5">
        {capitalised(describeDisposition(likely))} in {alike} of the{' '}
        {plural(trace.branches.length, 'way')} that the capture leaves open,{' '}
        {alike === 1 ? 'that of a healthy node.' : 'that of a healthy node among them.'}
      </p>
    </>
  );
}

/** What its ways have in common, or how they differ: `dropped 50 %, delivered 50 %`. */
function waysWords({ branches }: Trace): string {
  const ends = new Map<Disposition, number | null>();
  for (const { disposition, probability } of branches) {
    const sum = ends.get(disposition);
    const isKnown = sum !== null && probability !== null;
    ends.set(disposition, isKnown ? (sum ?? 0) + probability : null);
  }
  if (ends.size === 1) {
    const all = branches.length === 2 ? 'Both' : `All ${branches.length}`;
    return `${all} ways that it can go end so.`;
  }
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
