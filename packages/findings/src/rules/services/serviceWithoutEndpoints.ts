import type { EndpointSlice, FactKind, Service } from '@vethscope/model';
import { serviceId } from '@vethscope/model';
import type { FindingContext } from '../../context.ts';
import type { CaptureRule, Found } from '../../rule.ts';
import { slicesByService } from './kubernetes/endpointSlices.ts';
import { type KubeProxyVerdict, kubeProxyVerdicts } from './kubernetes/kubeProxyVerdicts.ts';

export const serviceWithoutEndpoints: CaptureRule = {
  id: 'service-without-endpoints',
  name: 'Service without endpoints',
  scope: 'capture',
  severity: 'warning',
  explanation:
    'Nobody stands behind the address of a service: its selector fits no pod, or none of those that it fits is ready. kube-proxy then refuses its clients (`REJECT`, “has no endpoints”); a headless service has a name that resolves to nothing. That is as it should be only where the pods are scaled to 0 on purpose.',
  // Rules of kube-proxy prove it by themselves, and so do EndpointSlices.
  needs: [],
  check(context) {
    const verdicts = verdictsByService(context);
    const slices = slicesByService(context);
    if (verdicts.size === 0) {
      const missing = missingFacts(context);
      if (missing.length > 0) return { missing };
    }
    const refused = [...verdicts].flatMap(([key, all]) => {
      const lacking = all.filter(({ kind }) => kind !== 'served');
      return lacking.length > 0 ? [ofRules(context, key, lacking, all, slices.get(key) ?? [])] : [];
    });
    const empty = servicesListed(context).flatMap((service) => {
      const key = `${service.namespace}/${service.name}`;
      return verdicts.has(key) ? [] : ofSlices(context, service, slices.get(key) ?? []);
    });
    return [...refused, ...empty];
  },
};

/** Where iptables says nothing of services: kube-proxy's other modes have them in IPVS or nftables. */
function missingFacts(context: FindingContext): readonly FactKind[] {
  const knows = (kind: FactKind) => context.nodes.some((node) => node.knows(kind));
  if (knows('endpointSlices')) return [];
  if (!knows('iptables4') && !knows('iptables6')) return ['iptables4', 'endpointSlices'];
  return servicesListed(context).length > 0 ? ['endpointSlices'] : [];
}

function verdictsByService(
  context: FindingContext,
): ReadonlyMap<string, readonly KubeProxyVerdict[]> {
  const found = new Map<string, KubeProxyVerdict[]>();
  for (const verdict of kubeProxyVerdicts(context)) {
    const known = found.get(verdict.service);
    if (known) known.push(verdict);
    else found.set(verdict.service, [verdict]);
  }
  return found;
}

function servicesListed({ snapshot }: FindingContext): readonly Service[] {
  const services = snapshot.nodes.flatMap(({ kubernetes }) => kubernetes.services);
  return [...new Map(services.map((one) => [`${one.namespace}/${one.name}`, one])).values()];
}

function ofRules(
  context: FindingContext,
  key: string,
  lacking: readonly KubeProxyVerdict[],
  all: readonly KubeProxyVerdict[],
  slices: readonly EndpointSlice[],
): Found {
  const has = slices.some(({ endpoints }) => endpoints.some(({ ready }) => ready === true));
  const which = restriction(lacking, all);
  return {
    title: has
      ? `${key}: kube-proxy knows none of its endpoints${which}`
      : `${key} has no endpoints${which}`,
    subjects: subjectsOf(context, key, lacking),
    evidence: [
      ...lacking.flatMap(({ evidence }) => evidence),
      ...slices.map(({ evidence }) => evidence),
    ],
    why: lacking.some(({ kind }) => kind === 'refused')
      ? 'Clients are refused at once (ICMP port unreachable): they see "connection refused".'
      : 'Its chain of kube-proxy leads nowhere: packets go on to the address of the service itself, which nobody has.',
    remedy: has
      ? 'kube-proxy is behind what Kubernetes knows: see its log (`kubectl -n kube-system logs -l k8s-app=kube-proxy`), restart it there.'
      : remedyOf(key),
  };
}

/** What of it lacks them, where that is not all of it: ports, a family, nodes. */
function restriction(
  lacking: readonly KubeProxyVerdict[],
  all: readonly KubeProxyVerdict[],
): string {
  const served = all.filter(({ kind }) => kind === 'served');
  const lackingPorts = distinct(lacking, ({ portName }) => portName);
  const otherPorts = new Set(served.map(({ portName }) => portName));
  const ports = lackingPorts.every((port) => otherPorts.has(port)) ? [] : lackingPorts;
  const families = distinct(lacking, ({ family }) => family);
  const isOtherFamily = served.some(
    ({ family, portName }) => !families.includes(family) && lackingPorts.includes(portName),
  );
  const nodes = distinct(lacking, ({ node }) => node.name);
  const isOtherNode = served.some(
    ({ node, portName }) => !nodes.includes(node.name) && lackingPorts.includes(portName),
  );
  return [
    ...(served.length > 0 && ports.length > 0
      ? [` on port ${ports.map(lastPart).join(', ')}`]
      : []),
    ...(isOtherFamily ? [` for IPv${families.join(', ')}`] : []),
    ...(isOtherNode ? [` on ${nodes.join(', ')}`] : []),
  ].join('');
}

function distinct<T>(verdicts: readonly KubeProxyVerdict[], of: (one: KubeProxyVerdict) => T): T[] {
  return [...new Set(verdicts.map(of))];
}

/** `default/web:http` → `http`. */
function lastPart(portName: string): string {
  return portName.slice(portName.lastIndexOf(':') + 1);
}

/** The service; where no list and no rule but the refusing one tells of it, the nodes that refuse. */
function subjectsOf(
  context: FindingContext,
  key: string,
  lacking: readonly KubeProxyVerdict[],
): Found['subjects'] {
  const service = context.topology.services.find((one) => `${one.namespace}/${one.name}` === key);
  return service ? [service.id] : distinct(lacking, ({ node }) => node.host.id);
}

/** Only where kube-proxy's rules say nothing of the service: what it made of it counts. */
function ofSlices(
  context: FindingContext,
  service: Service,
  slices: readonly EndpointSlice[],
): readonly Found[] {
  if (
    service.type === 'ExternalName' ||
    !context.nodes.some((node) => node.knows('endpointSlices'))
  )
    return [];
  // Without a slice at all it may be a service without selector, whose endpoints are made by hand.
  const isSelecting = Object.keys(service.selector ?? {}).length > 0;
  if (slices.length === 0 && !isSelecting) return [];
  if (slices.some(({ truncated, endpoints }) => truncated || endpoints.some(mayBeReady))) return [];
  const key = `${service.namespace}/${service.name}`;
  const isHeadless = service.clusterIps.length === 0;
  const unready = slices.reduce((sum, { endpoints }) => sum + endpoints.length, 0);
  return [
    {
      ...(isHeadless && { severity: 'info' }),
      title: `${key} has no ${unready > 0 ? 'ready ' : ''}endpoints`,
      subjects: [serviceId(service.namespace, service.name)],
      evidence: [
        service.evidence,
        ...(slices.length > 0 ? slices.map(({ evidence }) => evidence) : listingsOf(context)),
      ],
      why: isHeadless
        ? 'It is headless: its name resolves to no address.'
        : 'kube-proxy refuses its clients (ICMP port unreachable): they see "connection refused".',
      remedy: remedyOf(key),
    },
  ];
}

/** Tables of EndpointSlices do not tell ready ones from others. */
function mayBeReady({ ready }: EndpointSlice['endpoints'][number]): boolean {
  return ready !== false;
}

function listingsOf(context: FindingContext): Found['evidence'] {
  return context.nodes
    .filter(({ facts }) => facts.kubernetes.endpointSlices.length > 0)
    .flatMap(({ host }) => context.listings(host, 'kubectl get'));
}

function remedyOf(key: string): string {
  const [namespace = '', name = ''] = key.split('/');
  return `Hold the selector against the pods' labels and whether they are ready: \`kubectl -n ${namespace} describe service ${name}\`, \`kubectl -n ${namespace} get pods --show-labels\`.`;
}
