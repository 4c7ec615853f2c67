import type { Layout } from '@vethscope/model';
import { useMemo } from 'react';
import { useViewState } from '../../view/viewState.ts';
import { dimmedBut } from '../topology/dimmedBut.ts';
import type { PictureIndex } from '../topology/pictureIndex.ts';
import { useCompared } from './ComparisonContext.tsx';
import { type ChangeMarks, changeMarks } from './changeMarks.ts';

/** Against what the open capture is compared with, else against what a followed node just was. */
export function useChangeMarks(layout: Layout, picture: PictureIndex): ChangeMarks {
  const { asked, fresh, records } = useCompared();
  const { view } = useViewState();
  const compared = asked.kind === 'compared' ? asked.comparison.diff : undefined;
  const diff = compared ?? fresh;
  const marks = useMemo(
    () => changeMarks(diff, records, layout, picture),
    [diff, records, layout, picture],
  );
  const isOnly = compared !== undefined && view.only === 'changes';
  return useMemo(() => {
    const changed = [...marks.came, ...marks.altered, ...marks.went];
    return isOnly && changed.length > 0 ? { ...marks, same: dimmedBut(layout, changed) } : marks;
  }, [marks, isOnly, layout]);
}
