import type { HostElement, NetnsElement } from '@vethscope/model';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { ElementLink } from './ElementLink.tsx';
import { HowCaptured } from './HowCaptured.tsx';

/** A machine, with what Kubernetes says of it. */
export function HostOverview(props: { readonly host: HostElement }) {
  const { host } = props;
  const { index, snapshot } = useCapture();
  const known = snapshot.nodes.flatMap(({ kubernetes }) => kubernetes.nodes);
  const listed = known.find(({ name }) => name === host.label);
  const captured = snapshot.nodes.find(({ name }) => name === host.label);
  const namespaces = index
    .children(host.id)
    .filter((node) => node.kind === 'netns')
    .sort((a, b) => listOrder(a) - listOrder(b));
  return (
    <>
      <Section title="Node">
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
        </Facts>
      </Section>
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
      {captured && <HowCaptured node={captured} />}
    </>
  );
}

/** The node's own first, those into which nobody looked last. */
function listOrder({ isHost, captured }: NetnsElement): number {
  return isHost ? 0 : captured ? 1 : 2;
}
