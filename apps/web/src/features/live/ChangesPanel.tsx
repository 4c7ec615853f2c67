import type { ChangedFacts, FieldChange, TopologyElement } from '@vethscope/model';
import { kindOf } from '@vethscope/model';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { plural } from '../../ui/format.ts';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { type OpenCapture, useCapture } from '../../view/CaptureContext.tsx';
import { edgeTitle, elementTitle } from '../../view/names.ts';
import { useViewState, type ViewPatch, viewHref } from '../../view/viewState.ts';
import { EDGE_KINDS } from '../details/wording.ts';
import { type Change, ChangeSign } from './ChangeSign.tsx';
import { COMPARE_BEFORE, type Comparison, useComparison } from './ComparisonContext.tsx';
import { factWords, fieldWords } from './changeWords.ts';
import { clockTime } from './clock.ts';
import { useShownState } from './LiveContext.tsx';

/** What came, went and changed between the shown state and another one. */
export function ChangesPanel() {
  const shown = useShownState();
  const { view, setView } = useViewState();
  const { asked, baseState } = useComparison();
  if (!shown || view.compare === undefined) return null;
  const others = shown.live.states.filter((state) => state !== shown.state);
  return (
    <section
      aria-label="Changes"
      className="flex max-h-[40%] min-h-24 flex-col border-line border-t bg-surface"
    >
      <div className="flex items-center gap-2 px-3 py-1">
        <h2 className="font-semibold text-sm">
          Changes{shown.state && ` in ${clockTime(shown.state.at)}`}
        </h2>
        <label className="flex items-center gap-1.5 text-ink-2 text-xs">
          against
          <select
            value={view.compare}
            onChange={(event) => setView({ compare: event.target.value }, 'replace')}
            className="h-6 rounded-md border border-line-strong bg-surface px-1 text-ink"
          >
            <option value={COMPARE_BEFORE}>the state before</option>
            {others.map(({ id, at }) => (
              <option key={id} value={id}>
                {clockTime(at)}
              </option>
            ))}
          </select>
        </label>
        <IconButton
          label="Close the changes"
          keys="c"
          icon={X}
          className="ml-auto"
          onClick={() => setView({ compare: undefined }, 'replace')}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-3 pb-2">
        {asked ? (
          <Differences comparison={asked} />
        ) : (
          <p className="text-ink-2">
            {baseState
              ? 'Reading…'
              : 'There is no other state that this one could be compared with.'}
          </p>
        )}
      </div>
    </section>
  );
}

function Differences({ comparison }: { readonly comparison: Comparison }) {
  const capture = useCapture();
  const { base, diff, facts } = comparison;
  const isSame = diff.added.length + diff.removed.length + diff.changed.length === 0;
  if (isSame && facts.length === 0) return <p className="text-ink-2">Nothing is different.</p>;
  return (
    <div className="flex flex-col gap-2">
      <Group
        change="came"
        title="came"
        items={diff.added.map((element) => ({ element, of: capture }))}
      />
      <Group
        change="went"
        title="went"
        items={diff.removed.map((element) => ({ element, of: base, patch: { capture: base.id } }))}
      />
      <Group
        change="altered"
        title="changed"
        items={diff.changed.map(({ after, fields }) => ({ element: after, of: capture, fields }))}
      />
      <Facts facts={facts} />
    </div>
  );
}

interface Item {
  readonly element: TopologyElement;
  /** The capture that has it. */
  readonly of: OpenCapture;
  /** For what is not there any more: leads to a state in which it was. */
  readonly patch?: ViewPatch;
  readonly fields?: readonly FieldChange[];
}

/** A whole node that came: nobody reads more, and the picture shows it. */
const MAX_ITEMS = 200;

function Group(props: {
  readonly change: Change;
  readonly title: string;
  readonly items: readonly Item[];
}) {
  const { change, items } = props;
  if (items.length === 0) return null;
  // Things before what joins them.
  const sorted = [...items].sort((a, b) => rank(a) - rank(b));
  return (
    <div>
      <h3 className="text-ink-2 text-xs">
        {items.length} {props.title}
      </h3>
      <ul className="flex flex-col">
        {sorted.slice(0, MAX_ITEMS).map((item) => (
          <li key={item.element.id} className="flex items-start gap-1.5 py-0.5">
            <span className="flex h-5 items-center">
              <ChangeSign change={change} />
            </span>
            <ItemLink item={item} isGone={change === 'went'} />
          </li>
        ))}
      </ul>
      {items.length > MAX_ITEMS && (
        <p className="text-ink-3">and {plural(items.length - MAX_ITEMS, 'more', 'more')}</p>
      )}
    </div>
  );
}

function rank({ element }: Item): number {
  return 'source' in element ? 1 : 0;
}

function ItemLink(props: { readonly item: Item; readonly isGone: boolean }) {
  const { element, of, patch, fields = [] } = props.item;
  const { view } = useViewState();
  return (
    <div className="min-w-0">
      <a
        href={viewHref(view, { ...patch, selected: element.id, tab: 'overview' })}
        title={props.isGone ? 'Show it in the state in which it was' : undefined}
        className={`group inline-flex max-w-full items-start gap-1.5 hover:text-accent-text ${props.isGone ? 'text-ink-2 line-through' : ''}`}
      >
        {titleOf(element, of)}
      </a>
      {fields.length > 0 && (
        <ul className="text-ink-2 text-xs">
          {fields.map((field) => (
            <li key={field.field} className="[overflow-wrap:anywhere]">
              {fieldWords(field)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function titleOf(element: TopologyElement, { index }: OpenCapture): ReactNode {
  if ('source' in element) {
    return `${EDGE_KINDS[element.kind].name}: ${edgeTitle(index, element)}`;
  }
  if ('clusterIps' in element) return `service ${element.namespace}/${element.name}`;
  return (
    <>
      <span className="flex h-5 items-center">
        <KindGlyph kind={kindOf(element)} size={12} />
      </span>
      {elementTitle(index, element)}
    </>
  );
}

/** Records that differ where the picture may be the same: rules, sysctls, ipsets. */
function Facts({ facts }: { readonly facts: readonly ChangedFacts[] }) {
  const { index } = useCapture();
  const { view } = useViewState();
  if (facts.length === 0) return null;
  return (
    <div>
      <h3 className="text-ink-2 text-xs">Outputs that differ, counters aside</h3>
      <ul>
        {facts.map(({ id, facts: names }) => {
          const element = index.node(id);
          return (
            <li key={id} className="py-0.5">
              <a
                href={viewHref(view, { selected: id, tab: 'overview' })}
                className="hover:text-accent-text hover:underline"
              >
                {element ? elementTitle(index, element) : id}
              </a>
              <span className="text-ink-2">: {names.map(factWords).join(', ')}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
