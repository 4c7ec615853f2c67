import type { InterfaceElement } from '@vethscope/model';
import { EmptyState } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { AddressTable, addressRows } from './AddressTable.tsx';
import type { Subject } from './subject.ts';

/** Addresses of the selection: of one interface, of a namespace, of everything. */
export function AddressesTab(props: { readonly subject: Subject }) {
  const { topology, index } = useCapture();
  const all = topology.nodes.filter((node) => node.kind === 'interface');
  const rows = addressRows(index, interfacesOf(index, props.subject, all));
  if (rows.length === 0) {
    return (
      <EmptyState title="No addresses in this capture">
        Either there are none, or <code className="font-mono">ip addr show</code> was not captured
        here.
      </EmptyState>
    );
  }
  return (
    <div className="px-4 py-3">
      <AddressTable rows={rows} interfaces="of-many" />
    </div>
  );
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
