import type { ServicePortName } from '@vethscope/model';
import { serviceId } from '@vethscope/model';
import { useCapture } from '../../../view/CaptureContext.tsx';
import { ServiceLink } from '../../details/ElementLink.tsx';

/** Leads to the service, where the capture has it. */
export function ServiceNameLink({ name }: { readonly name: ServicePortName }) {
  const { index } = useCapture();
  const id = serviceId(name.namespace, name.name);
  return index.service(id) ? (
    <ServiceLink id={id} />
  ) : (
    <span>
      {name.namespace}/{name.name}
    </span>
  );
}
