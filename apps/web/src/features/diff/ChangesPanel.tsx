import { useMemo } from 'react';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { plural } from '../../ui/format.ts';
import { useViewState } from '../../view/viewState.ts';
import { ChangesFilter } from './ChangesFilter.tsx';
import { ChangesHead } from './ChangesHead.tsx';
import { ChangesList } from './ChangesList.tsx';
import { type Asked, useCompared } from './ComparisonContext.tsx';
import { categoriesOf, changeGroups, changeRows, unknownRows } from './changeRows.ts';
import { changesCsv } from './changesCsv.ts';
import type { Comparison } from './compareCaptures.ts';

/** Below the picture: what came, went and changed between two captures, each with its lines. */
export function ChangesPanel() {
  const { asked } = useCompared();
  if (asked.kind === 'nothing') return null;
  return (
    <section
      aria-label="Changes"
      className="flex max-h-[40%] min-h-32 flex-col border-line border-t bg-surface"
    >
      <ChangesHead asked={asked} />
      {asked.kind === 'compared' ? (
        <Differences comparison={asked.comparison} />
      ) : (
        <p className="px-3 pb-2 text-ink-2" role={asked.kind === 'failed' ? 'alert' : 'status'}>
          {whyNothing(asked)}
        </p>
      )}
    </section>
  );
}

function whyNothing(asked: Exclude<Asked, { readonly kind: 'compared' | 'nothing' }>): string {
  switch (asked.kind) {
    case 'none':
      return 'There is no other state that this one could be compared with.';
    case 'same':
      return 'That is the open capture itself. Choose another one to compare it with.';
    case 'reading':
      return 'Reading…';
    case 'failed':
      return `The other capture cannot be read: ${asked.error.message}`;
  }
}

function Differences({ comparison }: { readonly comparison: Comparison }) {
  const { view } = useViewState();
  const { records, findings } = useCompared();
  const isReading = records === undefined || findings === undefined;
  const groups = useMemo(
    () => changeGroups(comparison, records, findings),
    [comparison, records, findings],
  );
  const unknown = useMemo(
    () => unknownRows(comparison, records, findings),
    [comparison, records, findings],
  );
  const categories = useMemo(() => categoriesOf(groups), [groups]);
  const { changes: text = '', kinds = '' } = view;
  const shown = useMemo(
    () =>
      changeRows(groups, {
        text,
        categories: new Set(kinds.split(',').filter((kind) => categories.has(kind))),
      }),
    [groups, text, kinds, categories],
  );
  const count = [...categories.values()].reduce((sum, one) => sum + one, 0);
  const entries = shown.filter(({ kind }) => kind === 'entry').length;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 pb-1 text-xs">
        {count > 0 && <ChangesFilter categories={categories} />}
        <p role="status" className="ml-auto text-ink-2">
          {isReading
            ? 'Comparing…'
            : count === 0
              ? 'Nothing is different.'
              : entries === count
                ? plural(count, 'change')
                : `${entries} of ${plural(count, 'change')}`}
        </p>
        <CsvButton
          name="Changes"
          className="!size-6"
          rows={() => changesCsv([...shown, ...unknown])}
        />
      </div>
      <ChangesList rows={[...shown, ...unknown]} comparison={comparison} />
    </>
  );
}
