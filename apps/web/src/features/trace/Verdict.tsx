import { packetWords, type Trace, whatWouldChange } from '@vethscope/trace';
import { Wrench } from 'lucide-react';
import { Assumptions } from './Assumptions.tsx';
import { DISPOSITION_LOOKS, TONE_CLASSES } from './dispositionLook.ts';
import { Note } from './Note.tsx';
import type { ShownTrace } from './TraceContext.tsx';

/** What becomes of the packet, before anything else; why; on what that rests; what would change it. */
export function Verdict({ shown }: { readonly shown: ShownTrace }) {
  const { trace, branch, leg, legs } = shown;
  const look = DISPOSITION_LOOKS[trace.disposition];
  const tone = TONE_CLASSES[look.tone];
  const Icon = look.icon;
  const reply = legs.find(({ way }) => way === 'reply');
  const isAlone = trace.branches.length === 1;
  const change = whatWouldChange(leg);
  return (
    <section aria-label="Verdict" className={`border-l-4 px-3 py-3 ${tone.edge} ${tone.soft}`}>
      <p role="status" className={`flex items-center gap-2 font-semibold text-lg ${tone.text}`}>
        <Icon size={20} aria-hidden="true" />
        {look.title}
        {isAlone && reply && reply.disposition !== 'delivered' && (
          <span className="font-medium text-error text-sm">
            , but the reply is not: {DISPOSITION_LOOKS[reply.disposition].title.toLowerCase()}
          </span>
        )}
      </p>
      <p className="text-ink [overflow-wrap:anywhere]">
        {isAlone ? leg.because : waysWords(trace)}
      </p>
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

/** What its ways have in common. */
function waysWords({ branches }: Trace): string {
  const ends = [
    ...new Set(branches.map(({ disposition }) => DISPOSITION_LOOKS[disposition].title)),
  ];
  return ends.length === 1
    ? `It can go ${branches.length} ways, and all end so.`
    : `The capture leaves ${branches.length} ways open, which end differently: ${ends.join(', ').toLowerCase()}.`;
}
