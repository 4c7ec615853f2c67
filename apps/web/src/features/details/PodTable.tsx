import type { PodElement } from '@vethscope/model';
import { DataTable } from '../../ui/DataTable.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { ElementLink } from './ElementLink.tsx';
import { POD_MATCHES } from './wording.ts';

/** Pods with where they live and how that is known. */
export function PodTable(props: {
  readonly pods: readonly PodElement[];
  /** `known`: all are in the namespace that is shown, so it is not said again. */
  readonly place: 'told' | 'known';
}) {
  const place = {
    title: 'Lives in',
    cell: (pod: PodElement) => <PodPlace pod={pod} />,
  };
  return (
    <DataTable
      label="Pods"
      rows={props.pods}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'Pod',
          cell: (pod) => (
            <div>
              <ElementLink id={pod.id} />
              <div className="pl-[18px] text-ink-3 text-xs leading-4">{pod.namespace}</div>
            </div>
          ),
        },
        {
          title: 'Address',
          cell: ({ addresses }) => (
            <div className="font-mono text-xs leading-5">
              {addresses.length === 0
                ? '–'
                : addresses.map((address) => <div key={address}>{address}</div>)}
            </div>
          ),
        },
        ...(props.place === 'told' ? [place] : []),
        { title: 'Known by', cell: (pod) => <PodProof pod={pod} /> },
        {
          title: 'Source',
          cell: (pod) => <SourceLink evidence={pod.evidence} of={`pod ${pod.name}`} />,
        },
      ]}
    />
  );
}

function PodPlace(props: { readonly pod: PodElement }) {
  const { netns, hostNetwork } = props.pod;
  if (netns === undefined) return <span className="text-ink-3">not known</span>;
  if (hostNetwork === true) return <ElementLink id={netns} label="host" />;
  return <ElementLink id={netns} label="its own" />;
}

function PodProof(props: { readonly pod: PodElement }) {
  const { matchedBy } = props.pod;
  if (matchedBy === undefined) return <span className="text-ink-3">–</span>;
  const { short, words, confidence } = POD_MATCHES[matchedBy];
  return (
    <>
      <Term hint={words}>{short}</Term>
      {confidence === 'inferred' && <span className="text-warning text-xs"> (inferred)</span>}
    </>
  );
}
