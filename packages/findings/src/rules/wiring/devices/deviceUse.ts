import type { Evidence, Id, Route, Severity, TopologyEdge } from '@vethscope/model';
import { isLinkLocal, prefixAddress, prefixLength, workloadHashOf } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../../context.ts';
import type { PodNamespaces } from '../pods/podNamespaces.ts';
import { podName, podOfHash } from '../pods/workloadChains.ts';

/** `off`: somebody has to switch it on. `noCarrier`: it is on, and what it is connected to is not. */
export type Trouble = 'off' | 'noCarrier';

/** What depends on an interface. */
export interface Use {
  readonly severity: Severity;
  /** The title's second half: `shop/web-0 is cut off`. */
  readonly effect: string;
  readonly why: string;
  readonly carrierRemedy: string;
  readonly concerns: readonly Id[];
  readonly evidence: readonly Evidence[];
}

/** Tells what is lost with an interface that is down. Absent: nothing that anybody would miss. */
export function deviceUses(
  node: NodeContext,
  context: FindingContext,
  pods: PodNamespaces,
): (device: Interface, trouble: Trouble) => Use | undefined {
  const routes = routesByDevice(node);
  return (device, trouble) => {
    if (!device.netns.isHost) {
      return trouble === 'off' ? insidePod(device, pods) : undefined;
    }
    return (
      localhost(device) ??
      towardsPod(device, trouble, context, pods) ??
      bridgeWithPorts(device, trouble) ??
      tunnel(device, trouble) ??
      wayOut(device, context, routes.get(device.name) ?? [])
    );
  };
}

const NOTHING = { concerns: [], evidence: [], carrierRemedy: '' } as const;

function localhost({ type }: Interface): Use | undefined {
  if (type !== 'loopback') return undefined;
  return {
    ...NOTHING,
    severity: 'error',
    effect: 'the node does not reach itself',
    why: 'Nothing on the node can be reached by 127.0.0.1, nor by any other address of the node from the node itself.',
  };
}

/** An interface without carrier in there has a host's end that is off, which is told of. */
function insidePod(device: Interface, pods: PodNamespaces): Use | undefined {
  const [pod] = pods.get(device.netns.id) ?? [];
  // Where a module of a tunnel is loaded, each namespace has its tunl0 or sit0, which is off.
  const isWired = device.edges.some(({ kind }) => WIRED.has(kind));
  if (!pod || (device.type !== 'loopback' && !isWired)) return undefined;
  const name = podName(pod);
  const isLoopback = device.type === 'loopback';
  return {
    ...NOTHING,
    severity: 'error',
    effect: isLoopback ? `${name} does not reach itself` : `${name} is cut off`,
    why: isLoopback
      ? 'Containers of the pod do not reach each other by localhost, and probes and sidecars fail.'
      : "The pod has lost its addresses' routes with it; no packet enters or leaves it there.",
    concerns: [pod.id],
    evidence: pod.evidence,
  };
}

const WIRED: ReadonlySet<TopologyEdge['kind']> = new Set([
  'veth',
  'macvlan-parent',
  'ipvlan-parent',
  'vlan-parent',
]);

function towardsPod(
  device: Interface,
  trouble: Trouble,
  context: FindingContext,
  pods: PodNamespaces,
): Use | undefined {
  const far = device.edges.flatMap((edge) =>
    edge.kind === 'veth' ? [edge.source === device.id ? edge.target : edge.source] : [],
  )[0];
  const farEnd = far && context.network.interfaces.get(far);
  // Its other end is off, and told of.
  if (trouble === 'noCarrier' && farEnd && !farEnd.link.flags.includes('UP')) return undefined;
  const hash = workloadHashOf(device.name);
  const pod =
    (hash === undefined ? undefined : podOfHash(context, hash)) ??
    (far && pods.get(farEnd?.netns.id ?? far)?.[0]);
  if (!pod) return undefined;
  return {
    severity: 'error',
    effect: `${podName(pod)} is cut off`,
    why: `It is the node's end of the pod's veth: no packet of the pod's comes or goes there.`,
    carrierRemedy: `Its other end, inside the pod, is off: recreate the pod, \`kubectl -n ${pod.namespace} delete pod ${pod.name}\`, or switch that end on.`,
    concerns: [pod.id],
    evidence: pod.evidence,
  };
}

/** Without carrier is also a bridge whose machines are all switched off. */
function bridgeWithPorts({ type, ports }: Interface, trouble: Trouble): Use | undefined {
  const busy = ports.filter(({ link }) => link.flags.includes('UP'));
  if (type !== 'bridge' || trouble !== 'off' || busy.length === 0) return undefined;
  const which = busy.length === 1 ? `its port ${busy[0]?.name}` : `its ${busy.length} ports`;
  return {
    ...NOTHING,
    severity: 'error',
    effect: `${which} ${busy.length === 1 ? 'is' : 'are'} joined to nothing`,
    why: 'A bridge that is off forwards no frame between its ports, and the node does not reach them.',
    evidence: busy.map(({ link }) => link.evidence),
  };
}

/** Fallback devices as tunl0, gre0 and sit0 come with their modules, off and without an address. */
function tunnel(device: Interface, trouble: Trouble): Use | undefined {
  if (!TUNNELS.has(device.type) || trouble !== 'off' || !hasAddress(device)) return undefined;
  return {
    ...NOTHING,
    severity: 'error',
    effect: 'nothing is reached through it',
    why: 'The kernel takes the routes through it away with it: packets for what is behind it, with a CNI the pods of other nodes, follow another route, mostly the default one, and are lost.',
  };
}

const TUNNELS: ReadonlySet<Interface['type']> = new Set([
  ...(['vxlan', 'geneve', 'gre', 'ipip', 'sit', 'ip6tnl', 'wireguard'] as const),
]);

function wayOut(
  device: Interface,
  { network }: FindingContext,
  routes: readonly Route[],
): Use | undefined {
  // Of a bond or bridge one member may be down; and a bridge is without carrier as long as it is idle.
  const isDefault = routes.some(({ destination }) => prefixLength(destination) === 0);
  // Without `-d` a name such as uplink0 does not tell what it is; the default route does.
  const isNic = NICS.has(device.type) || (device.type === 'unknown' && isDefault);
  if (device.master || !(isNic || device.type === 'veth')) return undefined;
  const users = device.edges.flatMap(({ kind, source }) => {
    const above = source === device.id ? undefined : network.interfaces.get(source);
    return above && UNDERLAYS.has(kind) && above.link.flags.includes('UP') ? [above] : [];
  });
  const isUsed = hasAddress(device) || routes.length > 0 || users.length > 0;
  if (!isUsed || isBelowDownParent(device, network)) return undefined;
  const [user] = users;
  return {
    severity: user || isDefault ? 'error' : 'warning',
    effect: user
      ? `${user.name} sends through it`
      : isDefault
        ? 'the default route leads through it'
        : routes.length > 0
          ? 'routes lead through it'
          : 'it has an address',
    why: user
      ? `What ${user.name} carries does not leave the node: with a CNI, all packets between pods of different nodes.`
      : 'The networks behind it are not reached, and packets for them are lost or take another way.',
    carrierRemedy: `Look at the cable, the switch's port, or the virtual machine's network: \`ethtool ${device.name}\`. If it is not needed any more, take its addresses away.`,
    concerns: users.map(({ id }) => id),
    evidence: [
      ...users.map(({ link }) => link.evidence),
      ...device.link.addresses.map(({ evidence }) => evidence),
      ...routes.map(({ evidence }) => evidence),
    ],
  };
}

const NICS: ReadonlySet<Interface['type']> = new Set(['device', 'vlan', 'bond', 'team', 'macvlan']);

const UNDERLAYS: ReadonlySet<TopologyEdge['kind']> = new Set(['vxlan-underlay', 'tunnel-underlay']);

/** A VLAN is down with its parent; where that is used itself, it is told of instead. */
function isBelowDownParent(device: Interface, network: FindingContext['network']): boolean {
  return device.edges.some(({ kind, source, target }) => {
    const parent = PARENTS.has(kind) && source === device.id && network.interfaces.get(target);
    return parent && hasAddress(parent) && !parent.link.flags.includes('LOWER_UP');
  });
}

const PARENTS: ReadonlySet<TopologyEdge['kind']> = new Set(['vlan-parent', 'macvlan-parent']);

function hasAddress({ link }: Interface): boolean {
  return link.addresses.some(({ prefix }) => !isLinkLocal(prefixAddress(prefix)));
}

/** Those that say where something is: not `fe80::/64` and `ff00::/8`, which every device has. */
function routesByDevice({ host }: NodeContext): ReadonlyMap<string, readonly Route[]> {
  const found = new Map<string, Route[]>();
  for (const route of host.facts.routes) {
    const { type, table, destination } = route;
    const network = prefixAddress(destination);
    if (type !== 'unicast' || table === 'local') continue;
    if (isLinkLocal(network) || network.startsWith('ff')) continue;
    for (const device of new Set(route.nexthops.flatMap((hop) => hop.device ?? []))) {
      const known = found.get(device);
      if (known) known.push(route);
      else found.set(device, [route]);
    }
  }
  return found;
}
