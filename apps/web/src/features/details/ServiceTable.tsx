import type { TopologyService } from '@vethscope/model';
import { DataTable } from '../../ui/DataTable.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { lineOf } from '../../view/lineOf.ts';
import { ServiceLink } from './ElementLink.tsx';
import { portText } from './services.ts';

export function ServiceTable(props: { readonly services: readonly TopologyService[] }) {
  return (
    <DataTable
      label="Services"
      rows={props.services}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'Service',
          text: ({ namespace, name }) => `${namespace}/${name}`,
          cell: ({ id }) => <ServiceLink id={id} />,
        },
        {
          title: 'Cluster IP',
          text: ({ clusterIps }) => clusterIps.join(' ') || 'headless',
          cell: ({ clusterIps }) => (
            <span className="font-mono text-xs">
              {clusterIps.length === 0
                ? 'headless'
                : clusterIps.map((address) => (
                    <span key={address} className="block whitespace-nowrap">
                      {address}
                    </span>
                  ))}
            </span>
          ),
        },
        {
          title: 'Ports',
          text: ({ ports }) => ports.map(portText).join(' '),
          cell: ({ ports }) => (
            <span className="font-mono text-xs">{ports.map(portText).join(' ')}</span>
          ),
        },
        {
          title: 'Endpoints',
          className: 'text-right',
          text: (service) => String(countEndpoints(service)),
          cell: countEndpoints,
        },
        {
          title: 'Source',
          className: 'w-px',
          text: ({ evidence }) => lineOf(evidence),
          cell: ({ name, evidence }) => <SourceLink evidence={evidence} of={`service ${name}`} />,
        },
      ]}
    />
  );
}

function countEndpoints({ ports }: TopologyService): number {
  return new Set(ports.flatMap(({ endpoints }) => endpoints.map(({ address }) => address))).size;
}
