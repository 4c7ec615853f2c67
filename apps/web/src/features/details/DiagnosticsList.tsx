import type { Diagnostic } from '@vethscope/model';
import { useState } from 'react';
import { SeverityIcon } from '../../ui/Badge.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { SEVERITIES, worstFirst } from './worstFirst.ts';

const FIRST = 5;

/** What could not be read, worst first, each with its lines. */
export function DiagnosticsList(props: { readonly diagnostics: readonly Diagnostic[] }) {
  const [isOpen, setOpen] = useState(false);
  const sorted = worstFirst(props.diagnostics);
  const shown = isOpen ? sorted : sorted.slice(0, FIRST);
  return (
    <>
      <ul className="flex flex-col gap-1">
        {shown.map((diagnostic) => (
          <li
            key={`${diagnostic.file}:${diagnostic.line}:${diagnostic.message}`}
            className="flex items-start gap-2"
          >
            <span className="flex h-5 items-center">
              <SeverityIcon severity={diagnostic.severity} />
            </span>
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{diagnostic.message}</span>
            <SourceLink evidence={diagnostic} of={diagnostic.message} />
          </li>
        ))}
      </ul>
      {sorted.length > FIRST && (
        <button
          type="button"
          aria-expanded={isOpen}
          className="mt-1 rounded text-accent-text hover:underline"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Show fewer' : `Show all ${formatCount(sorted.length)}`}
        </button>
      )}
    </>
  );
}

/** `2 errors, 14 warnings`. */
export function severityWords(diagnostics: readonly Diagnostic[]): string {
  const words = { error: 'error', warning: 'warning', info: 'remark' } as const;
  return SEVERITIES.flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [plural(count, words[severity])];
  }).join(', ');
}
