import type { HostElement } from '@vethscope/model';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { ElementLink } from './ElementLink.tsx';

/** A machine, with what Kubernetes says of it. */
export function HostOverview(props: { readonly host: HostElement }) {
  const { host } = props;
  const { index, snapshot } = useCapture();
  const known = snapshot.nodes.flatMap(({ kubernetes }) => kubernetes.nodes);
  const listed = known.find(({ name }) => name === host.label);
  const namespaces = index.children(host.id).filter((node) => node.kind === 'netns');
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
          {namespaces.map(({ id }) => (
            <li key={id}>
              <ElementLink id={id} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
