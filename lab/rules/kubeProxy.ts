import type { ServicePortName } from '@vethscope/model';
import { endpointChainName, formatServicePortName, serviceChainName } from '@vethscope/model';
import type { ClusterPlan, PodPlan, ServicePlan } from '../cluster.ts';
import type { RuleChain, Stack, TablePart } from './restore.ts';
import { comment } from './restore.ts';

const HOST_LENGTH = { v4: 32, v6: 128 };

/** The rules that kube-proxy writes in iptables mode: kubernetes, `pkg/proxy/iptables/proxier.go`. */
export function kubeProxyRules(plan: ClusterPlan, stack: Stack): readonly TablePart[] {
  const services = plan.services.map((service) => servicePort(plan, service, stack));
  const served = services.filter(({ endpoints }) => endpoints.length > 0);
  const unserved = services.filter(({ endpoints }) => endpoints.length === 0);
  return [natPart(plan, served, stack), filterPart(unserved, stack)];
}

interface ServicePort {
  readonly name: ServicePortName;
  /** `default/web:http`. */
  readonly text: string;
  readonly clusterIp: string;
  readonly number: number;
  readonly nodePort?: number;
  /** `192.168.1.1:8080`, `[fd00:192:168:1::1]:8080`. */
  readonly endpoints: readonly { readonly address: string; readonly to: string }[];
}

function servicePort(plan: ClusterPlan, service: ServicePlan, stack: Stack): ServicePort {
  const { namespace, name, port, clusterIp, number, nodePort, targetPort } = service;
  const pods = new Map(
    plan.nodes
      .flatMap(({ bridgePods, calicoPods }) => [...bridgePods, ...calicoPods])
      .map((pod): [string, PodPlan] => [`${pod.namespace}/${pod.name}`, pod]),
  );
  return {
    name: { namespace, name, port },
    text: formatServicePortName({ namespace, name, port }),
    clusterIp: clusterIp[stack],
    number,
    ...(nodePort !== undefined && { nodePort }),
    endpoints: service.endpoints.flatMap((endpoint) => {
      const address = pods.get(endpoint)?.addresses[stack];
      if (address === undefined) return [];
      const host = stack === 'v4' ? address : `[${address}]`;
      return [{ address, to: `${host}:${targetPort}` }];
    }),
  };
}

function natPart(plan: ClusterPlan, services: readonly ServicePort[], stack: Stack): TablePart {
  const nodePorts = 'kubernetes service nodeports; NOTE: this must be the last rule in this chain';
  return {
    table: 'nat',
    chains: [
      {
        name: 'KUBE-SERVICES',
        rules: [
          ...services.map(
            (service) => `${caught(service, stack)} -j ${chainOf('KUBE-SVC-', service)}`,
          ),
          `${comment(nodePorts)} -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS`,
        ],
      },
      { name: 'KUBE-NODEPORTS', rules: services.flatMap(nodePortRules) },
      {
        name: 'KUBE-POSTROUTING',
        rules: [
          '-m mark ! --mark 0x4000/0x4000 -j RETURN',
          '-j MARK --xor-mark 0x4000',
          `${comment('kubernetes service traffic requiring SNAT')} -j MASQUERADE --random-fully`,
        ],
      },
      { name: 'KUBE-MARK-MASQ', rules: ['-j MARK --or-mark 0x4000'] },
      ...services.flatMap((service) => serviceChains(service, plan.pool[stack], stack)),
    ],
    hooks: [
      `-A PREROUTING ${comment('kubernetes service portals')} -j KUBE-SERVICES`,
      `-A OUTPUT ${comment('kubernetes service portals')} -j KUBE-SERVICES`,
      `-A POSTROUTING ${comment('kubernetes postrouting rules')} -j KUBE-POSTROUTING`,
    ],
  };
}

function caught({ clusterIp, text, number }: ServicePort, stack: Stack): string {
  const to = `-d ${clusterIp}/${HOST_LENGTH[stack]} -p tcp`;
  return `${to} ${comment(`${text} cluster IP`)} -m tcp --dport ${number}`;
}

function nodePortRules(service: ServicePort): readonly string[] {
  if (service.nodePort === undefined) return [];
  const to = `-p tcp ${comment(service.text)} -m tcp --dport ${service.nodePort}`;
  return [`${to} -j ${chainOf('KUBE-EXT-', service)}`];
}

function serviceChains(service: ServicePort, pool: string, stack: Stack): readonly RuleChain[] {
  const { text, name, endpoints } = service;
  const external = `masquerade traffic for ${text} external destinations`;
  const externalChain: RuleChain = {
    name: chainOf('KUBE-EXT-', service),
    rules: [`${comment(external)} -j KUBE-MARK-MASQ`, `-j ${chainOf('KUBE-SVC-', service)}`],
  };
  return [
    ...(service.nodePort === undefined ? [] : [externalChain]),
    {
      name: chainOf('KUBE-SVC-', service),
      rules: [
        `! -s ${pool} ${caught(service, stack)} -j KUBE-MARK-MASQ`,
        ...endpoints.map(({ to }, i) => {
          const share = oneIn(endpoints.length - i);
          return `${comment(`${text} -> ${to}`)}${share} -j ${endpointChainName(name, 'tcp', to)}`;
        }),
      ],
    },
    ...endpoints.map(({ address, to }) => ({
      name: endpointChainName(name, 'tcp', to),
      rules: [
        `-s ${address}/${HOST_LENGTH[stack]} ${comment(text)} -j KUBE-MARK-MASQ`,
        `-p tcp ${comment(text)} -m tcp -j DNAT --to-destination ${to}`,
      ],
    })),
  ];
}

/** Each endpoint takes its share of what those before it have left. */
function oneIn(left: number): string {
  return left === 1 ? '' : ` -m statistic --mode random --probability ${(1 / left).toFixed(11)}`;
}

function chainOf(prefix: 'KUBE-SVC-' | 'KUBE-EXT-', { name }: ServicePort): string {
  return serviceChainName(prefix, name, 'tcp');
}

function filterPart(unserved: readonly ServicePort[], stack: Stack): TablePart {
  const reject = { v4: 'icmp-port-unreachable', v6: 'icmp6-port-unreachable' }[stack];
  const isNew = '-m conntrack --ctstate NEW';
  return {
    table: 'filter',
    chains: [
      {
        name: 'KUBE-SERVICES',
        rules: unserved.map(({ clusterIp, text, number }) => {
          const to = `-d ${clusterIp}/${HOST_LENGTH[stack]} -p tcp`;
          const why = comment(`${text} has no endpoints`);
          return `${to} ${why} -m tcp --dport ${number} -j REJECT --reject-with ${reject}`;
        }),
      },
      {
        name: 'KUBE-FORWARD',
        rules: [
          '-m conntrack --ctstate INVALID -j DROP',
          `${comment('kubernetes forwarding rules')} -m mark --mark 0x4000/0x4000 -j ACCEPT`,
          `${comment('kubernetes forwarding conntrack rule')} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
        ],
      },
      { name: 'KUBE-FIREWALL', rules: stack === 'v4' ? [localnetRule()] : [] },
    ],
    hooks: [
      '-A INPUT -j KUBE-FIREWALL',
      `-A FORWARD ${comment('kubernetes forwarding rules')} -j KUBE-FORWARD`,
      `-A FORWARD ${isNew} ${comment('kubernetes service portals')} -j KUBE-SERVICES`,
      `-A OUTPUT ${isNew} ${comment('kubernetes service portals')} -j KUBE-SERVICES`,
      '-A OUTPUT -j KUBE-FIREWALL',
    ],
  };
}

function localnetRule(): string {
  const why = comment('block incoming localnet connections');
  return `! -s 127.0.0.0/8 -d 127.0.0.0/8 ${why} -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP`;
}
