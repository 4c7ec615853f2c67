import { BellOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { plural } from '../../ui/format.ts';
import { EvidenceLines } from './EvidenceLines.tsx';
import type { KeyedFinding } from './findingKeys.ts';
import { RemedyText } from './RemedyText.tsx';
import { ruleOf } from './ruleOf.ts';
import { SubjectLink } from './SubjectLink.tsx';

const MOST_SUBJECTS = 12;

/** All that a finding says: why it matters, what to do, what it is about, what proves it. */
export function FindingCard(props: {
  readonly finding: KeyedFinding;
  readonly onMute: () => void;
}) {
  const { why, remedy, subjects, evidence, ruleId } = props.finding;
  const more = subjects.length - MOST_SUBJECTS;
  return (
    <div className="flex flex-col gap-2 pt-1 pb-2 text-sm">
      <RemedyText text={why} />
      <Part title="What to do">
        <RemedyText text={remedy} />
      </Part>
      <Part title="About">
        <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
          {subjects.slice(0, MOST_SUBJECTS).map((id) => (
            <li key={id} className="min-w-0">
              <SubjectLink id={id} />
            </li>
          ))}
        </ul>
        {more > 0 && <p className="text-ink-3">and {plural(more, 'more', 'more')}</p>}
      </Part>
      <Part title="Proof">
        <EvidenceLines evidence={evidence} />
      </Part>
      <details className="group text-ink-2">
        <summary className="w-fit cursor-pointer rounded text-xs hover:text-ink">
          About the rule <code className="font-mono">{ruleId}</code>
        </summary>
        <div className="mt-1">
          <RemedyText text={ruleOf(ruleId)?.explanation ?? ''} />
        </div>
      </details>
      <Button look="plain" className="h-6 self-start px-2 text-xs" onClick={props.onMute}>
        <BellOff size={12} aria-hidden="true" />
        Mute this rule here
      </Button>
    </div>
  );
}

function Part(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <h4 className="text-ink-3 text-xs">{props.title}</h4>
      {props.children}
    </div>
  );
}
