import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { keyCaps } from '../../ui/keyCaps.ts';
import { ACTION_GROUPS, keyNotes, possibleActions } from '../../view/actions.ts';

/** The keys that work now, as the parts of the page say them, and answers to first questions. */
export default function HelpSheet(props: { readonly onClose: () => void }) {
  const notes = keyNotes();
  const tour = possibleActions().find(({ id }) => id === 'tour');
  const groups = ACTION_GROUPS.flatMap((group) => {
    const own = notes.filter((note) => note.group === group);
    return own.length === 0 ? [] : [{ group, notes: own }];
  });
  return (
    <Dialog open onOpenChange={props.onClose} title="Keys and help">
      <div className="columns-2 gap-8 max-[700px]:columns-1">
        {groups.map(({ group, notes: own }) => (
          <table key={group} className="mb-4 w-full break-inside-avoid text-sm">
            <caption className="pb-1 text-left font-medium text-2xs text-ink-3">{group}</caption>
            <tbody>
              {own.map(({ keys, label }) => (
                <tr key={label} className="border-line border-b align-top last:border-b-0">
                  <th scope="row" className="w-24 py-1 text-left font-normal">
                    <span className="flex gap-1">
                      {keys.map((key) => (
                        <Kbd key={key}>{keyCaps(key)}</Kbd>
                      ))}
                    </span>
                  </th>
                  <td className="py-1 text-ink-2">{label}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      {tour && (
        <p className="mb-4 flex flex-wrap items-center gap-2">
          <Button
            onClick={() => {
              props.onClose();
              tour.run();
            }}
          >
            {tour.label}
          </Button>
          <span className="text-ink-2">Six steps show what is where.</span>
        </p>
      )}
      <dl className="mt-2 grid gap-x-8 gap-y-2 text-sm min-[700px]:grid-cols-2">
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
