import type { CriContainer, CriSandbox, Pod, PodElement } from '@vethscope/model';
import { Badge, type BadgeTone } from '../../ui/Badge.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { plural } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { ConfidenceBadge } from './ConfidenceBadge.tsx';
import { ElementLink, ServiceLink } from './ElementLink.tsx';
import { POD_MATCHES } from './wording.ts';

export function PodOverview(props: { readonly pod: PodElement }) {
  const { pod } = props;
  const { index, snapshot } = useCapture();
  const listed = index.pod(pod.id);
  const runtimes = snapshot.nodes.map(({ runtime }) => runtime);
  const isOwn = (row: CriContainer | CriSandbox) =>
    row.pod === pod.name && (row.namespace === undefined || row.namespace === pod.namespace);
  const containers = runtimes.flatMap((runtime) => runtime.containers.filter(isOwn));
  const sandboxes = runtimes.flatMap((runtime) => runtime.sandboxes.filter(isOwn));
  const services = index.servicesOf(pod.id);
  return (
    <>
      <Section title="Pod">
        <Facts>
          <Fact name="Name" evidence={pod.evidence}>
            {pod.name}
          </Fact>
          <Fact name="Namespace" hint="The Kubernetes namespace, not a network namespace.">
            {pod.namespace}
          </Fact>
          {listed && <ListedFacts pod={listed} runsOn={pod.node} />}
          <Fact name="Addresses">
            {pod.addresses.length === 0 ? (
              <span className="text-ink-2">{noAddress(pod)}</span>
            ) : (
              pod.addresses.map((address) => (
                <div key={address} className="font-mono text-xs leading-5">
                  {address}
                </div>
              ))
            )}
          </Fact>
        </Facts>
      </Section>
      <Section title="Where it lives">
        <Place pod={pod} />
      </Section>
      {services.length > 0 && (
        <Section title="Services it backs" count={services.length}>
          <ul className="flex flex-col gap-0.5">
            {services.map(({ id, evidence }) => (
              <li key={id} className="flex items-start justify-between gap-2">
                <ServiceLink id={id} />
                <SourceLink evidence={evidence} of="service" />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {(containers.length > 0 || sandboxes.length > 0) && (
        <Section title="Containers" count={containers.length}>
          <ContainerTable containers={containers} />
          <Sandboxes sandboxes={sandboxes} />
        </Section>
      )}
    </>
  );
}

function noAddress(pod: PodElement): string {
  return pod.hostNetwork === true ? 'those of the node' : 'not in this capture';
}

function ListedFacts(props: { readonly pod: Pod; readonly runsOn: string | undefined }) {
  const { status, ready, restarts, node, evidence } = props.pod;
  const { index } = useCapture();
  const machine = props.runsOn === undefined ? undefined : index.machineOf(props.runsOn);
  return (
    <>
      {status !== undefined && (
        <Fact name="Status" evidence={evidence}>
          <Badge tone={statusTone(status)}>{status}</Badge>
          {ready !== undefined && <span className="ml-2 text-ink-2">{ready} ready</span>}
          {restarts !== undefined && restarts > 0 && (
            <span className="ml-2 text-ink-2">{plural(restarts, 'restart')}</span>
          )}
        </Fact>
      )}
      {node !== undefined && (
        <Fact name="Node" evidence={evidence}>
          {machine?.label === node ? <ElementLink id={machine.id} /> : node}
        </Fact>
      )}
    </>
  );
}

function statusTone(status: string): BadgeTone {
  if (status === 'Running' || status === 'Completed' || status === 'Succeeded') return 'ok';
  return status === 'Pending' || status === 'ContainerCreating' ? 'warning' : 'error';
}

function Place(props: { readonly pod: PodElement }) {
  const { pod } = props;
  const { index } = useCapture();
  const machine = pod.node === undefined ? undefined : index.machineOf(pod.node);
  if (machine && !machine.captured) {
    return <p className="text-ink-2">On {machine.label}, which was not captured.</p>;
  }
  if (pod.netns === undefined) {
    return (
      <p className="text-ink-2">
        The capture does not tell in which network namespace this pod lives.
      </p>
    );
  }
  const match = pod.matchedBy === undefined ? undefined : POD_MATCHES[pod.matchedBy];
  const isHost = pod.hostNetwork === true;
  const interfaces = isHost ? [] : index.interfacesIn(pod.netns);
  return (
    <Facts>
      <Fact name="Network">
        <ElementLink id={pod.netns} {...(isHost && { label: 'the host’s own namespace' })} />
      </Fact>
      {interfaces.length > 0 && (
        <Fact name="Interfaces">
          <div className="flex flex-col items-start">
            {interfaces.map(({ id, name, addresses }) => (
              <div key={id}>
                <ElementLink id={id} label={name} />
                {addresses.map((address) => (
                  <div key={address} className="pl-[18px] font-mono text-ink-2 text-xs leading-5">
                    {address}
                  </div>
                ))}
              </div>
            ))}
          </div>
        </Fact>
      )}
      {match && (
        <Fact name="Known by" evidence={pod.evidence}>
          {match.short} <ConfidenceBadge confidence={match.confidence} />
          <p className="mt-0.5 text-ink-2 text-xs">{match.words}</p>
        </Fact>
      )}
    </Facts>
  );
}

function ContainerTable(props: { readonly containers: readonly CriContainer[] }) {
  if (props.containers.length === 0) return null;
  return (
    <DataTable
      label="Containers"
      rows={props.containers}
      keyOf={({ id }) => id}
      source={({ evidence, name }) => ({ evidence, of: `container ${name}` })}
      columns={[
        {
          title: 'Container',
          text: ({ name, id }) => `${name} ${id}`,
          cell: ({ name, id }) => (
            <div>
              {name}
              <div className="font-mono text-ink-3 text-xs leading-4 [overflow-wrap:anywhere]">
                {id}
              </div>
            </div>
          ),
        },
        {
          title: 'State',
          text: ({ state }) => state ?? '',
          cell: ({ state }) =>
            state === undefined ? (
              '–'
            ) : (
              <Badge tone={/running/i.test(state) ? 'ok' : 'neutral'}>{state}</Badge>
            ),
        },
        {
          title: 'Attempt',
          text: ({ attempt }) => String(attempt ?? ''),
          cell: ({ attempt }) => attempt ?? '–',
        },
      ]}
    />
  );
}

function Sandboxes(props: { readonly sandboxes: readonly CriSandbox[] }) {
  if (props.sandboxes.length === 0) return null;
  return (
    <div className="mt-2">
      <Facts>
        {props.sandboxes.map(({ id, state, evidence }) => (
          <Fact key={id} name="Sandbox" hint={SANDBOX_HINT} evidence={evidence}>
            <span className="font-mono text-xs">{id}</span>{' '}
            {state !== undefined && <span className="text-ink-2">{state}</span>}
          </Fact>
        ))}
      </Facts>
    </div>
  );
}

const SANDBOX_HINT =
  'The runtime makes a sandbox per pod, with its network namespace; containers are started in it.';
