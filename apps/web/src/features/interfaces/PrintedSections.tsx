import type { Link } from '@vethscope/model';
import { lazy, Suspense, useState } from 'react';
import { plural } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { CounterTable } from './CounterTable.tsx';
import type { ShownField } from './mergePrinted.ts';
import { usePrinted } from './usePrinted.ts';

/** With the meanings of 200 words: not a part of the first screen. */
const FieldTables = lazy(() => import('./FieldTables.tsx'));

/** What `ip` printed of a link: its counters, and each field in the output's own words. */
export function PrintedSections(props: { readonly link: Link }) {
  const fields = usePrinted(props.link);
  const counters = fields.filter(({ part }) => part === 'statistics');
  const others = fields.filter(({ part }) => part !== 'statistics');
  return (
    <>
      {counters.length > 0 && (
        <Section title="Statistics">
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
      {isOpen && (
        <Suspense fallback={<p className="text-ink-3">Loading…</p>}>
          <FieldTables fields={fields} master={props.master} />
        </Suspense>
      )}
    </Section>
  );
}
