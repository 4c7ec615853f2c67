import type { ExternalElement } from '@vethscope/model';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';
import { ConnectionList } from './ConnectionList.tsx';
import { ElementLink } from './ElementLink.tsx';

const ROLES: Readonly<
  Record<ExternalElement['role'], { readonly title: string; readonly hint: string }>
> = {
  gateway: {
    title: 'Gateway',
    hint: 'A router outside of the capture: routes name it as the next hop.',
  },
  network: {
    title: 'Network',
    hint: 'A network that the node is attached to; what else is on it was not captured.',
  },
  vtep: {
    title: 'Remote tunnel end',
    hint: 'The VXLAN tunnel end point of another node, which was not captured.',
  },
};

const VTEP_ADDRESS_HINT =
  'As this node’s routes or forwarding entries name it. The connection below tells which underlay address the frames are sent to.';

const NODE_HINT =
  'Kubernetes says that the tunnel’s address, or the underlay address its packets are sent to, is this node’s.';

/** Something outside of the captured nodes, and who uses it. */
export function ExternalOverview(props: { readonly external: ExternalElement }) {
  const { external } = props;
  const { title, hint } = ROLES[external.role];
  return (
    <>
      <Section title={title}>
        <p className="mb-2 text-ink-2">{hint}</p>
        <Facts>
          {external.address !== undefined && (
            <Fact
              name="Address"
              {...(external.role === 'vtep' && { hint: VTEP_ADDRESS_HINT })}
              evidence={external.evidence}
            >
              <span className="font-mono text-xs">{external.address}</span>
            </Fact>
          )}
          {external.node !== undefined && (
            <Fact name="Node" hint={NODE_HINT} evidence={external.evidence}>
              <ElementLink id={external.node} />
            </Fact>
          )}
          {external.network !== undefined && (
            <Fact name="Prefix" evidence={external.evidence}>
              <span className="font-mono text-xs">{external.network}</span>
            </Fact>
          )}
        </Facts>
      </Section>
      <ConnectionList of={external.id} />
    </>
  );
}
