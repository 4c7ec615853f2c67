import type { ReactNode } from 'react';
import { plural } from '../../ui/format.ts';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { FindingSign } from '../findings/FindingSign.tsx';
import { useFindings } from '../findings/FindingsContext.tsx';
import type { Joined, TableRow } from './tableRows.ts';

/** One element of the picture; a cell's whole text is its title where it is cut. */
export function RowCells(props: { readonly row: TableRow }) {
  const { row } = props;
  const addresses = row.addresses.join(', ');
  return (
    <>
      <Cell title={row.kindWords}>
        <span className="flex items-center gap-1.5 text-ink-2">
          <KindGlyph kind={row.kind} size={12} />
          <span className="truncate">{row.kindWords}</span>
        </span>
      </Cell>
      <Cell title={row.name}>
        <span className="font-medium">{row.name}</span>
      </Cell>
      <Cell title="">
        <FindingsCell id={row.id} />
      </Cell>
      <Cell title={row.place}>{row.place}</Cell>
      <Cell title={row.state}>
        <span className={row.state === 'down' ? 'font-medium text-warning' : 'text-ink-2'}>
          {row.state}
        </span>
      </Cell>
      <Cell title={addresses}>
        <span className="font-mono text-xs leading-5">{addresses}</span>
      </Cell>
      <Cell title={row.mtu === undefined ? '' : `${row.mtu} bytes`}>
        <span className="tabular-nums">{row.mtu}</span>
      </Cell>
      <Cell title={row.joined.map(({ words }) => words).join(', ')}>
        <JoinedCell joined={row.joined} />
      </Cell>
    </>
  );
}

function Cell(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <td
      title={props.title || undefined}
      className="truncate border-line border-b px-2 py-1 align-top leading-5"
    >
      {props.children}
    </td>
  );
}

/** The first one as a link, and how many there are besides. */
function JoinedCell(props: { readonly joined: readonly Joined[] }) {
  const { view } = useViewState();
  const [first, ...others] = props.joined;
  if (!first) return null;
  return (
    <>
      <a
        href={viewHref(view, { selected: first.edge, tab: 'overview' })}
        onClick={(event) => event.stopPropagation()}
        className={`hover:text-accent-text hover:underline ${first.isInferred ? 'underline decoration-dashed' : ''}`}
      >
        {first.words}
      </a>
      {first.isInferred && <span className="sr-only"> (inferred)</span>}
      {others.length > 0 && <span className="text-ink-3"> and {others.length} more</span>}
    </>
  );
}

function FindingsCell(props: { readonly id: string }) {
  const findings = useFindings();
  const own = findings.kind === 'known' ? findings.at(props.id) : [];
  const [worst] = own;
  if (!worst) return null;
  return (
    <span title={own.map(({ title }) => title).join('\n')} className="flex h-5 items-center gap-1">
      <FindingSign severity={worst.severity} />
      <span className="tabular-nums" aria-hidden="true">
        {own.length}
      </span>
      <span className="sr-only">
        {plural(own.length, 'finding')}, the worst: {worst.severity}
      </span>
    </span>
  );
}
