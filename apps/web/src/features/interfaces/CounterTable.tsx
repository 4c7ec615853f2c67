import { TriangleAlert } from 'lucide-react';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { Term } from '../../ui/Tooltip.tsx';
import { counterRows, deservesLook } from './counterRows.ts';
import { meaningOfCounter } from './meanings/ofCounters.ts';
import type { ShownField } from './mergePrinted.ts';

/** Counters since the interface was made: received beside sent. */
export function CounterTable(props: { readonly counters: readonly ShownField[] }) {
  return (
    <DataTable
      label="Statistics"
      rows={counterRows(props.counters)}
      keyOf={({ name }) => name}
      source={({ evidence, name }) => ({ evidence, of: wordsOf(name) })}
      columns={[
        {
          title: 'Counter',
          className: 'w-full',
          text: ({ name }) => name,
          cell: ({ name }) => <CounterName name={name} />,
        },
        {
          title: 'Received',
          className: 'text-right tabular-nums whitespace-nowrap',
          text: ({ received }) => received ?? '',
          cell: ({ name, received }) => <Count name={name} value={received} />,
        },
        {
          title: 'Sent',
          className: 'text-right tabular-nums whitespace-nowrap',
          text: ({ sent }) => sent ?? '',
          cell: ({ name, sent }) => <Count name={name} value={sent} />,
        },
      ]}
    />
  );
}

function wordsOf(name: string): string {
  return name.replaceAll('_', ' ');
}

function CounterName(props: { readonly name: string }) {
  const words = wordsOf(props.name);
  const hint = meaningOfCounter(props.name);
  return hint === undefined ? words : <Term hint={hint}>{words}</Term>;
}

function Count(props: { readonly name: string; readonly value: string | undefined }) {
  const { name, value } = props;
  if (value === undefined) return <span className="text-ink-3">–</span>;
  if (!deservesLook(name, value)) return countText(name, value);
  return (
    <span className="font-medium text-warning">
      <TriangleAlert size={12} aria-hidden="true" className="mr-1 inline" />
      {countText(name, value)}
    </span>
  );
}

/** What `-h` has rounded is shown as it was printed. */
function countText(name: string, value: string): string {
  if (!/^\d+$/.test(value)) return value;
  return name === 'bytes' ? formatBytes(Number(value)) : formatCount(Number(value));
}
