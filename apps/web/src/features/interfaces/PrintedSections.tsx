import type { Link } from '@vethscope/model';
import type { PrintedPart } from '@vethscope/parsers';
import { useState } from 'react';
import { DataTable } from '../../ui/DataTable.tsx';
import { plural } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { CounterTable } from './CounterTable.tsx';
import { meaningOf } from './meanings/meaningOf.ts';
import type { ShownField } from './mergePrinted.ts';
import { usePrinted } from './usePrinted.ts';

/** What `ip` printed of a link: its counters, and each field in the output's own words. */
export function PrintedSections(props: { readonly link: Link }) {
  const fields = usePrinted(props.link);
  const counters = fields.filter(({ part }) => part === 'statistics');
  const others = fields.filter(({ part }) => part !== 'statistics');
  return (
    <>
      {counters.length > 0 && (
        <Section
          title="Statistics"
          aside={<SourceLink evidence={counters.map(({ evidence }) => evidence)} of="statistics" />}
        >
          <CounterTable counters={counters} />
        </Section>
      )}
      {others.length > 0 && <AllFields fields={others} master={props.link.master} />}
    </>
  );
}

function AllFields(props: {
  readonly fields: readonly ShownField[];
  readonly master: string | undefined;
}) {
  const { fields } = props;
  // Of the next interface, too, once somebody wants to see them.
  const [isOpen, setOpen] = useState(false);
  const groups = PARTS.map((part) => ({
    part,
    own: fields.filter((field) => field.part === part),
  }));
  return (
    <Section
      title="All that ip printed"
      aside={
        <button
          type="button"
          aria-expanded={isOpen}
          className="rounded text-accent-text text-sm hover:underline"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Hide the fields' : `Show ${plural(fields.length, 'field')}`}
        </button>
      }
    >
      {isOpen &&
        groups.map(
          ({ part, own }) =>
            own.length > 0 && (
              <FieldTable key={part} title={titleOf(part, own, props.master)} fields={own} />
            ),
        )}
    </Section>
  );
}

const PARTS = ['link', 'kind', 'port', 'function'] as const satisfies readonly PrintedPart[];

function titleOf(
  part: (typeof PARTS)[number],
  fields: readonly ShownField[],
  master: string | undefined,
): string {
  switch (part) {
    case 'link':
      return 'Of any interface';
    case 'kind':
      return `Of its kind, ${kindIn(fields)}`;
    case 'port':
      return `As a port of ${master ?? 'its master'}`;
    case 'function':
      return 'SR-IOV functions';
  }
}

function kindIn(fields: readonly ShownField[]): string {
  return fields.find(({ name }) => name === 'kind')?.value ?? '';
}

function FieldTable(props: { readonly title: string; readonly fields: readonly ShownField[] }) {
  const { title, fields } = props;
  const kind = kindIn(fields);
  return (
    <div className="mb-3 last:mb-0">
      <h4 className="mb-0.5 font-medium text-ink-2 text-xs">{title}</h4>
      <DataTable
        label={title}
        rows={fields.map((field, i) => ({ ...field, key: `${field.name} ${i}` }))}
        keyOf={({ key }) => key}
        columns={[
          {
            title: 'Field',
            className: 'whitespace-nowrap',
            cell: (field) => {
              const hint = meaningOf(field, kind);
              return (
                <span className="font-mono text-xs">
                  {hint === undefined ? field.name : <Term hint={hint}>{field.name}</Term>}
                </span>
              );
            },
          },
          {
            title: 'Value',
            className: 'w-full',
            cell: ({ value }) =>
              value === '' ? (
                <span className="text-ink-3 text-xs">printed</span>
              ) : (
                <span className="font-mono text-xs [overflow-wrap:anywhere]">{value}</span>
              ),
          },
          {
            title: 'Source',
            className: 'w-px',
            cell: ({ evidence, name }) => <SourceLink evidence={evidence} of={name} />,
          },
        ]}
      />
    </div>
  );
}
