import type { CommandRun, Evidence } from '@vethscope/model';
import { HOST_NETNS } from '@vethscope/model';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { type MissingCommand, missingCommands } from '../../view/missingCommands.ts';
import { shortCommand } from '../../view/runWords.ts';
import { useTextOf } from '../../view/useTextOf.ts';

/** What a capture lacks, by reason: failed, hung, or not run. What is known to be empty is not. */
export function MissingList(props: { readonly runs: readonly CommandRun[] }) {
  const groups = missingCommands(props.runs, useTextOf());
  if (groups.length === 0) {
    return <p className="text-ink-2">Nothing: all that was run ended with 0.</p>;
  }
  return (
    <ul aria-label="Missing, by reason" className="flex flex-col gap-2">
      {groups.map(({ why, commands }) => (
        <li key={why}>
          <p className="[overflow-wrap:anywhere]">{why}</p>
          <ul className="flex flex-col">
            {commands.map((missing) => (
              <li key={`${missing.command} ${missing.said}`} className="flex items-start gap-2">
                <Missing of={missing} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Missing(props: { readonly of: MissingCommand }) {
  const { command, said, runs } = props.of;
  const where = whereWords(runs.map(({ netns }) => netns));
  return (
    <>
      <div className="min-w-0 flex-1 pl-3 [overflow-wrap:anywhere]">
        <code className="font-mono text-xs">{shortCommand(command)}</code>
        {where !== undefined && <span className="text-ink-3 text-xs"> {where}</span>}
        {said !== undefined && (
          <q className="block font-mono text-ink-2 text-xs quotes-none">{said}</q>
        )}
      </div>
      <SourceLink evidence={runs.flatMap(evidenceOfRun)} of={command} />
    </>
  );
}

/** What it wrote to standard error, where it wrote anything; else its entry in the manifest. */
function evidenceOfRun({ stderr, evidence }: CommandRun): readonly Evidence[] {
  return stderr === undefined ? [evidence] : [{ file: stderr, line: 1, endLine: 1 }];
}

const NAMED = 2;

/** `in blue, red and 248 more namespaces`; nothing for the node's own alone. */
function whereWords(names: readonly string[]): string | undefined {
  if (names.every((name) => name === HOST_NETNS)) return undefined;
  if (names.length <= NAMED + 1) return `in ${names.join(', ')}`;
  return `in ${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more namespaces`;
}
