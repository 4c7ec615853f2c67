import type { Ip, NetnsSnapshot, RouteLookup, RouteSurroundings } from '@vethscope/model';
import { explainRoute, wayOut } from '@vethscope/model';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { ServiceLink } from '../details/ElementLink.tsx';
import { EverywhereSection } from './EverywhereSection.tsx';
import { LookupWalk } from './LookupWalk.tsx';
import { RouteMeaningText } from './RouteMeaningText.tsx';
import { RouteWaySteps } from './RouteWaySteps.tsx';
import type { RouteQuestion } from './routeQuestion.ts';
import { WayOutFacts } from './WayOutFacts.tsx';

/** Where an address goes, in a sentence, and then why: rules, tables, candidates, the way out. */
export function RouteAnswer(props: {
  readonly netns: NetnsSnapshot;
  readonly netnsId: string;
  readonly found: RouteLookup;
  readonly question: RouteQuestion;
  readonly around: RouteSurroundings;
}) {
  const { netns, found, question, around } = props;
  const out = wayOut(netns, found, question.flow);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 font-medium text-ink">{headline(found)}</p>
        {found.ownAddress ? (
          <SourceLink evidence={found.ownAddress.evidence} of={`the address ${found.address}`} />
        ) : null}
      </div>
      {found.route ? <RouteMeaningText meaning={explainRoute(found.route, around)} /> : null}
      <ServiceNote address={found.address} />
      <LookupWalk found={found} />
      {out ? <WayOutFacts out={out} /> : null}
      <RouteWaySteps netnsId={props.netnsId} question={question} />
      <EverywhereSection address={found.address} />
      {found.assumptions.length > 0 ? (
        <ul className="list-disc pl-4 text-xs text-ink-3">
          {found.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** A cluster IP is no destination of a packet on the wire: it is rewritten before it is routed. */
function ServiceNote(props: { readonly address: Ip }) {
  const { topology } = useCapture();
  const service = topology.services.find(({ clusterIps }) => clusterIps.includes(props.address));
  if (!service) return null;
  return (
    <p className="text-ink-2 text-xs leading-5 [&_a]:align-bottom">
      This is the cluster IP of <ServiceLink id={service.id} />: the host’s rules replace it by an
      endpoint’s address (DNAT), and packets follow the route to that.
    </p>
  );
}

function headline({ address, outcome, route, ownAddress }: RouteLookup): string {
  const device = route?.nexthops[0]?.device ?? 'an interface that is not named';
  const via = route?.nexthops[0]?.via;
  switch (outcome) {
    case 'local':
      return `${address} is this namespace's own${ownAddress ? `, on ${ownAddress.device}` : ''}: delivered here.`;
    case 'forward':
      if ((route?.nexthops.length ?? 0) > 1) {
        return `${address} goes out by one of ${route?.nexthops.length} next hops, chosen per flow.`;
      }
      return `${address} goes out by ${device}${via === undefined ? '' : `, to the gateway ${via}`}.`;
    case 'broadcast':
      return `${address} is a broadcast address on ${device}.`;
    case 'blackhole':
      return `${address} is dropped in silence: a blackhole route.`;
    case 'unreachable':
      return `${address} is answered with "host unreachable".`;
    case 'prohibit':
      return `${address} is refused: "administratively prohibited".`;
    case 'noRoute':
      return `${address} has no route here: "network is unreachable".`;
    case 'unknown':
      return `The capture does not tell where ${address} goes.`;
  }
}
