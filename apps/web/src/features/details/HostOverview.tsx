import type { HostElement, NetnsElement, PodElement } from '@vethscope/model';
import { nodeFacts } from '@vethscope/model';
import { useMemo } from 'react';
import { buttonClass } from '../../ui/Button.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { ElementLink } from './ElementLink.tsx';
import { HowCaptured } from './HowCaptured.tsx';
import { PodTable } from './PodTable.tsx';
import { ServiceTable } from './ServiceTable.tsx';
import { TunnelList } from './TunnelList.tsx';

/** A machine, with what Kubernetes says of it. */
export function HostOverview(props: { readonly host: HostElement }) {
  const { host } = props;
  const { index, snapshot, topology } = useCapture();
  const { view } = useViewState();
  const factsOf = useMemo(() => nodeFacts(topology), [topology]);
  const facts = factsOf(host.id);
  const known = snapshot.nodes.flatMap(({ kubernetes }) => kubernetes.nodes);
  const listed = known.find(({ name }) => name === host.label);
  const captured = snapshot.nodes.find(({ name }) => name === host.label);
  const isOpenable = host.captured && index.capturedNodes.length > 1 && view.node !== host.id;
  const pods = useMemo(
    () =>
      topology.nodes.filter(
        (node): node is PodElement => node.kind === 'pod' && index.machineOf(node.id) === host,
      ),
    [topology, index, host],
  );
  const services = useMemo(
    () => [...new Set(pods.flatMap(({ id }) => index.servicesOf(id)))],
    [index, pods],
  );
  const namespaces = index
    .children(host.id)
    .filter((node) => node.kind === 'netns')
    .sort((a, b) => listOrder(a) - listOrder(b));
  return (
    <>
      <Section
        title="Node"
        {...(isOpenable && {
          aside: (
            <a
              href={viewHref(view, { node: host.id, selected: host.id, tab: 'overview' })}
              className={buttonClass()}
            >
              Open {host.label}
            </a>
          ),
        })}
      >
        {!host.captured && (
          <p className="mb-2 text-ink-2">
            Only Kubernetes and other nodes tell of it: nobody looked into it.
          </p>
        )}
        <Facts>
          <Fact name="Name" {...(host.evidence.length > 0 && { evidence: host.evidence })}>
            {host.label}
          </Fact>
          {listed &&
            (
              [
                ['Status', listed.status],
                ['Roles', listed.roles],
                ['Kubernetes', listed.version],
                ['Addresses', [...listed.internalIps, ...listed.externalIps].join(', ')],
                ['Pod ranges', listed.podCidrs.join(', ')],
                ['System', listed.osImage],
                ['Kernel', listed.kernel],
                ['Runtime', listed.runtime],
              ] as const
            ).map(([name, value]) =>
              value === undefined || value === '' ? null : (
                <Fact key={name} name={name} evidence={listed.evidence}>
                  {value}
                </Fact>
              ),
            )}
          {facts.pods !== undefined && index.capturedNodes.length > 1 && (
            <Fact name="Pods">{formatCount(facts.pods)}</Fact>
          )}
          {facts.address !== undefined && index.capturedNodes.length > 1 && (
            <Fact name="Underlay">
              <span className="font-mono text-xs">{facts.address}</span>
            </Fact>
          )}
        </Facts>
      </Section>
      <TunnelList of={host.id} />
      {pods.length > 0 && (
        <Section title="Pods" count={pods.length}>
          <PodTable pods={pods} />
        </Section>
      )}
      {services.length > 0 && (
        <Section title="Services with endpoints here" count={services.length}>
          <ServiceTable services={services} />
        </Section>
      )}
      {namespaces.length > 0 && (
        <Section title="Network namespaces" count={namespaces.length}>
          <ul className="flex flex-col items-start gap-0.5">
            {namespaces.map(({ id, captured }) => (
              <li key={id} className="flex items-baseline gap-2">
                <ElementLink id={id} />
                {!captured && <span className="shrink-0 text-ink-3 text-xs">not captured</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {captured && <HowCaptured node={captured} />}
    </>
  );
}

/** The node's own first, those into which nobody looked last. */
function listOrder({ isHost, captured }: NetnsElement): number {
  return isHost ? 0 : captured ? 1 : 2;
}
