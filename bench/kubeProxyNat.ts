import { endpointChainName, type ServicePortName, serviceChainName } from '@vethscope/model';
import { type SavedPart, savedTable } from './savedTable.ts';

export interface ServiceCount {
  readonly services: number;
  readonly endpointsPerService: number;
}

/** A ClusterIP service with one TCP port, and what kube-proxy made of it. */
interface ServiceRules {
  readonly id: string;
  readonly clusterIp: string;
  readonly chain: string;
  readonly endpoints: readonly { readonly chain: string; readonly address: string }[];
}

const TARGET_PORT = 8080;
/** Above it kube-proxy leaves the services' names out: `largeClusterEndpointsThreshold`. */
const LARGE_CLUSTER = 1000;

/**
 * Rules of kube-proxy's own chains: those that are always there, and per service its jump, its
 * masquerading and three for each endpoint.
 */
export function ruleCount({ services, endpointsPerService }: ServiceCount): number {
  return 5 + services * (2 + 3 * endpointsPerService);
}

/**
 * `iptables-save -c -t nat` of a node with so many services. Beside `ruleCount` it has the three
 * jumps from the built-in chains.
 */
export function kubeProxyNat(count: ServiceCount): string {
  return savedTable('nat', [kubeProxyNatPart(count)]);
}

/** As kube-proxy writes it: kubernetes, pkg/proxy/iptables/proxier.go. */
export function kubeProxyNatPart(count: ServiceCount): SavedPart {
  const services = Array.from({ length: count.services }, (_, i) =>
    serviceRules(i, count.endpointsPerService),
  );
  const isLarge = count.services * count.endpointsPerService > LARGE_CLUSTER;
  const own = (text: string) => (isLarge ? '' : `-m comment --comment "${text}" `);
  return {
    chains: [
      ...['KUBE-KUBELET-CANARY', 'KUBE-MARK-MASQ', 'KUBE-NODEPORTS', 'KUBE-POSTROUTING'],
      ...['KUBE-PROXY-CANARY', 'KUBE-SERVICES'],
      ...services.flatMap(({ endpoints }) => endpoints.map(({ chain }) => chain)),
      ...services.map(({ chain }) => chain),
    ],
    hooks: HOOKS,
    rules: [
      ...ALWAYS,
      ...services.flatMap((service) => endpointChains(service, own)),
      ...services.map(clusterIpJump),
      NODE_PORTS,
      ...services.flatMap((service) => serviceChain(service, own)),
    ],
  };
}

/** The address and port that the service of that number is reached by. */
export function clusterIpOf(i: number): string {
  return dotted(0x0a_60_01_00 + i);
}

export const SERVICE_PORT = 80;

const HOOKS: readonly string[] = [
  '-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
  '-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
  '-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING',
];
const ALWAYS: readonly string[] = [
  '-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000',
  '-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN',
  '-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0',
  '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
];
const NODE_PORTS =
  '-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS';

type OwnComment = (text: string) => string;

function endpointChains({ id, endpoints }: ServiceRules, own: OwnComment): readonly string[] {
  return endpoints.flatMap(({ chain, address }) => [
    `-A ${chain} -s ${address}/32 ${own(id)}-j KUBE-MARK-MASQ`,
    `-A ${chain} -p tcp ${own(id)}-m tcp -j DNAT --to-destination ${address}:${TARGET_PORT}`,
  ]);
}

function clusterIpJump({ id, clusterIp, chain }: ServiceRules): string {
  return `-A KUBE-SERVICES -d ${clusterIp}/32 -p tcp -m comment --comment "${id} cluster IP" -m tcp --dport ${SERVICE_PORT} -j ${chain}`;
}

function serviceChain(service: ServiceRules, own: OwnComment): readonly string[] {
  const { id, clusterIp, chain, endpoints } = service;
  return [
    `-A ${chain} ! -s 192.168.0.0/16 -d ${clusterIp}/32 -p tcp -m comment --comment "${id} cluster IP" -m tcp --dport ${SERVICE_PORT} -j KUBE-MARK-MASQ`,
    ...endpoints.map((endpoint, i) => {
      const left = endpoints.length - i;
      const chance =
        left === 1 ? '' : `-m statistic --mode random --probability ${(1 / left).toFixed(11)} `;
      const comment = own(`${id} -> ${endpoint.address}:${TARGET_PORT}`);
      return `-A ${chain} ${comment}${chance}-j ${endpoint.chain}`;
    }),
  ];
}

function serviceRules(i: number, endpointCount: number): ServiceRules {
  const service: ServicePortName = {
    namespace: `team-${i % 40}`,
    name: `app-${i}`,
    port: 'http',
  };
  const endpoints = Array.from({ length: endpointCount }, (_, k) => {
    const address = dotted(0xc0_a8_04_00 + i * endpointCount + k);
    return { chain: endpointChainName(service, 'tcp', `${address}:${TARGET_PORT}`), address };
  });
  return {
    id: `${service.namespace}/${service.name}:${service.port}`,
    clusterIp: clusterIpOf(i),
    chain: serviceChainName('KUBE-SVC-', service, 'tcp'),
    endpoints,
  };
}

export function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}
