import { describeStep, type Hop, type Step, withNames } from '@vethscope/trace';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { nodePatch } from './nodeOfTrace.ts';
import { placeNamesOf } from './placeNamesOf.ts';
import { RuleText } from './RuleText.tsx';
import { formatStepPlace, isSamePlace, type Leg, parseStepPlace } from './stepPlace.ts';
import type { PlacedStep } from './storyRows.ts';

const KIND_WORDS: Readonly<Record<Step['kind'], string>> = {
  rule: 'rule',
  policy: 'policy',
  route: 'route',
  nat: 'NAT',
  bridge: 'bridge',
  neighbor: 'neighbour',
  encap: 'wrap',
  decap: 'unwrap',
  ingress: 'in',
  egress: 'out',
  source: 'source',
  conntrack: 'conntrack',
  reversePath: 'rp_filter',
  forwarding: 'forward',
  mtu: 'MTU',
  socket: 'socket',
  end: 'end',
};

/** One step: what happened in words, the rule as it was captured, the lines that prove it. */
export function StepRow(props: {
  readonly hop: Hop;
  readonly placed: PlacedStep;
  readonly leg: Leg;
}) {
  const { hop, leg } = props;
  const { step, place } = props.placed;
  const { index, topology } = useCapture();
  const { view, setView } = useViewState();
  const isSelected = isSamePlace(parseStepPlace(view.step), place);
  const isDeciding = isSamePlace(leg.decidedBy, place);
  const words = withNames(describeStep(step), placeNamesOf(topology));
  const kind = KIND_WORDS[step.kind];
  return (
    <div
      className={`flex items-start gap-2 py-1 pr-1.5 pl-2 ${isSelected ? 'bg-accent-soft' : 'hover:bg-surface-2'}`}
    >
      <span className="w-[62px] shrink-0 text-right text-ink-3 text-xs leading-5">{kind}</span>
      <div className="min-w-0 flex-1">
        <button
          type="button"
          aria-pressed={isSelected}
          aria-label={isDeciding ? `${words} (this decides)` : words}
          onClick={() =>
            setView(
              isSelected
                ? { step: undefined }
                : { ...nodePatch(index, view, hop), step: formatStepPlace(place) },
              'replace',
            )
          }
          className={`block w-full text-left [overflow-wrap:anywhere] ${isDeciding ? `font-semibold ${decidingColour(leg)}` : ''}`}
        >
          {beside(kind, words)}
        </button>
        {step.kind === 'rule' && <RuleText hop={hop} step={step} />}
      </div>
      <SourceLink evidence={step.evidence} of={words} />
    </div>
  );
}

/** `route | to 10.96.0.10: …`: what stands in the margin is not said again. */
function beside(kind: string, words: string): string {
  return words.startsWith(`${kind} `) ? words.slice(kind.length + 1) : words;
}

function decidingColour({ disposition }: Leg): string {
  if (disposition === 'delivered') return 'text-ok';
  return disposition === 'leavesCapture' ? 'text-info' : 'text-error';
}
