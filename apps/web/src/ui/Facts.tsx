import type { Evidence } from '@vethscope/model';
import type { ReactNode } from 'react';
import { SourceLink } from './SourceLink.tsx';
import { Term } from './Tooltip.tsx';

/** What is known about something: a name, a value and where it is from, a line each. */
export function Facts(props: { readonly children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-0.5">{props.children}</dl>
  );
}

export function Fact(props: {
  readonly name: string;
  /** What the name means, where it is jargon. */
  readonly hint?: string;
  readonly evidence?: Evidence | readonly Evidence[];
  readonly children: ReactNode;
}) {
  const { name, hint, evidence } = props;
  return (
    <>
      <dt className="py-px text-ink-3">
        {hint === undefined ? name : <Term hint={hint}>{name}</Term>}
      </dt>
      <dd className="flex min-w-0 items-start gap-2 py-px">
        <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">{props.children}</div>
        {evidence !== undefined && <SourceLink evidence={evidence} of={name} />}
      </dd>
    </>
  );
}
