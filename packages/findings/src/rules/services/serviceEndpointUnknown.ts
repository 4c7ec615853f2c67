import type { EndpointSlice, Evidence, Family, Ip, Pod, TopologyService } from '@vethscope/model';
import { ipFamily } from '@vethscope/model';
import type { FindingContext } from '../../context.ts';
import { someOf } from '../../describe/someOf.ts';
import type { CaptureRule, Found } from '../../rule.ts';
import { slicesByService } from './kubernetes/endpointSlices.ts';

export const serviceEndpointUnknown: CaptureRule = {
  id: 'service-endpoint-unknown',
  name: 'Service leads to an address that no pod has',
  scope: 'capture',
  severity: 'warning',
  explanation:
    'A service that selects pods sends to an address that none of the pods has, and none of the nodes. Either kube-proxy has not heard that the pod is gone, or Kubernetes itself has not noticed; a capture whose parts were taken while pods were replaced shows it, too. Services without a selector may lead outside of the cluster on purpose, and are left out.',
  needs: ['pods', 'services'],
  check(context) {
    const known = knownAddresses(context);
    // `kubectl get pods -A` without `-o wide` hides the addresses.
    if (!known) return { missing: ['pods'] };
    const slices = slicesByService(context);
    const selecting = servicesWithSelector(context);
    const listings = podListings(context);
    return context.topology.services.flatMap((service) => {
      const key = `${service.namespace}/${service.name}`;
      const own = slices.get(key) ?? [];
      if (!selecting.has(key) && !own.some(isOfPods)) return [];
      const strange = endpointsOf(service).filter(
        ([address]) =>
          known.families.has(ipFamily(address)) &&
          !known.addresses.has(address) &&
          context.network.owners(address).length === 0,
      );
      return strange.length > 0 ? [found(service, strange, own, listings)] : [];
    });
  },
};

interface KnownAddresses {
  /** Of pods and nodes. */
  readonly addresses: ReadonlySet<Ip>;
  /** Those in which every pod has an address: tables show one of the two of each pod. */
  readonly families: ReadonlySet<Family>;
}

/** Absent: of some pod the capture does not say which it has. */
function knownAddresses({ snapshot, topology }: FindingContext): KnownAddresses | undefined {
  const pods = new Map<string, Pod>();
  for (const pod of snapshot.nodes.flatMap(({ kubernetes }) => kubernetes.pods)) {
    const key = `${pod.namespace}/${pod.name}`;
    if (pods.get(key)?.addresses === undefined) pods.set(key, pod);
  }
  const nodes = snapshot.nodes.flatMap(({ kubernetes }) => kubernetes.nodes);
  const known = new Set(
    nodes.flatMap(({ internalIps, externalIps }) => [...internalIps, ...externalIps]),
  );
  const families = new Set<Family>([4, 6]);
  for (const { addresses } of pods.values()) {
    if (!addresses) return undefined;
    for (const address of addresses) known.add(address);
    if (addresses.length === 0) continue;
    const own = new Set(addresses.map(ipFamily));
    for (const family of families) if (!own.has(family)) families.delete(family);
  }
  for (const element of topology.nodes) {
    if (element.kind !== 'pod') continue;
    for (const address of element.addresses) known.add(address);
  }
  return { addresses: known, families };
}

function servicesWithSelector({ snapshot }: FindingContext): ReadonlySet<string> {
  return new Set(
    snapshot.nodes
      .flatMap(({ kubernetes }) => kubernetes.services)
      .filter(({ selector }) => Object.keys(selector ?? {}).length > 0)
      .map(({ namespace, name }) => `${namespace}/${name}`),
  );
}

/** The controller that follows a selector writes down which pod an endpoint is. */
function isOfPods({ endpoints }: EndpointSlice): boolean {
  return endpoints.some(({ pod }) => pod !== undefined);
}

type Strange = readonly [address: Ip, evidence: readonly Evidence[]];

function endpointsOf({ ports }: TopologyService): readonly Strange[] {
  const found = new Map<Ip, Evidence[]>();
  for (const { address, evidence } of ports.flatMap(({ endpoints }) => endpoints)) {
    const known = found.get(address);
    if (known) known.push(...evidence);
    else found.set(address, [...evidence]);
  }
  return [...found];
}

function found(
  { id, namespace, name }: TopologyService,
  strange: readonly Strange[],
  slices: readonly EndpointSlice[],
  listings: readonly Evidence[],
): Found {
  const addresses = strange.map(([address]) => address);
  const isStale = slices.length > 0 && !slices.some((slice) => mayHold(slice, addresses));
  return {
    ...(isStale && { severity: 'error' }),
    title: `${namespace}/${name} leads to ${someOf(addresses, MOST_ADDRESSES)}, which no pod has`,
    subjects: [id],
    evidence: [
      ...strange.flatMap(([, evidence]) => evidence),
      ...slices.map(({ evidence }) => evidence),
      ...listings,
    ],
    why: isStale
      ? 'Kubernetes does not know this endpoint any more, kube-proxy still sends a share of the connections there: they hang until they time out.'
      : 'A share of the connections goes to an address that nobody answers for: they hang until they time out.',
    remedy: isStale
      ? 'kube-proxy is behind what Kubernetes knows: see its log (`kubectl -n kube-system logs -l k8s-app=kube-proxy`), restart it.'
      : `Hold its endpoints against its pods now: \`kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name}\`, \`kubectl -n ${namespace} get pods -o wide\`.`,
  };
}

const MOST_ADDRESSES = 3;

function mayHold({ truncated, endpoints }: EndpointSlice, addresses: readonly Ip[]): boolean {
  return truncated || endpoints.some((one) => one.addresses.some((ip) => addresses.includes(ip)));
}

/** The listings in which no pod has it; those of other resources are not about it. */
function podListings(context: FindingContext): readonly Evidence[] {
  return context.nodes
    .filter(({ facts }) => facts.kubernetes.pods.length > 0)
    .flatMap(({ facts, host }) =>
      context
        .listings(host, 'kubectl get')
        .filter(({ file, line, endLine }) =>
          facts.kubernetes.pods.some(
            ({ evidence: pod }) => pod.file === file && pod.line >= line && pod.endLine <= endLine,
          ),
        ),
    );
}
