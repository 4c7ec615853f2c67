import { assertNever } from '@vethscope/model';
import { Route } from 'lucide-react';
import { EmptyState, Spinner } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { BranchList } from './BranchList.tsx';
import { placeNamesOf } from './placeNamesOf.ts';
import { Story } from './Story.tsx';
import { type AskedTrace, useTrace } from './TraceContext.tsx';
import { TraceForm } from './TraceForm.tsx';
import { Verdict } from './Verdict.tsx';
import { verdictWords } from './verdictWords.ts';

/** Where a packet goes: the question, what becomes of it, and the way as a story. */
export function TraceTab() {
  const asked = useTrace();
  return (
    <div className="flex flex-col">
      <TraceForm />
      <Announcement asked={asked} />
      <Answer asked={asked} />
    </div>
  );
}

/** For those who hear the page: there before the answer is, or it would not be read out. */
function Announcement({ asked }: { readonly asked: AskedTrace }) {
  const { topology } = useCapture();
  return (
    <p role="status" className="sr-only">
      {asked.kind === 'trace' && verdictWords(asked.trace, placeNamesOf(topology))}
    </p>
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
    case 'loading':
      return <Spinner label="Following the packet…" />;
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

/** The engine's `dport` is the field `port` here, and may be still to be typed. */
function inFormWords(message: string): string {
  const [, proto] = /^dport: a (tcp|udp) port is needed$/.exec(message) ?? [];
  if (proto !== undefined) return `To which ${proto} port? Nothing is sent without one.`;
  return message.replace(/^dport: /, 'port: ');
}
