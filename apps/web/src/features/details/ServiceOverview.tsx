import type { TopologyEndpoint, TopologyService, TopologyServicePort } from '@vethscope/model';
import { DataTable } from '../../ui/DataTable.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { Section } from '../../ui/Section.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { titleOf } from '../../view/names.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { ElementLink } from './ElementLink.tsx';
import { interfacesWith, portText, serviceEntrances } from './services.ts';

/** A service: its addresses, its ports, and the pods behind each. */
export function ServiceOverview(props: { readonly service: TopologyService }) {
  const { service } = props;
  return (
    <>
      <Section title="Service">
        <Facts>
          <Fact name="Name" evidence={service.evidence}>
            {service.name}
          </Fact>
          <Fact name="Namespace" hint="The Kubernetes namespace, not a network namespace.">
            {service.namespace}
          </Fact>
          {service.type !== undefined && <Fact name="Type">{service.type}</Fact>}
          <Fact name="Cluster IP" hint={CLUSTER_IP_HINT}>
            <span className="font-mono text-xs">
              {service.clusterIps.length === 0 ? 'none (headless)' : service.clusterIps.join(', ')}
            </span>
          </Fact>
        </Facts>
      </Section>
      {service.ports.map((port) => (
        <Section
          key={portText(port)}
          title={`${portText(port)}${port.name === undefined ? '' : ` · ${port.name}`}`}
          aside={
            port.nodePort === undefined ? undefined : (
              <span className="text-ink-2 text-xs">node port {port.nodePort}</span>
            )
          }
        >
          <EndpointTable port={port} />
        </Section>
      ))}
      <Entrances service={service} />
    </>
  );
}

const CLUSTER_IP_HINT =
  'No interface has this address: iptables rules replace it by that of an endpoint (DNAT).';

function EndpointTable(props: { readonly port: TopologyServicePort }) {
  const { endpoints } = props.port;
  const { index } = useCapture();
  if (endpoints.length === 0) {
    return <p className="text-ink-2">No endpoint in this capture.</p>;
  }
  return (
    <DataTable
      label={`Endpoints of ${portText(props.port)}`}
      rows={endpoints}
      keyOf={({ address, port }) => `${address} ${port ?? ''}`}
      source={(row) => ({ evidence: row.evidence, of: `endpoint ${endpointText(row)}` })}
      columns={[
        {
          title: 'Endpoint',
          order: endpointText,
          text: endpointText,
          cell: (endpoint) => (
            <span className="whitespace-nowrap font-mono text-xs">{endpointText(endpoint)}</span>
          ),
        },
        {
          title: 'Pod',
          order: ({ pod }) => (pod === undefined ? '' : titleOf(index, pod)),
          text: ({ pod }) => (pod === undefined ? 'not known' : titleOf(index, pod)),
          cell: ({ pod, address }) =>
            pod === undefined ? (
              <span className="text-ink-3">not known</span>
            ) : (
              <>
                <ElementLink id={pod} />
                {interfacesWith(index, pod, address).map(({ id, name }) => (
                  <div key={id} className="pl-[18px] text-ink-2 text-xs">
                    <ElementLink id={id} label={name} />
                  </div>
                ))}
              </>
            ),
        },
      ]}
    />
  );
}

function endpointText({ address, port }: TopologyEndpoint): string {
  if (port === undefined) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Links to the iptables chains in which a packet to the service is sent on. */
function Entrances(props: { readonly service: TopologyService }) {
  const { topology, index } = useCapture();
  const { view } = useViewState();
  const entrances = serviceEntrances(topology, props.service);
  if (entrances.length === 0) return null;
  return (
    <Section title="In iptables" count={entrances.length}>
      <ul className="flex flex-col gap-0.5">
        {entrances.map(({ netns, family, chain, evidence }) => (
          <li
            key={`${netns} ${family} ${chain}`}
            className="flex items-start justify-between gap-2"
          >
            <a
              className="group inline-flex min-w-0 items-start gap-1.5 hover:text-accent-text"
              href={viewHref(view, {
                tab: 'iptables',
                netns,
                family: family === 6 ? '6' : '4',
                table: 'nat',
                chain,
                rule: undefined,
                q: undefined,
              })}
            >
              <span className="flex h-5 items-center">
                <KindGlyph kind="chain" size={12} />
              </span>
              <span className="font-mono text-xs leading-5 group-hover:underline [overflow-wrap:anywhere]">
                {chain}
              </span>
            </a>
            <span className="ml-auto text-right text-ink-3 text-xs leading-5">
              {family === 6 ? 'IPv6' : 'IPv4'}
              {index.capturedNodes.length > 1 && `, ${titleOf(index, netns)}`}
            </span>
            <SourceLink evidence={evidence} of={`chain ${chain}`} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
