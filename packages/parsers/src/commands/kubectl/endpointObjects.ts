import { type EndpointSlice, type Evidence, parseIp } from '@vethscope/model';
import { fieldAt, itemsAt, numberAt, textAt, textsAt } from '../../source/jsonFields.ts';
import type { ObjectName } from './objectName.ts';

type Endpoint = EndpointSlice['endpoints'][number];
type EndpointPort = EndpointSlice['ports'][number];

/** An `EndpointSlice` of the API (discovery.k8s.io/v1). */
export function endpointSliceOfObject(
  object: unknown,
  id: ObjectName,
  evidence: Evidence,
): EndpointSlice {
  const service = textsAt(object, 'metadata', 'labels')['kubernetes.io/service-name'];
  const addressType = textAt(object, 'addressType');
  return {
    ...id,
    ...(service !== undefined && { service }),
    ...(addressType !== undefined && { addressType }),
    ports: itemsAt(object, 'ports').map(portOf),
    endpoints: itemsAt(object, 'endpoints').map((endpoint) => {
      // "nil should be interpreted as true" (discovery/v1, EndpointConditions).
      const ready = fieldAt(endpoint, 'conditions', 'ready') !== false;
      return endpointOf(endpoint, itemsAt(endpoint, 'addresses'), ready);
    }),
    truncated: false,
    evidence,
  };
}

/**
 * An `Endpoints` object of the API (v1): a slice for each subset, since each has ports of its own,
 * and one without endpoints where there is no subset.
 */
export function slicesOfEndpointsObject(
  object: unknown,
  id: ObjectName,
  evidence: Evidence,
): readonly EndpointSlice[] {
  const subsets = itemsAt(object, 'subsets');
  return (subsets.length > 0 ? subsets : [undefined]).map((subset) => ({
    ...id,
    service: id.name,
    ports: itemsAt(subset, 'ports').map(portOf),
    endpoints: [
      ...itemsAt(subset, 'addresses').map((one) => endpointOf(one, [fieldAt(one, 'ip')], true)),
      ...itemsAt(subset, 'notReadyAddresses').map((one) =>
        endpointOf(one, [fieldAt(one, 'ip')], false),
      ),
    ],
    truncated: textsAt(object, 'metadata', 'annotations')[OVER_CAPACITY] === 'truncated',
    evidence,
  }));
}

/** Set by the endpoints controller when there are more than 1,000 addresses. */
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';

function endpointOf(object: unknown, addresses: readonly unknown[], ready: boolean): Endpoint {
  const pod = podReferredTo(fieldAt(object, 'targetRef'));
  const node = textAt(object, 'nodeName');
  return {
    addresses: addresses.flatMap((ip) => (typeof ip === 'string' ? (parseIp(ip) ?? []) : [])),
    ...(pod && { pod }),
    ...(node !== undefined && { node }),
    ready,
  };
}

function podReferredTo(reference: unknown): ObjectName | undefined {
  const namespace = textAt(reference, 'namespace');
  const name = textAt(reference, 'name');
  const isPod = textAt(reference, 'kind') === 'Pod';
  return isPod && namespace !== undefined && name !== undefined ? { namespace, name } : undefined;
}

function portOf(object: unknown): EndpointPort {
  const name = textAt(object, 'name');
  const protocol = textAt(object, 'protocol');
  const port = numberAt(object, 'port');
  return {
    ...(name !== undefined && { name }),
    ...(protocol !== undefined && { protocol: protocol.toLowerCase() }),
    ...(port !== undefined && { port }),
  };
}
