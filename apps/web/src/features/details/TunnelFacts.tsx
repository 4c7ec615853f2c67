import type { TopologyEdge, TunnelFact, TunnelWay } from '@vethscope/model';
import { DataTable } from '../../ui/DataTable.tsx';
import { Section } from '../../ui/Section.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../view/captureIndex.ts';

/** What each end of a tunnel has noted about the other, held against what that says of itself. */
export function TunnelFacts(props: { readonly edge: TopologyEdge }) {
  const { index } = useCapture();
  return (props.edge.ways ?? []).map((way) => (
    <Section key={`${way.from} ${way.to}`} title={wayTitle(index, way)}>
      <DataTable
        label={wayTitle(index, way)}
        rows={way.facts}
        keyOf={({ kind }) => kind}
        source={({ evidence, kind }) => ({ evidence, of: FACTS[kind] })}
        columns={[
          {
            title: 'What',
            className: 'whitespace-nowrap',
            text: ({ kind }) => FACTS[kind],
            cell: ({ kind }) => FACTS[kind],
          },
          {
            title: 'Noted here',
            hint: 'By the routes, the neighbours and the forwarding entries of the node.',
            className: 'w-full',
            text: ({ value }) => value ?? 'not captured',
            cell: ({ value }) => <Value value={value} />,
          },
          {
            title: 'The same there',
            hint: 'Whether the links and addresses of the far end say so, too.',
            className: 'whitespace-nowrap',
            text: agreementText,
            cell: (fact) => <Agreement fact={fact} />,
          },
        ]}
      />
      {way.routes.length > 0 && (
        <p className="mt-2 text-ink-2">
          Routes send{' '}
          <span className="font-mono text-xs [overflow-wrap:anywhere]">
            {way.routes.join(', ')}
          </span>{' '}
          there.
        </p>
      )}
    </Section>
  ));
}

const FACTS: Readonly<Record<TunnelFact['kind'], string>> = {
  vtep: 'VTEP address',
  mac: 'MAC address',
  underlay: 'Underlay address',
  vni: 'VNI',
};

function wayTitle(index: CaptureIndex, { from, to }: TunnelWay): string {
  return `From ${endName(index, from)} to ${endName(index, to)}`;
}

function endName(index: CaptureIndex, id: string): string {
  return index.machineOf(id)?.label ?? index.node(id)?.label ?? id;
}

function Value(props: { readonly value: string | undefined }) {
  return props.value === undefined ? (
    <span className="text-ink-3">not captured</span>
  ) : (
    <span className="font-mono text-xs [overflow-wrap:anywhere]">{props.value}</span>
  );
}

function agreementText({ agrees, peer }: TunnelFact): string {
  switch (agrees) {
    case 'yes':
      return 'yes';
    case 'no':
      return `no, ${peer ?? 'nothing'}`;
    case 'unknown':
      return peer ?? 'not captured';
  }
}

function Agreement(props: { readonly fact: TunnelFact }) {
  const { agrees, peer } = props.fact;
  switch (agrees) {
    case 'yes':
      return <span className="text-ok">yes</span>;
    case 'no':
      return (
        <>
          <span className="font-medium text-error">no</span>
          <div className="font-mono text-xs">{peer ?? 'nothing'}</div>
        </>
      );
    case 'unknown':
      return peer === undefined ? (
        <span className="text-ink-3">not captured</span>
      ) : (
        <span className="font-mono text-xs">{peer}</span>
      );
  }
}
