import type { PrintedField } from '@vethscope/parsers';
import { TriangleAlert } from 'lucide-react';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { Term } from '../../ui/Tooltip.tsx';
import { counterRows, deservesLook } from './counterRows.ts';
import { meaningOfCounter } from './meanings/ofCounters.ts';

/** Counters since the interface was made: received beside sent. */
export function CounterTable(props: { readonly counters: readonly PrintedField[] }) {
  return (
    <table className="w-full text-right text-sm tabular-nums">
      <thead>
        <tr className="border-line border-b text-2xs text-ink-3">
          <th scope="col" className="py-1 text-left font-medium">
            Counter
          </th>
          <th scope="col" className="py-1 font-medium">
            received
          </th>
          <th scope="col" className="py-1 font-medium">
            sent
          </th>
        </tr>
      </thead>
      <tbody>
        {counterRows(props.counters).map(({ name, received, sent }) => (
          <tr key={name} className="border-line border-b last:border-b-0">
            <th scope="row" className="py-0.5 text-left font-normal text-ink-2">
              <CounterName name={name} />
            </th>
            <Count name={name} value={received} />
            <Count name={name} value={sent} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CounterName(props: { readonly name: string }) {
  const words = props.name.replaceAll('_', ' ');
  const hint = meaningOfCounter(props.name);
  return hint === undefined ? words : <Term hint={hint}>{words}</Term>;
}

function Count(props: { readonly name: string; readonly value: string | undefined }) {
  const { name, value } = props;
  if (value === undefined) return <td className="text-ink-3">–</td>;
  const isBad = deservesLook(name, value);
  return (
    <td className={isBad ? 'font-medium text-warning' : ''}>
      {isBad && <TriangleAlert size={12} aria-hidden="true" className="mr-1 inline" />}
      {countText(name, value)}
    </td>
  );
}

/** What `-h` has rounded is shown as it was printed. */
function countText(name: string, value: string): string {
  if (!/^\d+$/.test(value)) return value;
  return name === 'bytes' ? formatBytes(Number(value)) : formatCount(Number(value));
}
