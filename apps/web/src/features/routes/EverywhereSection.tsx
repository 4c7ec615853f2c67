import type { Ip } from '@vethscope/model';
import { useMemo, useState } from 'react';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { plural } from '../../ui/format.ts';
import { Spinner } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { titleOf } from '../../view/names.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { ElementLink, ServiceLink } from '../details/ElementLink.tsx';
import { addressEverywhere, answerWords, type SameAnswer } from './addressEverywhere.ts';
import { everywhereCsv } from './routesCsv.ts';
import { useAnswersEverywhere } from './useAnswersEverywhere.ts';

/** An address in the whole picture. Asked of every namespace, so only once somebody opens it. */
export function EverywhereSection({ address }: { readonly address: Ip }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="text-xs" open={isOpen} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary className="cursor-pointer font-semibold text-ink">
        {address} in every namespace
      </summary>
      {isOpen ? <Everywhere address={address} /> : null}
    </details>
  );
}

function Everywhere({ address }: { readonly address: Ip }) {
  const { topology, index } = useCapture();
  const { owners, pods, services, endpointOf } = useMemo(
    () => addressEverywhere(topology, address),
    [topology, address],
  );
  const groups = useAnswersEverywhere(address);
  const isNobodys = owners.length + pods.length + services.length === 0;
  return (
    <div className="mt-1.5 flex flex-col gap-2">
      {isNobodys ? <p className="text-ink-2">Nothing that was captured has this address.</p> : null}
      <Links title="Is" count={owners.length + pods.length}>
        {[...owners, ...pods].map((id) => (
          <ElementLink key={id} id={id} />
        ))}
      </Links>
      <Links title="Is the cluster IP of" count={services.length}>
        {services.map((id) => (
          <ServiceLink key={id} id={id} />
        ))}
      </Links>
      <Links title="Is what these services rewrite to" count={endpointOf.length}>
        {endpointOf.map((id) => (
          <ServiceLink key={id} id={id} />
        ))}
      </Links>
      <div className="flex items-center justify-between text-ink-3">
        What each namespace does with it
        {groups && (
          <CsvButton
            name={`${address} in every namespace`}
            rows={() => everywhereCsv(groups, index)}
            className="!size-6"
          />
        )}
      </div>
      {groups ? null : <Spinner label="Asking every namespace…" />}
      <ul className="flex flex-col gap-2">
        {groups?.map((group) => (
          <li key={`${group.outcome} ${group.route}`}>
            <Group group={group} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Links(props: {
  readonly title: string;
  readonly count: number;
  readonly children: React.ReactNode;
}) {
  if (props.count === 0) return null;
  return (
    <div>
      <p className="text-ink-3">{props.title}</p>
      <div className="flex flex-wrap gap-x-3 text-ink">{props.children}</div>
    </div>
  );
}

/** So many are named at once, and so many at all. */
const FEW = 8;
const MOST = 400;

function Group({ group }: { readonly group: SameAnswer }) {
  const { index } = useCapture();
  const { view } = useViewState();
  const [isWhole, setWhole] = useState(false);
  const { outcome, route, namespaces } = group;
  const shown = namespaces.slice(0, isWhole ? MOST : FEW);
  const more = namespaces.length - shown.length;
  return (
    <>
      <p className="text-ink-2">
        {answerWords(outcome)} {route === '' ? null : <span className="font-mono">{route}</span>}
        <span className="text-ink-3"> · {plural(namespaces.length, 'namespace')}</span>
      </p>
      <p className="flex flex-wrap gap-x-3">
        {shown.map((netns) => (
          <a
            key={netns}
            href={viewHref(view, { tab: 'routes', netns, table: undefined, q: undefined })}
            className="text-accent-text hover:underline [overflow-wrap:anywhere]"
          >
            {titleOf(index, netns)}
          </a>
        ))}
        {more > 0 && !isWhole ? (
          <button
            type="button"
            className="text-ink-2 underline decoration-dotted"
            onClick={() => setWhole(true)}
          >
            and {more} more
          </button>
        ) : null}
        {more > 0 && isWhole ? <span className="text-ink-3">and {more} more</span> : null}
      </p>
    </>
  );
}
