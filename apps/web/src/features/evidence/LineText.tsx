import type { Columns } from '@vethscope/model';
import { formatCount } from '../../ui/format.ts';
import { lineParts } from './lineParts.ts';

/** One line, with the part of it that proves something marked. */
export function LineText(props: { readonly text: string; readonly columns: Columns | undefined }) {
  const { cutBefore, before, marked, after, cutAfter } = lineParts(props.text, props.columns);
  return (
    <>
      <Cut count={cutBefore} />
      {before}
      {marked === '' ? null : <mark className="bg-mark-current text-ink">{marked}</mark>}
      {after}
      <Cut count={cutAfter} />
    </>
  );
}

function Cut({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return <span className="text-ink-3 italic"> … {formatCount(count)} characters … </span>;
}
