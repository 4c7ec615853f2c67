import type { RouteHop, RouteWay } from '@vethscope/model';
import { Fragment, useEffect, useMemo } from 'react';
import { Button } from '../../ui/Button.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { ElementLink } from '../details/ElementLink.tsx';
import { assumedOnTheWay } from './assumedOnTheWay.ts';
import type { RouteQuestion } from './routeQuestion.ts';
import { destinationText, nexthopText } from './routeText.ts';
import { routeWay } from './useRouteWay.ts';
import { formatWayAt } from './wayAt.ts';
import { END_LOOKS, endWords, ROUTES_ALONE } from './wayWords.ts';

/** From namespace to namespace, by the routes of each: as a list, and over the picture if asked. */
export function RouteWaySteps(props: {
  readonly netnsId: string;
  readonly question: RouteQuestion;
}) {
  const { netnsId, question } = props;
  const { index, topology } = useCapture();
  const { view, setView } = useViewState();
  const way = useMemo(
    () => routeWay({ index, topology }, { netns: netnsId, ...question }),
    [index, topology, netnsId, question],
  );
  const at = formatWayAt({ netns: netnsId, ...question });
  const isShown = view.at !== undefined;
  useEffect(() => {
    // What lies over the picture is what is asked here, also when that changes.
    if (isShown) setView({ at }, 'replace');
  }, [isShown, at, setView]);
  if (!way) return null;
  const { icon: Icon, tone } = END_LOOKS[way.end];
  return (
    <section aria-label="From namespace to namespace" className="text-xs">
      <div className="mb-1 flex items-center gap-2">
        <h3 className="min-w-0 flex-1 font-semibold text-ink">
          <Term hint={ROUTES_ALONE}>From namespace to namespace</Term>
        </h3>
        <Button
          aria-pressed={isShown}
          className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
          onClick={() => setView({ at: isShown ? undefined : at })}
        >
          Show in the picture
        </Button>
      </div>
      <ol className="flex flex-col gap-1">
        {way.hops.map((hop) => (
          // A namespace can be come by twice, by different interfaces.
          <Step key={`${hop.netns} ${hop.in}`} hop={hop} />
        ))}
      </ol>
      <p className="mt-1 flex items-start gap-1.5 font-medium text-ink">
        <Icon size={14} className={`mt-px shrink-0 ${tone}`} aria-hidden="true" />
        {endWords(index, way)}
      </p>
      <Assumed way={way} />
    </section>
  );
}

/** What it takes for granted behind the first namespace, whose gaps the answer tells itself. */
function Assumed({ way }: { readonly way: RouteWay }) {
  const assumed = assumedOnTheWay(way);
  if (assumed.length === 0) return null;
  return (
    <ul className="mt-1 list-disc pl-4 text-ink-3 leading-5 [&_a]:align-bottom">
      {assumed.map(({ assumption, places }) => (
        <li key={assumption}>
          {assumption}:{' '}
          {places.map((place) => (
            <Fragment key={place}>
              <ElementLink id={place} />{' '}
            </Fragment>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Step({ hop }: { readonly hop: RouteHop }) {
  const { route, ownAddress } = hop.found;
  const evidence = route?.evidence ?? ownAddress?.evidence;
  return (
    <li className="flex items-start gap-2 border-line border-l-2 pl-2">
      <div className="min-w-0 flex-1">
        <ElementLink id={hop.netns} />
        <p className="break-words font-mono text-ink-2">
          {route
            ? [
                route.type === 'unicast' ? '' : route.type,
                destinationText(route),
                ...route.nexthops.map(nexthopText),
              ]
                .filter((part) => part !== '')
                .join(' ')
            : ownAddress
              ? `its own address, on ${ownAddress.device}`
              : 'no route'}
        </p>
      </div>
      {evidence ? <SourceLink evidence={evidence} of="this step" /> : null}
    </li>
  );
}
