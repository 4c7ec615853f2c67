import type { ReactNode } from 'react';
import { useCaptureList } from '../../api/queries.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useShownState } from '../live/LiveContext.tsx';

const KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['/', 'Ctrl K'], does: 'Search everything' },
  { keys: ['?'], does: 'This sheet' },
  {
    keys: ['Esc'],
    does: 'Back to the whole picture; nothing selected; from a node to its cluster',
  },
  { keys: ['Enter'], does: 'Open the selected node of a cluster, in the picture or the outline' },
  { keys: ['o'], does: 'Show or hide the outline' },
  { keys: ['d'], does: 'Show or hide the details' },
  { keys: ['1', '…', '6'], does: 'Overview, addresses, routes, iptables, evidence, trace' },
  { keys: ['t'], does: 'Trace a packet; a click with Shift in the picture chooses its ends' },
  { keys: ['w'], does: 'What is wrong: show or hide the findings; arrows walk them' },
  { keys: ['r'], does: 'Who reaches whom: show or hide the matrix' },
  { keys: ['p'], does: 'Only what is selected and its way out in the picture; again: everything' },
  { keys: ['f'], does: 'Fit the picture' },
  { keys: ['+', '−'], does: 'Zoom the picture' },
  { keys: ['←', '↑', '→', '↓'], does: 'Move the picture; walk the outline when it has the focus' },
];

const COMPARE_KEYS: typeof KEYS = [
  { keys: ['c'], does: 'Compare with another capture: show or hide what changed' },
];

const LIVE_KEYS: typeof KEYS = [
  { keys: ['[', ']'], does: 'Step through the states of the followed node' },
  { keys: ['l'], does: 'Back to live' },
];

export function HelpSheet(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const isLive = useShownState() !== undefined;
  const hasOthers = (useCaptureList().data?.length ?? 0) > 1;
  const rows = [
    ...KEYS,
    ...(isLive || hasOthers ? COMPARE_KEYS : []),
    ...(isLive ? LIVE_KEYS : []),
  ];
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title="Keys and help">
      <table className="w-full text-sm">
        <caption className="sr-only">Keys</caption>
        <tbody>
          {rows.map(({ keys, does }) => (
            <tr key={does} className="border-line border-b last:border-b-0">
              <th scope="row" className="w-36 py-1.5 text-left font-normal">
                <span className="flex gap-1">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </span>
              </th>
              <td className="py-1.5 text-ink-2">{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="mt-4 flex flex-col gap-2 text-sm">
        <Answer question="Where is this known from?">
          The small numbers beside a fact are lines of the captured output: they open it there, with
          the proving lines marked.
        </Answer>
        <Answer question="Proven or inferred?">
          Proven: the outputs say so, from both ends where there are two. Inferred: they only
          suggest it; such lines are dashed.
        </Answer>
        <Answer question="Why is something unknown?">
          What a capture does not hold is unknown, never “no”. The overview lists which questions it
          answers and which command would answer the others.
        </Answer>
        <Answer question="How do I share what I see?">
          The address of the page holds all of it: selection, tab, filters, theme.
        </Answer>
      </dl>
    </Dialog>
  );
}

function Answer(props: { readonly question: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="font-medium">{props.question}</dt>
      <dd className="text-ink-2">{props.children}</dd>
    </div>
  );
}
