import { assertNever } from '@vethscope/model';
import { Route } from 'lucide-react';
import { EmptyState } from '../../ui/states.tsx';
import { BranchList } from './BranchList.tsx';
import { Story } from './Story.tsx';
import { type AskedTrace, useTrace } from './TraceContext.tsx';
import { TraceForm } from './TraceForm.tsx';
import { Verdict } from './Verdict.tsx';

/** Where a packet goes: the question, what becomes of it, and the way as a story. */
export function TraceTab() {
  const asked = useTrace();
  return (
    <div className="flex flex-col">
      <TraceForm />
      <Answer asked={asked} />
    </div>
  );
}

function Answer({ asked }: { readonly asked: AskedTrace }) {
  switch (asked.kind) {
    case 'open':
      return (
        <EmptyState icon={Route} title="Where does a packet go?">
          Choose where it starts and where it is to: type a pod, a service, a node or an address,
          pick it in the picture with the cross-hair, or click two things there with Shift. The way
          then lights up in the picture, and every step of it is listed here.
        </EmptyState>
      );
    case 'problem':
      return (
        <p role="alert" className="mx-4 my-3 rounded-md bg-warning-soft px-3 py-2 text-warning">
          {inFormWords(asked.message)}
        </p>
      );
    case 'trace':
      return (
        <>
          <Verdict shown={asked} />
          <BranchList shown={asked} />
          <Story shown={asked} />
        </>
      );
    default:
      return assertNever(asked);
  }
}

/** The engine's `dport` is the field `port` here. */
function inFormWords(message: string): string {
  return message.replace(/^dport: /, 'port: ');
}
