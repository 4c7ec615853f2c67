import type {
  Candidate,
  Ip,
  NetnsSnapshot,
  RouteLookup,
  RouteSurroundings,
  TableLookup,
} from '@vethscope/model';
import { explainRoute, lookupRoute, parseIp } from '@vethscope/model';
import { Check, X } from 'lucide-react';
import { useEffect, useId, useMemo } from 'react';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useHighlight } from '../../view/highlight.ts';
import { useViewState } from '../../view/viewState.ts';
import { ServiceLink } from '../details/ElementLink.tsx';
import { litInterfaces } from './litInterfaces.ts';
import { RouteMeaningText } from './RouteMeaningText.tsx';
import { RouteWords } from './RouteWords.tsx';

/** "Where would this address go?": the longest prefix with the losers, lit in the picture. */
export function RouteLookupBox(props: {
  readonly netns: NetnsSnapshot;
  readonly netnsId: string;
  readonly around: RouteSurroundings;
}) {
  const { netns, netnsId, around } = props;
  const { view, setView } = useViewState();
  const { setHighlight } = useHighlight();
  const inputId = useId();
  const text = view.lookup ?? '';
  const address = parseIp(text.trim());
  const found = useMemo(
    () => (address === undefined ? undefined : lookupRoute(netns, address)),
    [netns, address],
  );
  useEffect(() => {
    setHighlight(found ? litInterfaces(found, netnsId, around) : []);
    return () => setHighlight([]);
  }, [found, netnsId, around, setHighlight]);
  return (
    <section
      aria-label="Route look-up"
      className="flex flex-col gap-2 rounded-md border border-line bg-surface-2 p-3"
    >
      <label htmlFor={inputId} className="font-semibold text-ink">
        Where would this address go?
      </label>
      <input
        id={inputId}
        className="h-8 rounded-md border border-line-strong bg-surface px-2.5 font-mono text-ink placeholder:text-ink-3"
        placeholder="192.168.2.1"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setView({ lookup: event.target.value || undefined }, 'replace')}
      />
      <div aria-live="polite">
        {text.trim() !== '' && address === undefined ? (
          <p className="text-ink-3">Type an IPv4 or IPv6 address, such as 10.96.0.10.</p>
        ) : null}
        {found ? <Answer found={found} around={around} /> : null}
      </div>
    </section>
  );
}

function Answer(props: { readonly found: RouteLookup; readonly around: RouteSurroundings }) {
  const { found, around } = props;
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
      {found.tables.map((table) => (
        <AskedTable key={table.table} table={table} address={found.address} />
      ))}
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

function AskedTable(props: { readonly table: TableLookup; readonly address: Ip }) {
  const { table, address } = props;
  return (
    <div>
      <p className="text-xs text-ink-3">
        Table <span className="font-mono">{table.table}</span>
        {table.candidates.length === 0 ? `: no route contains ${address}` : ''}
      </p>
      {table.candidates.length === 0 ? null : (
        <ol className="mt-1 divide-y divide-line overflow-hidden rounded-md border border-line bg-surface">
          {table.candidates.map((candidate) => (
            <CandidateRow
              key={`${candidate.route.evidence.file}:${candidate.route.evidence.line}`}
              candidate={candidate}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

function CandidateRow({ candidate }: { readonly candidate: Candidate }) {
  const { route, isWinner, why } = candidate;
  return (
    <li className={`flex items-start gap-2 px-2.5 py-1.5 ${isWinner ? 'bg-ok-soft' : ''}`}>
      <span className="mt-0.5 shrink-0">
        {isWinner ? (
          <Check size={14} className="text-ok" aria-label="taken" />
        ) : (
          <X size={14} className="text-ink-3" aria-label="not taken" />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <RouteWords route={route} />
        <p className="text-xs text-ink-2">{why}</p>
      </div>
      <SourceLink evidence={route.evidence} of={`the route to ${route.destination}`} />
    </li>
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
