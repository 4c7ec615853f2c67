import { formatCount } from '../../ui/format.ts';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import type { SearchEntry, SearchGroup } from './searchIndex.ts';

export type ResultOption =
  | { readonly kind: 'entry'; readonly entry: SearchEntry }
  | { readonly kind: 'more'; readonly group: SearchGroup; readonly total: number };

export interface ResultGroup {
  readonly group: SearchGroup;
  readonly total: number;
  readonly options: readonly ResultOption[];
}

/** The listbox below the search box; the input keeps the focus and says which option is current. */
export function ResultList(props: {
  readonly id: string;
  readonly query: string;
  readonly isShown: boolean;
  readonly groups: readonly ResultGroup[];
  /** Number of the current option, counted through all groups. */
  readonly current: number;
  readonly onChoose: (option: ResultOption) => void;
  readonly onPoint: (option: number) => void;
  readonly label?: string;
  /** Where it stands below the field, and how wide. */
  readonly place?: string;
}) {
  const { id, groups, current } = props;
  const options = groups.flatMap((group) => group.options);
  return (
    <div
      className={`absolute top-full z-40 mt-1 ${props.place ?? 'right-0 w-[min(560px,calc(100vw-16px))]'} rounded-lg border border-line bg-surface py-1 shadow-pop ${props.isShown ? '' : 'hidden'}`}
    >
      <div
        id={id}
        role="listbox"
        tabIndex={-1}
        aria-label={props.label ?? 'Search results'}
        className="max-h-[70vh] overflow-y-auto"
        // Pressing the mouse in here must not take the focus from the input, which closes the list.
        onMouseDown={(event) => event.preventDefault()}
      >
        {groups.map(({ group, total, options: own }) => (
          // biome-ignore lint/a11y/useSemanticElements: options are grouped in a listbox so (ARIA APG)
          <div key={group} role="group" aria-label={`${group}, ${total}`}>
            <div className="px-3 pt-1.5 pb-0.5 text-2xs text-ink-3" aria-hidden="true">
              <span className="font-medium">{group}</span> {formatCount(total)}
            </div>
            {own.map((option) => {
              const at = options.indexOf(option);
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input
                <div
                  key={at}
                  id={`${id}-${at}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={at === current}
                  onClick={() => props.onChoose(option)}
                  onMouseMove={() => props.onPoint(at)}
                  className="mx-1 flex cursor-pointer items-start gap-2 rounded-md px-2 py-0.5 aria-selected:bg-accent-soft"
                >
                  <OptionRow option={option} />
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <p role="status" className={options.length === 0 ? 'px-3 py-2 text-ink-2' : 'sr-only'}>
        {options.length === 0
          ? `Nothing in this capture matches “${props.query}”.`
          : `${groups.reduce((sum, { total }) => sum + total, 0)} results`}
      </p>
    </div>
  );
}

function OptionRow(props: { readonly option: ResultOption }) {
  const { option } = props;
  return option.kind === 'entry' ? (
    <EntryRow entry={option.entry} />
  ) : (
    <span className="pl-[22px] text-accent-text">
      All {formatCount(option.total)} {option.group.toLowerCase()}
    </span>
  );
}

/** Names that are read letter by letter are set in a fixed width. */
const MONO_GROUPS: ReadonlySet<SearchGroup> = new Set([
  'Addresses',
  'Routes',
  'Chains',
  'Containers',
  'Interfaces',
]);

function EntryRow(props: { readonly entry: SearchEntry }) {
  const { kind, title, about, group } = props.entry;
  return (
    <>
      <span className="flex h-5 items-center">
        <KindGlyph kind={kind} size={14} />
      </span>
      <span
        className={`min-w-0 [overflow-wrap:anywhere] ${MONO_GROUPS.has(group) ? 'font-mono text-xs leading-5' : ''}`}
      >
        {title}
      </span>
      <span className="ml-auto max-w-[55%] pl-3 text-right text-ink-3 text-xs leading-5 [overflow-wrap:anywhere]">
        {about}
      </span>
    </>
  );
}
