import type { Diagnostic } from '@vethscope/model';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { tableCsv } from '../../ui/tableCsv.ts';
import { lineOf } from '../../view/lineOf.ts';
import { worstFirst } from './worstFirst.ts';

/** All of the list, also what it does not show yet. */
export function DiagnosticsCsv(props: { readonly diagnostics: readonly Diagnostic[] }) {
  return (
    <CsvButton
      name="Diagnostics"
      className="-my-1 !size-6 text-ink-3"
      rows={() =>
        tableCsv<Diagnostic>(
          [
            { title: 'Severity', text: ({ severity }) => severity },
            { title: 'Message', text: ({ message }) => message },
            { title: 'Source', text: lineOf },
          ],
          worstFirst(props.diagnostics),
        )
      }
    />
  );
}
