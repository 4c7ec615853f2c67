import type { PodElement } from '@vethscope/model';
import { DataTable } from '../../ui/DataTable.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { ElementLink } from './ElementLink.tsx';
import { POD_MATCHES } from './wording.ts';

/** Pods with where they live and how that is known; those with a namespace of their own first. */
export function PodTable(props: { readonly pods: readonly PodElement[] }) {
  const pods = [...props.pods].sort((a, b) => placeOrder(a) - placeOrder(b));
  return (
    <DataTable
      label="Pods"
      rows={pods}
      keyOf={({ id }) => id}
      source={({ evidence, name }) => ({ evidence, of: `pod ${name}` })}
      columns={[
        {
          title: 'Pod',
          className: 'w-full',
          order: ({ namespace, name }) => `${namespace}/${name}`,
          text: ({ namespace, name }) => `${namespace}/${name}`,
          cell: (pod) => (
            <div className="flex flex-col items-start">
              <ElementLink id={pod.id} />
              <div className="pl-[18px] text-ink-3 text-xs leading-4">
                {pod.namespace}
                <PodNode pod={pod} />
              </div>
            </div>
          ),
        },
        {
          title: 'Network',
          hint: 'Where the pod’s containers have their network, and how that is known.',
          className: 'whitespace-nowrap',
          order: placeText,
          text: placeText,
          cell: (pod) => (
            <>
              <PodPlace pod={pod} />
              <PodProof pod={pod} />
            </>
          ),
        },
      ]}
    />
  );
}

function placeOrder({ netns, hostNetwork }: PodElement): number {
  return netns === undefined ? 2 : hostNetwork === true ? 1 : 0;
}

function placeText({ netns, hostNetwork, addresses, matchedBy }: PodElement): string {
  return [
    ...(netns !== undefined && hostNetwork === true ? ['the host’s'] : []),
    ...addresses,
    ...(netns === undefined && addresses.length === 0 ? ['not known'] : []),
    ...(matchedBy === undefined ? [] : [`by ${POD_MATCHES[matchedBy].short}`]),
  ].join(' ');
}

function PodPlace(props: { readonly pod: PodElement }) {
  const { netns, hostNetwork, addresses } = props.pod;
  const [first, ...others] = addresses;
  return (
    <>
      {netns !== undefined && hostNetwork === true ? (
        <ElementLink id={netns} label="the host’s" />
      ) : netns !== undefined ? (
        <ElementLink id={netns} label={first ?? 'its own'} />
      ) : (
        <span className="text-ink-3">{first ?? 'not known'}</span>
      )}
      {(hostNetwork === true ? addresses : others).map((address) => (
        <div key={address} className="pl-[18px] leading-5">
          {address}
        </div>
      ))}
    </>
  );
}

/** Which node it runs on, where there are several. */
function PodNode(props: { readonly pod: PodElement }) {
  const { index } = useCapture();
  const machine = index.capturedNodes.length > 1 ? index.machineOf(props.pod.id) : undefined;
  return machine ? <> · {machine.label}</> : null;
}

function PodProof(props: { readonly pod: PodElement }) {
  const { matchedBy } = props.pod;
  if (matchedBy === undefined) return null;
  const { short, words, confidence } = POD_MATCHES[matchedBy];
  return (
    <div className="pl-[18px] text-ink-2 text-xs leading-4">
      <Term hint={words}>{short}</Term>
      {confidence === 'inferred' && <span className="text-warning"> (inferred)</span>}
    </div>
  );
}
