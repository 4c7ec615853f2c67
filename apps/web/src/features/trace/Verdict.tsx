import { packetWords, type Trace, whatWouldChange } from '@vethscope/trace';
import { ShieldQuestion, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import { DISPOSITION_LOOKS, TONE_CLASSES } from './dispositionLook.ts';
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
        {isAlone ? leg.because : undecidedWords(trace)}
      </p>
      <p className="mt-0.5 font-mono text-ink-2 text-xs [overflow-wrap:anywhere]">
        {packetWords(trace.packet)}
      </p>
      {isAlone && <Assumptions of={branch.assumptions} />}
      {change !== undefined && (
        <Note
          icon={<Wrench size={14} aria-hidden="true" />}
          title="For another outcome it would take"
        >
          <p>{change}</p>
        </Note>
      )}
    </section>
  );
}

export function Assumptions({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <Note icon={<ShieldQuestion size={14} aria-hidden="true" />} title="Taken for granted">
      <ul className="list-disc pl-4">
        {of.map((assumption) => (
          <li key={assumption}>{assumption}</li>
        ))}
      </ul>
    </Note>
  );
}

function Note(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="mt-1.5 flex gap-1.5 text-ink-2 text-xs leading-4 [overflow-wrap:anywhere]">
      <span className="pt-px">{props.icon}</span>
      <div className="min-w-0">
        <span className="font-medium text-ink">{props.title}</span>
        {props.children}
      </div>
    </div>
  );
}

function undecidedWords({ branches }: Trace): string {
  const ends = [
    ...new Set(branches.map(({ disposition }) => DISPOSITION_LOOKS[disposition].title)),
  ];
  return `The capture leaves ${branches.length} ways open: ${ends.join(', ').toLowerCase()}.`;
}
