import type { NetnsElement } from '@vethscope/model';
import { type Hop, packetWords } from '@vethscope/trace';
import { useEffect, useRef, useState } from 'react';
import { plural } from '../../ui/format.ts';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useHighlight } from '../../view/highlight.ts';
import { netnsTitle } from '../../view/names.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { DISPOSITION_LOOKS, TONE_CLASSES } from './dispositionLook.ts';
import { nodePatch, pictureOfWay } from './nodeOfTrace.ts';
import { PlaceText } from './PlaceText.tsx';
import { QuietSteps } from './QuietSteps.tsx';
import { StepRow } from './StepRow.tsx';
import { stepElements } from './stepElements.ts';
import { type Leg, parseStepPlace, stepAt } from './stepPlace.ts';
import { storyRows } from './storyRows.ts';
import type { ShownTrace } from './TraceContext.tsx';

/** The way, namespace by namespace and step by step; the selected step is lit in the picture. */
export function Story({ shown }: { readonly shown: ShownTrace }) {
  const { leg, legs } = shown;
  const { view } = useViewState();
  const { setHighlight } = useHighlight();
  const [isWhole, setWhole] = useState(false);
  const selected = parseStepPlace(view.step);
  const { step } = view;
  const { hops } = leg;
  useEffect(() => {
    const found = stepAt(hops, parseStepPlace(step));
    setHighlight(found ? stepElements(found.hop, found.step) : []);
    return () => setHighlight([]);
  }, [hops, step, setHighlight]);
  useWayInSight(leg);
  const count = hops.reduce((sum, { steps }) => sum + steps.length, 0);
  return (
    <section aria-label="The way of the packet" className="px-4 py-3">
      <div className="mb-2 flex items-center gap-2">
        <WayTabs legs={legs} chosen={leg} />
        <button
          type="button"
          aria-pressed={isWhole}
          onClick={() => setWhole(!isWhole)}
          className="ml-auto h-6 rounded border border-line-strong px-2 text-ink-2 text-xs hover:bg-surface-2 aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
        >
          All {plural(count, 'step')}
        </button>
      </div>
      {leg.way === 'reply' && (
        <p className="mb-2 text-ink-2 text-xs [overflow-wrap:anywhere]">
          <span className="font-mono">{packetWords(leg.packet)}</span> ·{' '}
          <PlaceText text={leg.because} />
        </p>
      )}
      <ol className="flex flex-col gap-2">
        {hops.map((hop, i) => (
          // A packet can come to one namespace twice.
          <li key={`${i} ${hop.netns}`} className="rounded-md border border-line">
            <HopHeading hop={hop} number={i + 1} />
            <ol>
              {storyRows(hop, i, [leg.decidedBy, selected]).map((row) => {
                const key = row.kind === 'step' ? row.placed.place : row.steps[0]?.place;
                return (
                  <li key={key?.step} className="border-line border-t">
                    {row.kind === 'step' ? (
                      <StepRow hop={hop} placed={row.placed} leg={leg} />
                    ) : (
                      <QuietSteps hop={hop} steps={row.steps} leg={leg} isOpen={isWhole} />
                    )}
                  </li>
                );
              })}
            </ol>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Once for each answer: whoever then turns to another node may. */
function useWayInSight({ hops }: Leg): void {
  const { index } = useCapture();
  const { view, setView } = useViewState();
  const current = useRef(view);
  current.current = view;
  useEffect(() => {
    setView(pictureOfWay(index, current.current, hops), 'replace');
  }, [index, hops, setView]);
}

/** Request and reply, each with its end; one alone needs no choosing. */
function WayTabs(props: { readonly legs: readonly Leg[]; readonly chosen: Leg }) {
  const { setView } = useViewState();
  const { legs, chosen } = props;
  if (legs.length < 2) return <h3 className="font-semibold text-sm">Request</h3>;
  return (
    <fieldset className="flex overflow-hidden rounded-md border border-line-strong">
      <legend className="sr-only">Way</legend>
      {legs.map(({ way, disposition }) => {
        const look = DISPOSITION_LOOKS[disposition];
        const Icon = look.icon;
        return (
          <button
            key={way}
            type="button"
            aria-pressed={way === chosen.way}
            onClick={() => setView({ way: way === 'reply' ? 'reply' : undefined, step: undefined })}
            className="flex h-7 items-center gap-1.5 px-2.5 text-ink-2 hover:bg-surface-2 aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-text"
          >
            <LaneSample way={way} />
            {way === 'reply' ? 'Reply' : 'Request'}
            <Icon size={13} aria-label={look.title} className={TONE_CLASSES[look.tone].text} />
          </button>
        );
      })}
    </fieldset>
  );
}

/** The line that it has in the picture. */
function LaneSample(props: { readonly way: Leg['way'] }) {
  return (
    <svg width="16" height="8" viewBox="0 0 16 8" aria-hidden="true" className="shrink-0">
      <path
        d="M1 4h14"
        strokeWidth="2.5"
        stroke={props.way === 'reply' ? 'var(--kind-vxlan)' : 'var(--accent)'}
        {...(props.way === 'reply' && { strokeDasharray: '5 3' })}
      />
    </svg>
  );
}

function HopHeading(props: { readonly hop: Hop; readonly number: number }) {
  const { hop, number } = props;
  const { index } = useCapture();
  const { view } = useViewState();
  const isElsewhere = Object.keys(nodePatch(index, view, hop)).length > 0;
  const netns = index.node(hop.netns);
  const isHost = netns?.kind === 'netns' && netns.isHost;
  const title = netns?.kind === 'netns' ? hopTitle(netns, netnsTitle(index, netns)) : hop.netns;
  const isPod = !isHost && index.podsIn(hop.netns).length > 0;
  return (
    <div className="flex items-center gap-1.5 rounded-t-md bg-surface-2 px-2 py-1">
      <span className="w-4 text-right text-ink-3 text-xs tabular-nums">{number}</span>
      <KindGlyph kind={isPod ? 'pod' : isHost ? 'node' : 'netns'} size={13} />
      <h4 className="min-w-0 font-medium [overflow-wrap:anywhere]">{title}</h4>
      <span className="ml-auto shrink-0 pl-2 text-ink-3 text-xs">
        {isElsewhere ? (
          <a
            href={viewHref(view, nodePatch(index, view, hop))}
            title="Show this node in the picture"
            className="text-accent-text hover:underline"
          >
            {hop.node}
          </a>
        ) : (
          hop.node
        )}
      </span>
    </div>
  );
}

function hopTitle(netns: NetnsElement, title: string): string {
  return netns.isHost ? 'the node’s own namespace' : title;
}
