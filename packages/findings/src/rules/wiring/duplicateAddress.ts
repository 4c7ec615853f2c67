import type { Evidence, Id, InterfaceAddress, Ip } from '@vethscope/model';
import { compareText, isLinkLocal, podId, prefixAddress, workloadHashOf } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext } from '../../context.ts';
import type { CaptureRule, Found } from '../../rule.ts';
import { bridgeStations, isOneNetwork } from './devices/bridgeStations.ts';
import { deviceNames } from './devices/deviceNames.ts';
import { sharedNetworks } from './devices/networkMembers.ts';
import { podNamespaces } from './pods/podNamespaces.ts';

export const duplicateAddress: CaptureRule = {
  id: 'duplicate-address',
  name: 'Address that two interfaces have',
  scope: 'capture',
  severity: 'error',
  explanation:
    "Two interfaces that can reach each other have one address: two pods, two stations of one bridge, two nodes' NICs on one network; or the kernel itself met another owner of an IPv6 address (`dadfailed`). Who gets a packet depends on whose answer came last, so that connections work off and on. Addresses that are meant to be in several places are not told of: link-local ones, docker0's on each node, service addresses on kube-ipvs0, virtual ones on loopbacks.",
  needs: ['links', 'addresses'],
  check(context) {
    const nameOf = deviceNames(context);
    const groups = [...bridgeGroups(context), ...networkGroups(context), podGroup(context)];
    const shared = new Map(
      groups
        .flatMap(sharedAddresses)
        .map((twins) => [
          twins.map(({ device, entry }) => `${device.id} ${entry.prefix}`).join('\n'),
          twins,
        ]),
    );
    return [
      ...[...shared.values()].map((twins) => sharedFinding(context, twins, nameOf)),
      ...detectedByKernel(context, nameOf),
    ];
  },
};

interface Carrier {
  readonly device: Interface;
  readonly entry: InterfaceAddress;
  /** What shows that it can be reached from the others of its group. */
  readonly evidence: readonly Evidence[];
}

/** Those among which an address must be unique. */
type Group = readonly Carrier[];

function bridgeGroups(context: FindingContext): readonly Group[] {
  return [...context.network.interfaces.values()]
    .filter(isOneNetwork)
    .map((bridge) =>
      bridgeStations(bridge, context).flatMap((device) =>
        carriers(device, [
          bridge.link.evidence,
          ...device.edges.flatMap(({ evidence }) => evidence),
        ]),
      ),
    );
}

/** What the prefix alone says is not enough: 10.0.2.15/24 is behind VirtualBox' NAT on each node. */
function networkGroups(context: FindingContext): readonly Group[] {
  return sharedNetworks(context).map(({ members }) =>
    members.flatMap(({ device, confidence, evidence }) =>
      confidence === 'proven' ? carriers(device, evidence) : [],
    ),
  );
}

/**
 * Kubernetes' addresses of pods, as far as an interface has them: one that has ended keeps its own on
 * the list. Without the list those that Calico routes to; a bridge's may be the same on each node.
 */
function podGroup(context: FindingContext): Group {
  const listed = new Set<Id>(
    context.snapshot.nodes.flatMap(({ kubernetes }) =>
      kubernetes.pods.flatMap(({ namespace, name, addresses }) =>
        addresses ? [podId(namespace, name)] : [],
      ),
    ),
  );
  return [...podNamespaces(context)].flatMap(([netns, pods]) =>
    [...(context.network.namespaces.get(netns)?.interfaces.values() ?? [])].flatMap((device) =>
      carriers(
        device,
        pods.flatMap(({ evidence }) => evidence),
      ).filter(({ entry }) =>
        pods.some(
          ({ id, addresses }) =>
            addresses.includes(prefixAddress(entry.prefix)) &&
            (listed.has(id) || isRoutedByCalico(device, context)),
        ),
      ),
    ),
  );
}

function isRoutedByCalico({ id, edges }: Interface, { network }: FindingContext): boolean {
  return edges.some(({ kind, source, target }) => {
    const near = network.interfaces.get(source === id ? target : source);
    return kind === 'veth' && near !== undefined && workloadHashOf(near.name) !== undefined;
  });
}

function carriers(device: Interface, evidence: readonly Evidence[]): readonly Carrier[] {
  return device.link.addresses.flatMap((entry) =>
    isMeantOnce(entry) ? [{ device, entry, evidence }] : [],
  );
}

function isMeantOnce({ prefix, scope, flags }: InterfaceAddress): boolean {
  const isNarrow = scope === 'link' || scope === 'host' || isLinkLocal(prefixAddress(prefix));
  return !isNarrow && !flags.includes('dadfailed');
}

/** The same address in several namespaces. Two interfaces of one namespace may share theirs. */
function sharedAddresses(group: Group): readonly Group[] {
  const byAddress = new Map<Ip, Map<Id, Carrier>>();
  for (const carrier of group) {
    const address = prefixAddress(carrier.entry.prefix);
    const known = byAddress.get(address) ?? new Map<Id, Carrier>();
    byAddress.set(address, known);
    if (!known.has(carrier.device.netns.id)) known.set(carrier.device.netns.id, carrier);
  }
  return [...byAddress.values()]
    .map((found) => [...found.values()])
    .filter((twins) => twins.length > 1 && !isOneMachine(twins))
    .map((twins) => twins.sort((a, b) => compareText(a.device.id, b.device.id)));
}

/** Under two nodes' names it was captured twice, and has its MAC addresses twice, too. */
function isOneMachine(twins: Group): boolean {
  const nodes = new Set(twins.map(({ device }) => device.netns.node));
  const macs = new Set(twins.map(({ device }) => device.link.mac ?? device.id));
  return nodes.size === twins.length && macs.size === 1;
}

function sharedFinding(
  context: FindingContext,
  twins: Group,
  nameOf: (device: Interface) => string,
): Found {
  const [address = ''] = twins.map(({ entry }) => prefixAddress(entry.prefix));
  const pods = podNamespaces(context);
  const affected = twins.flatMap(({ device }) => pods.get(device.netns.id) ?? []);
  return {
    title: `${address} is on ${twins.map(({ device }) => nameOf(device)).join(' and on ')}`,
    subjects: [...twins.map(({ device }) => device.id), ...affected.map(({ id }) => id)],
    evidence: twins.flatMap(({ device, entry, evidence }) => [
      ...[device.link.evidence, entry.evidence],
      ...evidence,
    ]),
    why: 'Packets for it reach now the one and now the other, so that connections to both break.',
    remedy:
      affected.length > 0
        ? `Recreate all pods but one, so that they get addresses of their own (${affected.map(({ namespace, name }) => `\`kubectl -n ${namespace} delete pod ${name}\``).join(', ')}), and look how it was given away twice: with Calico \`calicoctl ipam check\`.`
        : `Give one of them another address, and see who answers for it: \`arping -D -I INTERFACE ${address}\`. If it is a virtual one (keepalived, kube-vip), both nodes take themselves for its holder: see whether what they announce to each other gets through (VRRP is protocol 112).`,
  };
}

/** `inet6 fd00::5/64 scope global dadfailed tentative`: somebody else answered for it. */
function detectedByKernel(
  { network }: FindingContext,
  nameOf: (device: Interface) => string,
): readonly Found[] {
  return [...network.interfaces.values()].flatMap((device) =>
    device.link.addresses.flatMap(({ prefix, flags, evidence }) =>
      flags.includes('dadfailed')
        ? [
            {
              title: `${prefixAddress(prefix)} of ${nameOf(device)} is somebody else's, too: the kernel does not use it`,
              subjects: [device.id],
              evidence: [device.link.evidence, evidence],
              why: 'Duplicate address detection (RFC 4862) met another owner on the link: the address is there and takes no packet.',
              remedy: `Find the other owner, \`ip -6 neigh\` on a neighbour names its MAC address, and take the address away from one of them.`,
            },
          ]
        : [],
    ),
  );
}
