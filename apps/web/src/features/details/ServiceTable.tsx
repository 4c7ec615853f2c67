import type { TopologyService } from '@vethscope/model';
import { DataTable } from '../../ui/DataTable.tsx';
import { ServiceLink } from './ElementLink.tsx';
import { portText } from './services.ts';

export function ServiceTable(props: { readonly services: readonly TopologyService[] }) {
  return (
    <DataTable
      label="Services"
      rows={props.services}
      keyOf={({ id }) => id}
      source={({ evidence, name }) => ({ evidence, of: `service ${name}` })}
      columns={[
        {
          title: 'Service',
          order: ({ namespace, name }) => `${namespace}/${name}`,
          text: ({ namespace, name }) => `${namespace}/${name}`,
          cell: ({ id }) => <ServiceLink id={id} />,
        },
        {
          title: 'Cluster IP',
          order: ({ clusterIps }) => clusterIps.join(' '),
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
          className: 'text-right tabular-nums',
          order: countEndpoints,
          text: (service) => String(countEndpoints(service)),
          cell: countEndpoints,
        },
      ]}
    />
  );
}

function countEndpoints({ ports }: TopologyService): number {
  return new Set(ports.flatMap(({ endpoints }) => endpoints.map(({ address }) => address))).size;
}
