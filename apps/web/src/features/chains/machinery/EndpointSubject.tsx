import { useCapture } from '../../../view/CaptureContext.tsx';
import { useNetnsView } from '../../../view/useNetnsView.ts';
import { ElementLink } from '../../details/ElementLink.tsx';
import type { ListedEndpoint } from './policyRows.ts';

/** From an endpoint to its pod, and to its interface here. */
export function EndpointSubject({ listed }: { readonly listed: ListedEndpoint }) {
  const { index } = useCapture();
  const shown = useNetnsView();
  const { subject, endpoint } = listed;
  const pod = subject === undefined ? undefined : index.node(subject);
  const iface =
    shown && index.interfacesIn(shown.element.id).find(({ name }) => name === endpoint.ifname);
  return (
    <p className="flex flex-wrap gap-x-4 pt-1 pr-1.5 pl-7 text-xs">
      {pod ? <ElementLink id={pod.id} /> : null}
      {iface ? (
        <ElementLink id={iface.id} />
      ) : (
        <span className="text-ink-3">No interface {endpoint.ifname} was captured here.</span>
      )}
    </p>
  );
}
