import type { PrintedPart } from '@vethscope/parsers';
import { DataTable } from '../../ui/DataTable.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { meaningOf } from './meanings/meaningOf.ts';
import type { ShownField } from './mergePrinted.ts';

/** Fields in the output's own words, a table for each part, with what they mean. */
export default function FieldTables(props: {
  readonly fields: readonly ShownField[];
  readonly master: string | undefined;
}) {
  return PARTS.map((part) => {
    const own = props.fields.filter((field) => field.part === part);
    return (
      own.length > 0 && (
        <FieldTable key={part} title={titleOf(part, own, props.master)} fields={own} />
      )
    );
  });
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
        source={({ evidence, name }) => ({ evidence, of: name })}
        columns={[
          {
            title: 'Field',
            className: 'whitespace-nowrap',
            text: ({ name }) => name,
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
            text: ({ value }) => value || 'printed',
            cell: ({ value }) =>
              value === '' ? (
                <span className="text-ink-3 text-xs">printed</span>
              ) : (
                <span className="font-mono text-xs [overflow-wrap:anywhere]">{value}</span>
              ),
          },
        ]}
      />
    </div>
  );
}
