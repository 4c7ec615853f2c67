import type { Evidence, Ip } from '@vethscope/model';
import { isLinkLocal, prefixAddress, prefixContains } from '@vethscope/model';
import { type Interface, largerSetting, type Packet } from '@vethscope/trace';
import { surelyRefused } from '@vethscope/trace/routing';
import type { FindingContext, NodeContext } from '../../context.ts';
import { someOf } from '../../describe/someOf.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { calicoWorkloads, podIn, vethPeer } from './calico/workloads.ts';
import { missingRoute } from './tables/tables.ts';

export const rpFilterAsymmetric: NodeRule = {
  id: 'rp-filter-asymmetric',
  name: 'rp_filter drops what comes in by another way than answers go',
  scope: 'node',
  severity: 'error',
  explanation:
    "With a strict `rp_filter` (the larger of `net.ipv4.conf.all` and of the interface is 1) the kernel drops a packet whose source it would answer by another interface. That hits nodes with several NICs, where tunnel packets of the other nodes come in by one and the default route leads to the other, and pods whose addresses another route takes. Looked at are senders that are known to come in by an interface: pods, the tunnels' peers, and what those send through a tunnel.",
  needs: ['links', 'addresses', 'routes4', 'policyRules4', 'forwardingSysctls'],
  check(node, context) {
    if (missingRoute(node.host, 4) !== 'proven') return [];
    const arrivals = [
      ...bridgePods(node, context),
      ...tunnelPeers(node),
      ...tunnelled(node, context),
    ];
    const dropped = arrivals.flatMap((arrival) => refusedArrival(arrival, context));
    const devices = [...new Set(dropped.map(({ device }) => device))];
    return devices.map((device) =>
      found(
        node,
        device,
        dropped.filter((one) => one.device === device),
      ),
    );
  },
};

/** A packet that is known to come in by an interface. */
interface Arrival {
  readonly device: Interface;
  readonly from: Ip;
  readonly to: Ip;
  /** `tunnel packets`, `packets` */
  readonly what: string;
  /** The lines that tell that it comes in there. */
  readonly evidence: readonly Evidence[];
}

interface Dropped extends Arrival {
  readonly reason: string;
}

function refusedArrival(arrival: Arrival, context: FindingContext): readonly Dropped[] {
  const { device, from, to, evidence } = arrival;
  if (largerSetting(device, 4, 'rp_filter')?.value !== 1) return [];
  const packet: Packet = {
    ...{ family: 4, source: from, destination: to, protocol: 'udp' },
    ...{ length: 60, ttl: 64, dscp: 0, dontFragment: false },
  };
  const skb = { packet, mark: 0, inInterface: device, packetType: 'unicast' } as const;
  const refusal = surelyRefused(context.network, device.netns, skb);
  return refusal
    ? [{ ...arrival, reason: refusal.reason, evidence: [...evidence, ...refusal.evidence] }]
    : [];
}

/** Pods on a bridge send to it; those of Calico are the matter of `workload-route-missing`. */
function bridgePods({ host, namespaces }: NodeContext, context: FindingContext) {
  return namespaces.flatMap((netns): readonly Arrival[] => {
    if (netns.isHost || !podIn(netns.id, context)) return [];
    return [...netns.interfaces.values()].flatMap((inside) => {
      const device = vethPeer(inside, context)?.master;
      const own = device && firstAddress(device);
      const pod = firstAddress(inside);
      if (device?.netns !== host || device.type !== 'bridge' || !own || !pod) return [];
      const evidence = [inside.link.evidence, device.link.evidence];
      return [{ device, from: pod.address, to: own.address, what: 'packets', evidence }];
    });
  });
}

/** Outer packets: a peer sends them to the tunnel's own address, on the NIC that has it. */
function tunnelPeers({ host }: NodeContext): readonly Arrival[] {
  return [...host.interfaces.values()].flatMap((tunnel): readonly Arrival[] => {
    const { details } = tunnel.link;
    const local = details?.kind === 'vxlan' ? details.local : undefined;
    const nic = local === undefined ? undefined : onlyNicOf(local, [...host.interfaces.values()]);
    if (local === undefined || !nic) return [];
    return host.facts.fdb
      .filter(({ device }) => device === tunnel.name)
      .flatMap(({ destination, evidence }) =>
        destination === undefined || destination === local
          ? []
          : [
              {
                ...{ device: nic, from: destination, to: local, what: 'tunnel packets' },
                evidence: [evidence, tunnel.link.evidence],
              },
            ],
      );
  });
}

/** Where two NICs are on one network, either may answer for the other's address. */
function onlyNicOf(address: Ip, interfaces: readonly Interface[]): Interface | undefined {
  const near = interfaces.filter(({ link }) =>
    link.addresses.some(({ prefix }) => prefixContains(prefix, address)),
  );
  return near.length === 1 ? near[0] : undefined;
}

/** What a captured node sends through a tunnel: from its VTEP's address, and from one of its pods. */
function tunnelled(node: NodeContext, context: FindingContext): readonly Arrival[] {
  return [...node.host.interfaces.values()].flatMap((device) =>
    device.edges.flatMap(({ kind, ways = [] }): readonly Arrival[] => {
      const own = firstAddress(device);
      if (kind !== 'vxlan-tunnel' || !own) return [];
      return ways
        .filter(({ to, routes, facts }) => {
          const isWhole = facts.every(({ agrees }) => agrees === 'yes');
          return to === device.id && isWhole && routes.length > 0;
        })
        .flatMap(({ from, facts }) => {
          const evidence = facts.flatMap((fact) => fact.evidence);
          return sendersOf(from, context).map((sender) => ({
            ...{ device, from: sender, to: own.address, what: 'tunnelled packets', evidence },
          }));
        });
    }),
  );
}

function sendersOf(tunnel: Interface['id'], context: FindingContext): readonly Ip[] {
  const peer = context.network.interfaces.get(tunnel);
  const peerNode = context.nodes.find(({ name }) => name === peer?.netns.node);
  const vtep = peer && firstAddress(peer);
  const pods = peerNode ? calicoWorkloads(peerNode, context) : [];
  const pod = pods
    .flatMap(({ addresses }) => addresses)
    .find(({ address }) => !address.includes(':'));
  return [...(vtep ? [vtep.address] : []), ...(pod ? [pod.address] : [])];
}

function firstAddress({ link }: Interface) {
  return link.addresses
    .filter(({ family }) => family === 4)
    .map(({ prefix }) => ({ address: prefixAddress(prefix) }))
    .find(({ address }) => !isLinkLocal(address));
}

function found(node: NodeContext, device: Interface, dropped: readonly Dropped[]): Found {
  const senders = [...new Set(dropped.map(({ from }) => from))];
  const [first] = dropped;
  return {
    title: `${device.name} drops ${first?.what ?? 'packets'} from ${someOf(senders, 1)}: answers go another way${node.onNode}`,
    subjects: [device.id],
    evidence: [...dropped.flatMap(({ evidence }) => evidence), device.link.evidence],
    why: `${sentence(first?.reason ?? '')} Such packets are dropped before any firewall rule sees them (\`nstat -az TcpExtIPReversePathFilter\` counts them).`,
    remedy: `Give ${senders[0]} a route by ${device.name}, or make the check loose: \`sysctl -w net.ipv4.conf.${device.name.replaceAll('.', '/')}.rp_filter=2\`, also in a file of \`/etc/sysctl.d\`.`,
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
