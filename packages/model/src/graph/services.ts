import type { Evidence } from '../evidence.ts';
import { compareText, uniqueEvidence } from '../evidence.ts';
import type { Id } from '../ids.ts';
import { serviceId } from '../ids.ts';
import type { ServiceRoute } from '../kubernetes/serviceChains.ts';
import { serviceRoutes } from '../kubernetes/serviceChains.ts';
import type { Ip } from '../net/ip.ts';
import type { EndpointSlice, Service, ServicePort } from '../snapshot/kubernetes.ts';
import type { NodeSnapshot } from '../snapshot/snapshot.ts';
import type { TopologyEndpoint, TopologyService, TopologyServicePort } from './topology.ts';

/** Services of Kubernetes' lists and those that only kube-proxy's rules tell of. */
export function listServices(
  nodes: readonly NodeSnapshot[],
  podWithAddress: (address: Ip) => Id | undefined,
): readonly TopologyService[] {
  const routes = nodes.flatMap(natRoutes);
  const byClusterIp = new Map<Ip, ServiceRoute[]>();
  for (const route of routes) {
    byClusterIp.set(route.clusterIp, [...(byClusterIp.get(route.clusterIp) ?? []), route]);
  }
  const drafts = new Map<string, TopologyService>();
  const slicesOf = indexSlices(nodes.flatMap((node) => node.kubernetes.endpointSlices));
  for (const [key, service] of lastOfEach(nodes.flatMap((node) => node.kubernetes.services))) {
    const slices = slicesOf.get(key) ?? [];
    drafts.set(
      key,
      fromList(
        service,
        slices,
        service.clusterIps.flatMap((ip) => byClusterIp.get(ip) ?? []),
        podWithAddress,
      ),
    );
  }
  for (const route of routes) {
    const key = route.service && `${route.service.namespace}/${route.service.name}`;
    const known = key === undefined ? undefined : drafts.get(key);
    if (!route.service || key === undefined || known?.type !== undefined) continue;
    drafts.set(key, withRoute(known, route, route.service, podWithAddress));
  }
  return [...drafts.values()].sort((a, b) => compareText(a.id, b.id));
}

function natRoutes(node: NodeSnapshot): readonly ServiceRoute[] {
  return node.namespaces
    .flatMap((netns) => netns.iptables.filter(({ table }) => table === 'nat'))
    .flatMap(serviceRoutes);
}

/** With several captures each may hold the same list. */
function lastOfEach(services: readonly Service[]): ReadonlyMap<string, Service> {
  return new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]));
}

/** By the service that they belong to. */
function indexSlices(slices: readonly EndpointSlice[]): ReadonlyMap<string, EndpointSlice[]> {
  const found = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    // Tables hide the label; the controller names slices SERVICE-abcde.
    const service = slice.service ?? /^(.+)-[a-z0-9]{5}$/.exec(slice.name)?.[1];
    if (service === undefined) continue;
    const key = `${slice.namespace}/${service}`;
    const known = found.get(key);
    if (known) known.push(slice);
    else found.set(key, [slice]);
  }
  return found;
}

function fromList(
  service: Service,
  slices: readonly EndpointSlice[],
  routes: readonly ServiceRoute[],
  podWithAddress: (address: Ip) => Id | undefined,
): TopologyService {
  const ports = service.ports.map((port): TopologyServicePort => {
    const own = routes.filter(
      (route) => route.port === port.port && route.protocol === port.protocol,
    );
    const endpoints = [
      ...slices.flatMap((slice) => sliceEndpoints(slice, service, port, podWithAddress)),
      ...own.flatMap((route) => routeEndpoints(route, podWithAddress)),
    ];
    const name = port.name ?? own.find((route) => route.service)?.service?.port;
    return {
      ...(name !== undefined && name !== '' && { name }),
      protocol: port.protocol,
      port: port.port,
      ...(port.nodePort !== undefined && { nodePort: port.nodePort }),
      endpoints: mergeEndpoints(endpoints),
    };
  });
  return {
    id: serviceId(service.namespace, service.name),
    namespace: service.namespace,
    name: service.name,
    ...(service.type !== undefined && { type: service.type }),
    clusterIps: service.clusterIps,
    ports,
    evidence: uniqueEvidence([service.evidence, ...routes.flatMap((route) => route.evidence)]),
  };
}

/** Which port of a slice belongs to which of a service's is told by name, else by being alone. */
function sliceEndpoints(
  slice: EndpointSlice,
  service: Service,
  port: ServicePort,
  podWithAddress: (address: Ip) => Id | undefined,
): readonly TopologyEndpoint[] {
  const slicePort =
    slice.ports.find((p) => (p.name ?? '') === (port.name ?? '') && p.protocol === port.protocol) ??
    (service.ports.length === 1 && slice.ports.length === 1 ? slice.ports[0] : undefined);
  if (!slicePort) return [];
  return slice.endpoints.flatMap((endpoint) =>
    endpoint.addresses.map((address) =>
      endpointAt(address, slicePort.port, [slice.evidence], podWithAddress),
    ),
  );
}

function routeEndpoints(
  route: ServiceRoute,
  podWithAddress: (address: Ip) => Id | undefined,
): readonly TopologyEndpoint[] {
  return route.endpoints.map(({ address, port, evidence }) =>
    endpointAt(address, port, evidence, podWithAddress),
  );
}

function endpointAt(
  address: Ip,
  port: number | undefined,
  evidence: readonly Evidence[],
  podWithAddress: (address: Ip) => Id | undefined,
): TopologyEndpoint {
  const pod = podWithAddress(address);
  return { address, ...(port !== undefined && { port }), ...(pod && { pod }), evidence };
}

function mergeEndpoints(endpoints: readonly TopologyEndpoint[]): readonly TopologyEndpoint[] {
  const merged = new Map<string, TopologyEndpoint>();
  for (const endpoint of endpoints) {
    const key = `${endpoint.address} ${endpoint.port ?? ''}`;
    const evidence = [...(merged.get(key)?.evidence ?? []), ...endpoint.evidence];
    merged.set(key, { ...endpoint, evidence: uniqueEvidence(evidence) });
  }
  return [...merged].sort(([a], [b]) => compareText(a, b)).map(([, endpoint]) => endpoint);
}

function withRoute(
  known: TopologyService | undefined,
  route: ServiceRoute,
  service: { readonly namespace: string; readonly name: string; readonly port: string },
  podWithAddress: (address: Ip) => Id | undefined,
): TopologyService {
  const isSame = (port: TopologyServicePort): boolean =>
    port.protocol === route.protocol && port.port === route.port;
  // Each node has rules for it, and each family.
  const endpoints = known?.ports.find(isSame)?.endpoints ?? [];
  const port: TopologyServicePort = {
    ...(service.port !== '' && { name: service.port }),
    protocol: route.protocol,
    port: route.port,
    endpoints: mergeEndpoints([...endpoints, ...routeEndpoints(route, podWithAddress)]),
  };
  return {
    id: serviceId(service.namespace, service.name),
    namespace: service.namespace,
    name: service.name,
    clusterIps: [...new Set([...(known?.clusterIps ?? []), route.clusterIp])],
    ports: [...(known?.ports ?? []).filter((one) => !isSame(one)), port],
    evidence: uniqueEvidence([...(known?.evidence ?? []), ...route.evidence]),
  };
}
