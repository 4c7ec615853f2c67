import type { Evidence, Family, Id, Ip, TopologyService } from '@vethscope/model';
import { ipFamily, prefixAddress } from '@vethscope/model';
import {
  answerTrace,
  type Branch,
  type Interface,
  type Step,
  type TraceRequest,
} from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';

export const sameBridgeDnatWithoutBrNetfilter: NodeRule = {
  id: 'same-bridge-dnat-without-br-netfilter',
  name: 'Services between pods of one bridge without br_netfilter',
  scope: 'node',
  severity: 'error',
  explanation:
    'A pod asks a service, and the endpoint that kube-proxy chooses is on the same bridge. The request goes through the IP layer of the node, where its destination is translated; the answer goes from port to port, below the IP layer. Only with br_netfilter (`net.bridge.bridge-nf-call-iptables` = 1) does conntrack see it and put the address of the service back. Without it the pod gets an answer from somebody whom it has not asked, refuses that, and waits in vain for the service until it times out. kubeadm checks the setting before it installs; a module that is not loaded at boot takes it away.',
  needs: ['links', 'iptables4', 'bridgeSysctls'],
  check(node, context) {
    return [...node.host.interfaces.values()]
      .filter(({ type }) => type === 'bridge')
      .flatMap((bridge) =>
        ([4, 6] as const)
          .filter((family) => passesBelowIptables(bridge, family))
          .flatMap((family) => {
            const lost = lostAnswers(context, { family, stations: stationsOf(context, bridge) });
            return lost.length > 0 ? [found(node, context, { bridge, family, lost })] : [];
          }),
      );
  },
};

/** br_nf_pre_routing() asks the sysctl, and the bridge's own attribute where the module is loaded. */
function passesBelowIptables({ netns, link: { details } }: Interface, family: Family): boolean {
  const sysctl = netns.sysctl(SYSCTLS[family]);
  if (!sysctl) return true;
  if (sysctl.value !== '0' || details?.kind !== 'bridge') return false;
  return (family === 4 ? details.nfCallIptables : details.nfCallIp6tables) === false;
}

const SYSCTLS = {
  4: 'net.bridge.bridge-nf-call-iptables',
  6: 'net.bridge.bridge-nf-call-ip6tables',
} as const;

interface Stations {
  readonly family: Family;
  /** Namespaces behind the ports of a bridge, by the addresses that they have there. */
  readonly stations: ReadonlyMap<Ip, Id>;
}

function stationsOf(
  { network }: FindingContext,
  { ports, netns }: Interface,
): Stations['stations'] {
  const found = new Map<Ip, Id>();
  for (const port of ports) {
    const veth = port.edges.find(({ kind }) => kind === 'veth');
    const end = veth && network.interfaces.get(veth.source === port.id ? veth.target : veth.source);
    if (!end || end.netns === netns) continue;
    for (const { prefix } of end.link.addresses) found.set(prefixAddress(prefix), end.netns.id);
  }
  return found;
}

interface LostAnswer {
  readonly service: TopologyService;
  readonly branch: Branch;
}

/** Asks each service from a neighbour of one of its endpoints; of a few services, which tell for all. */
function lostAnswers(context: FindingContext, bridge: Stations): readonly LostAnswer[] {
  const lost: LostAnswer[] = [];
  let asked = 0;
  for (const service of context.topology.services) {
    const request = requestOf(service, bridge);
    if (!request) continue;
    if (asked++ >= MOST_ASKED) break;
    const answer = answerTrace(context.network, request);
    if (answer.kind === 'problem') continue;
    const branch = answer.trace.branches.find((one) => isAnsweredInVain(one, bridge));
    if (branch) lost.push({ service, branch });
  }
  return lost;
}

const MOST_ASKED = 5;
/** Each endpoint is a way of its own. */
const MOST_ENDPOINTS = 50;

function requestOf(
  { clusterIps, ports }: TopologyService,
  { family, stations }: Stations,
): TraceRequest | undefined {
  const to = clusterIps.find((address) => ipFamily(address) === family);
  if (to === undefined) return undefined;
  for (const { protocol: proto, port, endpoints } of ports) {
    if ((proto !== 'tcp' && proto !== 'udp') || endpoints.length > MOST_ENDPOINTS) continue;
    const server = endpoints.map(({ address }) => stations.get(address)).find(Boolean);
    if (server === undefined) continue;
    const client = [...stations.values()].find((netns) => netns !== server);
    if (client !== undefined) return { from: client, to, proto, dport: port };
  }
  return undefined;
}

/** Proven: it does not rest on anything that the capture leaves open. */
function isAnsweredInVain(
  { probability, disposition, hops, reply }: Branch,
  { stations }: Stations,
): boolean {
  const server = hops.at(-1)?.netns;
  return (
    probability !== null &&
    disposition === 'delivered' &&
    [...stations.values()].some((netns) => netns === server) &&
    reply?.hops.at(-1)?.steps.some((step) => step.kind === 'socket' && step.expected === false) ===
      true
  );
}

function found(
  node: NodeContext,
  context: FindingContext,
  { bridge, family, lost }: { bridge: Interface; family: Family; lost: readonly LostAnswer[] },
): Found {
  const sysctl = bridge.netns.sysctl(SYSCTLS[family]);
  const services = lost.map(({ service }) => `${service.namespace}/${service.name}`);
  return {
    title: `${bridge.name}: pods get no answer from services whose pods are on it, too: ${services[0]}${services.length > 1 ? ', …' : ''}${node.onNode}`,
    subjects: [bridge.id, ...lost.map(({ service }) => service.id)],
    evidence: [
      ...(sysctl ? [sysctl.evidence, bridge.link.evidence] : settingsListed(node, context)),
      ...lost.flatMap(({ branch: { hops, reply } }) => [
        ...stepsOf(hops, 'nat'),
        ...stepsOf(reply?.hops ?? [], 'bridge'),
      ]),
    ],
    why: `${SYSCTLS[family]} is ${sysctl ? '0' : 'not there, since br_netfilter is not loaded'}: the answer crosses ${bridge.name} from port to port, nobody puts the address of the service back, and the pod takes it for somebody else's (${services.join(', ')}).`,
    remedy: `\`modprobe br_netfilter\` and \`sysctl -w ${SYSCTLS[family]}=1\`; for the next boot, \`br_netfilter\` in \`/etc/modules-load.d/k8s.conf\` and the setting in \`/etc/sysctl.d/k8s.conf\`.`,
  };
}

function settingsListed({ host }: NodeContext, context: FindingContext): readonly Evidence[] {
  return context.listings(host, 'sysctl');
}

function stepsOf(hops: Branch['hops'], kind: Step['kind']): readonly Evidence[] {
  return hops.flatMap(({ steps }) =>
    steps.filter((step) => step.kind === kind).flatMap(({ evidence }) => evidence),
  );
}
