import type { TopologyService } from '@vethscope/model';
import { DataTable } from '../../ui/DataTable.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { ServiceLink } from './ElementLink.tsx';
import { portText } from './services.ts';

export function ServiceTable(props: { readonly services: readonly TopologyService[] }) {
  return (
    <DataTable
      label="Services"
      rows={props.services}
      keyOf={({ id }) => id}
      columns={[
        { title: 'Service', cell: ({ id }) => <ServiceLink id={id} /> },
        {
          title: 'Cluster IP',
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
          cell: ({ ports }) => (
            <span className="font-mono text-xs">{ports.map(portText).join(' ')}</span>
          ),
        },
        {
          title: 'Endpoints',
          className: 'text-right',
          cell: ({ ports }) =>
            new Set(ports.flatMap(({ endpoints }) => endpoints.map(({ address }) => address))).size,
        },
        {
          title: 'Source',
          className: 'w-px',
          cell: ({ name, evidence }) => <SourceLink evidence={evidence} of={`service ${name}`} />,
        },
      ]}
    />
  );
}
