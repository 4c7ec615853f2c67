import { SEVERITIES } from '@vethscope/findings';
import type { Layout, LegendEntry, Topology } from '@vethscope/model';
import { ICON_SIZE, legendOf, STATE_PATHS } from '@vethscope/model';
import { useMemo } from 'react';
import { plural } from '../../ui/format.ts';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { useViewState } from '../../view/viewState.ts';
import { FindingSign } from '../findings/FindingSign.tsx';
import { GroupMenu } from './GroupMenu.tsx';
import { NamespaceMenu } from './NamespaceMenu.tsx';
import { FINDINGS_KEY } from './useFindingMarks.ts';
import type { Visibility } from './visibility.ts';

/** What the colours, signs and lines mean; each entry shows or hides what it stands for. */
export function Legend(props: {
  /** What of the capture the picture shows. */
  readonly topology: Topology;
  readonly layout: Layout;
  readonly visibility: Visibility;
  /** Signs of findings are in the picture, or hidden from it. */
  readonly hasFindings: boolean;
  /** Shows the card of a box of the picture; of none, no more. */
  readonly onTell: (id: string | undefined) => void;
}) {
  const { topology, layout } = props;
  const { view, setView } = useViewState();
  const entries = useMemo(() => legendOf(topology, layout), [topology, layout]);
  const turn = (key: string) => {
    const hide = view.hide.includes(key)
      ? view.hide.filter((other) => other !== key)
      : [...view.hide, key];
    setView({ hide });
  };
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-x-1 max-[959px]:flex-nowrap max-[959px]:overflow-x-auto max-[959px]:whitespace-nowrap max-[959px]:[&>*]:shrink-0 [scrollbar-width:thin] gap-y-0.5 border-line border-t bg-surface px-2 py-1.5 text-xs">
      <legend className="sr-only">Legend: show and hide</legend>
      {entries.map((entry) => (
        <LegendButton
          key={entry.key}
          entry={entry}
          isShown={!view.hide.includes(entry.key)}
          onTurn={() => turn(entry.key)}
        />
      ))}
      <FindingsLegend
        hasFindings={props.hasFindings}
        isShown={!view.hide.includes(FINDINGS_KEY)}
        onTurn={() => turn(FINDINGS_KEY)}
      />
      <NamespaceMenu topology={topology} />
      <GroupMenu groups={layout.groups} onTell={props.onTell} />
      <span
        role="status"
        className="-right-2 ml-auto flex items-center gap-2 bg-surface text-ink-2 max-[959px]:sticky max-[959px]:px-2"
      >
        {view.hide.length > 0 && (
          <>
            <span>{hiddenWords(props.visibility, view.hide.includes(FINDINGS_KEY))}</span>
            <button
              type="button"
              className="h-6 rounded px-1.5 font-medium text-accent-text hover:bg-surface-2"
              onClick={() => setView({ hide: [] })}
            >
              Show all
            </button>
          </>
        )}
      </span>
    </fieldset>
  );
}

/** What is not shown, so that nobody looks for it in vain. */
function hiddenWords({ boxes, wires }: Visibility, signsToo: boolean): string {
  const drawn = `${plural(boxes, 'element')} and ${plural(wires, 'link')}`;
  if (!signsToo) return `${drawn} hidden`;
  return boxes + wires === 0 ? 'Signs of findings hidden' : `${drawn}, signs of findings hidden`;
}

/** The signs on what findings are about. It has its place before they are known: nothing is to move then. */
function FindingsLegend(props: {
  readonly hasFindings: boolean;
  readonly isShown: boolean;
  readonly onTurn: () => void;
}) {
  const what = 'What is wrong, or worth knowing: the worst of it and how many there are';
  return (
    <button
      type="button"
      aria-pressed={props.isShown}
      disabled={!props.hasFindings}
      title={
        props.hasFindings ? `${what}. Click to show or hide` : `${what}. No sign in this picture`
      }
      onClick={props.onTurn}
      className="flex h-6 items-center gap-1.5 rounded px-1.5 text-ink-2 hover:bg-surface-2 hover:text-ink disabled:hover:bg-transparent aria-[pressed=false]:text-ink-3 aria-[pressed=false]:line-through"
    >
      <span className="flex gap-0.5">
        {SEVERITIES.map((severity) => (
          <FindingSign key={severity} severity={severity} />
        ))}
      </span>
      error, warning, note
    </button>
  );
}

function LegendButton(props: {
  readonly entry: LegendEntry;
  readonly isShown: boolean;
  readonly onTurn: () => void;
}) {
  const { entry, isShown, onTurn } = props;
  // Nothing of it is in the picture: there is nothing to hide.
  const isUndrawn = entry.undrawn === entry.count;
  return (
    <button
      type="button"
      aria-pressed={isShown}
      disabled={isUndrawn}
      title={hint(entry)}
      onClick={onTurn}
      className="flex h-6 items-center gap-1.5 rounded px-1.5 text-ink-2 hover:bg-surface-2 hover:text-ink disabled:hover:bg-transparent aria-[pressed=false]:text-ink-3 aria-[pressed=false]:line-through"
    >
      <Sample entry={entry} />
      {entry.label}
      <span className="text-ink-3 tabular-nums">{entry.count}</span>
    </button>
  );
}

function Sample(props: { readonly entry: LegendEntry }) {
  const { group, kind } = props.entry;
  if (group === 'kind') return <KindGlyph kind={kind} size={12} />;
  return group === 'state' ? <DownMark /> : <LineSample entry={props.entry} />;
}

/** The picture's mark of an interface that is down. */
function DownMark() {
  return (
    <svg
      width="12"
      height="12"
      viewBox={`0 0 ${ICON_SIZE} ${ICON_SIZE}`}
      fill="none"
      stroke="var(--error)"
      strokeWidth="1.4"
      strokeLinecap="round"
      aria-hidden="true"
      className="shrink-0"
    >
      <path d={STATE_PATHS.down.path} />
    </svg>
  );
}

function hint({ label, count, undrawn }: LegendEntry): string {
  if (undrawn === count) return `${label}: ${count}, not drawn; the outline lists them`;
  if (undrawn > 0) return `${label}: ${count}, of which ${undrawn} are not drawn one by one`;
  return `${label}: ${count}. Click to show or hide`;
}

/** A bar where a port meets its bridge or bond, an arrow towards a gateway: see stylesheet.ts. */
const ENDINGS: Readonly<Record<string, string>> = {
  'edge:bridge-port': 'M16 1v6',
  'edge:bond-member': 'M16 1v6',
  'edge:gateway': 'M12 1l5 3-5 3z',
};

/** The line as the picture draws it. */
function LineSample(props: { readonly entry: LegendEntry }) {
  const { key, kind, group } = props.entry;
  const color = group === 'confidence' ? 'var(--text-3)' : `var(--kind-${kind})`;
  const isTunnel = key === 'edge:vxlan-underlay' || key.includes('tunnel');
  const isCable = key === 'edge:network' || key === 'edge:gateway';
  const ending = ENDINGS[key];
  return (
    <svg width="18" height="8" viewBox="0 0 18 8" aria-hidden="true" className="shrink-0">
      <path
        d="M1 4h16"
        stroke={color}
        strokeWidth={isTunnel ? 5 : isCable ? 3 : 2}
        {...(group === 'confidence' && { strokeDasharray: '4 3' })}
      />
      {ending && <path d={ending} stroke={color} strokeWidth="2" fill={color} />}
      {isTunnel && <path d="M1 4h16" stroke="var(--surface)" strokeWidth="2.5" />}
    </svg>
  );
}
