import type { InterfaceElement, NetnsElement } from '@vethscope/model';
import { EmptyState } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { whyUnknown } from '../../view/whyUnknown.ts';
import { AddressTable, addressRows } from './AddressTable.tsx';
import type { Subject } from './subject.ts';

/** Addresses of the selection: of one interface, of a namespace, of everything. */
export function AddressesTab(props: { readonly subject: Subject }) {
  const { topology, index } = useCapture();
  const all = topology.nodes.filter((node) => node.kind === 'interface');
  const rows = addressRows(index, interfacesOf(index, props.subject, all));
  if (rows.length === 0) return <NoAddresses netns={netnsOf(index, props.subject)} />;
  return (
    <div className="px-4 py-3">
      <AddressTable rows={rows} interfaces="of-many" />
    </div>
  );
}

/** None there, or not captured, with the reason where the capture tells. */
function NoAddresses(props: { readonly netns: NetnsElement | undefined }) {
  const { topology, index } = useCapture();
  const { netns } = props;
  const places = netns ? [netns] : topology.nodes.filter((node) => node.kind === 'netns');
  const isCaptured = places.some(({ id }) =>
    index.netnsSnapshots(id).some((snapshot) => snapshot.netns.captured.includes('addresses')),
  );
  if (isCaptured) {
    return (
      <EmptyState title="No address">
        Addresses were captured, and there is none {netns ? 'on it' : 'in this capture'}.
      </EmptyState>
    );
  }
  const why = netns && whyUnknown(index.netnsCapture(netns.id), 'addresses');
  const command = `${netns && !netns.isHost ? `ip netns exec ${netns.name} ` : ''}ip addr show`;
  return (
    <EmptyState title="No addresses were captured">
      {why ?? (
        <>
          Run <code className="font-mono [overflow-wrap:anywhere]">{command}</code>
        </>
      )}
      .
    </EmptyState>
  );
}

function netnsOf(index: CaptureIndex, subject: Subject): NetnsElement | undefined {
  switch (subject.kind) {
    case 'element':
      return index.netnsOf(subject.element.id);
    case 'edge':
      return index.netnsOf(subject.edge.id);
    default:
      return undefined;
  }
}

function interfacesOf(
  index: CaptureIndex,
  subject: Subject,
  all: readonly InterfaceElement[],
): readonly InterfaceElement[] {
  switch (subject.kind) {
    case 'capture':
    case 'service':
    case 'policy':
    case 'missing':
      return all;
    case 'edge':
      return all.filter(({ id }) => id === subject.edge.source || id === subject.edge.target);
    case 'element': {
      const { element } = subject;
      if (element.kind === 'interface') return [element];
      if (element.kind === 'netns') return index.interfacesIn(element.id);
      if (element.kind === 'pod') {
        return element.netns === undefined ? [] : index.interfacesIn(element.netns);
      }
      if (element.kind === 'node') {
        return all.filter((iface) => index.node(iface.netns)?.parent === element.id);
      }
      return index.neighbours(element.id).filter((node) => node.kind === 'interface');
    }
  }
}
