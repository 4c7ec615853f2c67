import { ArrowDown, ArrowUp } from 'lucide-react';
import { COLUMNS, type ColumnKey, type SortOrder } from './sortRows.ts';

const HEADS: Readonly<
  Record<ColumnKey, { readonly title: string; readonly hint?: string; readonly width: string }>
> = {
  kind: { title: 'Kind', width: 'w-28' },
  name: { title: 'Name', width: 'w-[24%]' },
  findings: { title: 'Findings', hint: 'Findings about it, or about what is in it', width: 'w-18' },
  place: {
    title: 'In',
    hint: 'An interface’s network namespace, a pod’s Kubernetes namespace, a namespace’s node',
    width: 'w-[20%]',
  },
  state: { title: 'State', width: 'w-28' },
  addresses: { title: 'Addresses', width: 'w-[20%]' },
  mtu: { title: 'MTU', hint: 'The largest packet in bytes that it sends in one', width: 'w-18' },
  joined: { title: 'Joined to', width: 'w-[24%]' },
};

/** The titles, each a button that sorts. */
export function ColumnHeads(props: {
  readonly order: SortOrder | undefined;
  readonly onOrder: (by: ColumnKey) => void;
}) {
  const { order } = props;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {COLUMNS.map((key) => {
          const { title, hint, width } = HEADS[key];
          const direction = order?.by === key ? order.direction : undefined;
          const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown;
          return (
            <th
              key={key}
              scope="col"
              aria-sort={direction ?? 'none'}
              className={`sticky top-0 z-10 border-line border-b bg-surface px-2 py-1 font-medium text-2xs text-ink-3 ${width}`}
            >
              <button
                type="button"
                title={hint}
                onClick={() => props.onOrder(key)}
                className="flex items-center gap-1 rounded hover:text-ink"
              >
                {title}
                {direction && <Arrow size={11} aria-hidden="true" />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
