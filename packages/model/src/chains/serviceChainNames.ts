import type { Topology, TopologyEndpoint, TopologyService } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import {
  endpointChainName,
  formatServicePortName,
  type ServicePortName,
  serviceChainHash,
} from '../kubernetes/kubeProxyNames.ts';
import type { Chain } from '../snapshot/iptables.ts';
import type { ChainName, ChainNamer } from './nameChain.ts';

interface Port extends ServicePortName {
  readonly protocol: string;
  readonly endpoints: readonly TopologyEndpoint[];
  readonly service: Id;
}

interface Endpoint {
  readonly of: Port;
  /** `10.85.0.4:53`, `[fd00::4]:53` */
  readonly at: string;
  readonly pod: Id | undefined;
}

/**
 * Names of kube-proxy's chains by the hashes in them, which tell also above 1,000 endpoints, where it
 * writes no comments. A hash cannot be undone. Those of all services are made; of the endpoints, of
 * which there may be 50,000, those that have the address to which the chain leads.
 */
export function serviceChainNamer(topology: Topology): ChainNamer {
  const ports = topology.services.flatMap(portsOf);
  const services = new Map(ports.map((port) => [serviceChainHash(port, port.protocol), port]));
  const endpoints = ports.flatMap(endpointsOf);
  const byAddress = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const same = byAddress.get(endpoint.at);
    if (same) same.push(endpoint);
    else byAddress.set(endpoint.at, [endpoint]);
  }
  let byChain: ReadonlyMap<string, Endpoint> | undefined;
  const called = (name: string) => {
    byChain ??= new Map(endpoints.map((endpoint) => [endpointChain(endpoint), endpoint]));
    return byChain.get(name);
  };
  return (chain) => {
    const [, prefix = '', hash = ''] = /^(KUBE-[A-Z]+-)(.+)$/.exec(chain.name) ?? [];
    if (prefix === 'KUBE-SEP-') {
      const leadsTo = destinationOf(chain);
      const own =
        leadsTo === undefined
          ? called(chain.name)
          : byAddress.get(leadsTo)?.find((endpoint) => endpointChain(endpoint) === chain.name);
      return own && endpointName(own);
    }
    const role = SERVICE_ROLES[prefix];
    const port = services.get(hash);
    return role === undefined || port === undefined
      ? undefined
      : {
          kind: 'service',
          title: formatServicePortName(port) + role,
          subject: port.service,
          confidence: 'proven',
        };
  };
}

/** Where a chain's DNAT sends packets: `10.85.0.4:53`. */
export function destinationOf(chain: Chain): string | undefined {
  for (const { target } of chain.rules) {
    if (target.kind !== 'dnat' || target.to.from === undefined) continue;
    return destination(target.to.from, target.to.ports?.from);
  }
  return undefined;
}

function destination(address: string, port: number | undefined): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return port === undefined ? host : `${host}:${port}`;
}

const SERVICE_ROLES: Readonly<Record<string, string>> = {
  'KUBE-SVC-': '',
  'KUBE-SVL-': ', endpoints on this node only',
  'KUBE-EXT-': ', traffic from outside the cluster',
  'KUBE-FW-': ', load balancer source ranges',
};

function portsOf({ id, namespace, name, ports }: TopologyService): readonly Port[] {
  return ports.map(({ name: port = '', protocol, endpoints }) => {
    return { namespace, name, port, protocol, endpoints, service: id };
  });
}

function endpointsOf(of: Port): readonly Endpoint[] {
  return of.endpoints.map(({ address, port, pod }) => {
    return { of, at: destination(address, port), pod };
  });
}

function endpointChain({ of, at }: Endpoint): string {
  return endpointChainName(of, of.protocol, at);
}

function endpointName({ of, at, pod }: Endpoint): ChainName {
  const podName = pod === undefined ? '' : ` (${pod.split('/').at(-1)})`;
  return {
    kind: 'endpoint',
    title: `${formatServicePortName(of)} → ${at}${podName}`,
    subject: pod ?? of.service,
    confidence: 'proven',
  };
}
