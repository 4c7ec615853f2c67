import type { Evidence, FactKind, Family, Route } from '@vethscope/model';
import { ipFamily, isLinkLocal, prefixAddress } from '@vethscope/model';
import {
  type Interface,
  interfaceSetting,
  type Namespace,
  type Setting,
  settingOf,
} from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import { someOf } from '../../describe/someOf.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { calicoWorkloads, podIn, vethPeer } from './calico/workloads.ts';
import { isDefault } from './tables/tables.ts';

export const forwardingOff: NodeRule = {
  id: 'forwarding-off',
  name: 'Forwarding is off',
  scope: 'node',
  severity: 'error',
  explanation:
    "The node is the router of its pods: what comes in by a pod's interface, a bridge, a tunnel or a NIC goes on by another one. IPv4 asks `net.ipv4.conf.IFACE.forwarding` of the interface that a packet comes in by (`net.ipv4.ip_forward` sets all of them at once), IPv6 `net.ipv6.conf.all.forwarding`. Where it is off the packet is dropped, and no firewall rule tells of it.",
  needs: ['links'],
  check(node, context) {
    const found = [...check4(node, context), ...check6(node, context)];
    return found.length === 0 && !isTold(node, context) ? { missing: SETTINGS } : found;
  },
};

const SETTINGS: readonly FactKind[] = ['forwardingSysctls'];

/** Any line for IPv4 (`net.ipv4.ip_forward = 1` is enough), and one for IPv6 where pods have it. */
function isTold(node: NodeContext, context: FindingContext): boolean {
  const { host } = node;
  const is4Told = [...host.interfaces.values()].some((device) => forwarding4(host, device));
  const is6Told = settingOf(host, 'net.ipv6.conf.all.forwarding') !== undefined;
  return is4Told && (is6Told || forwardingDevices(node, context, 6).length === 0);
}

interface Off {
  readonly device: Interface;
  readonly setting: Setting;
}

function check4(node: NodeContext, context: FindingContext): readonly Found[] {
  const devices = forwardingDevices(node, context, 4);
  const off = devices.flatMap((device): readonly Off[] => {
    const setting = forwarding4(node.host, device);
    return isOff(setting) ? [{ device, setting }] : [];
  });
  if (off.length === 0) return [];
  const whole = forwardingOfAll(node.host);
  const isWhole = off.length === devices.length && !(whole && whole.value > 0);
  const lines = off.flatMap(({ device, setting }) => [...setting.evidence, device.link.evidence]);
  return [
    isWhole
      ? foundOnNode(node, off, [...(isOff(whole) ? whole.evidence : []), ...lines])
      : foundOnInterfaces(node, off, lines),
  ];
}

function foundOnNode(node: NodeContext, off: readonly Off[], evidence: readonly Evidence[]): Found {
  const isSaidOfEach = off.every(({ device }) => interfaceSetting(device, 4, 'forwarding'));
  return {
    title: `IPv4 forwarding is off${node.onNode}`,
    subjects: [node.host.id, ...off.map(({ device }) => device.id)],
    evidence,
    why: isSaidOfEach
      ? `Nothing of what pods send leaves the node, and nothing comes to them: ${named(off)} all drop what is for others.`
      : 'An interface forwards only where somebody has switched it on since, as Felix does for cali*: what comes in for pods by a NIC or a tunnel, answers included, is dropped.',
    remedy:
      '`sysctl -w net.ipv4.ip_forward=1`, and the same line in a file of `/etc/sysctl.d`, or it is off again after the next boot.',
  };
}

function foundOnInterfaces(
  node: NodeContext,
  off: readonly Off[],
  evidence: readonly Evidence[],
): Found {
  const commands = off.map(
    ({ device }) => `\`sysctl -w net.ipv4.conf.${device.name.replaceAll('.', '/')}.forwarding=1\``,
  );
  return {
    title: `${named(off)}: IPv4 forwarding is off${node.onNode}`,
    subjects: off.map(({ device }) => device.id),
    evidence,
    why: 'What comes in there for another interface is dropped. `net.ipv4.ip_forward` sets all interfaces when it changes; after that each has its own.',
    remedy: `${commands.slice(0, SHOWN).join(', ')}. New interfaces take \`net.ipv4.conf.default.forwarding\`.`,
  };
}

function check6(node: NodeContext, context: FindingContext): readonly Found[] {
  const devices = forwardingDevices(node, context, 6);
  const setting = settingOf(node.host, 'net.ipv6.conf.all.forwarding');
  if (devices.length === 0 || !isOff(setting)) return [];
  return [
    {
      title: `IPv6 forwarding is off${node.onNode}`,
      subjects: [node.host.id, ...devices.map(({ id }) => id)],
      evidence: [...setting.evidence, ...devices.map(({ link }) => link.evidence)],
      why: 'Pods have IPv6 addresses, but nothing that they send over IPv6 leaves the node, and nothing comes to them.',
      remedy:
        '`sysctl -w net.ipv6.conf.all.forwarding=1`, and in a file of `/etc/sysctl.d`. Where the default route comes from router advertisements, set `accept_ra=2` on its interface first: forwarding turns them off.',
    },
  ];
}

/** Said by a line: what a listing lacks may have come after it. */
function isOff(setting: Setting | undefined): setting is Setting {
  return setting?.value === 0 && setting.evidence.length > 0;
}

/** Of the interface that a packet comes in by; ip_forward where the capture has that alone. */
function forwarding4(host: Namespace, device: Interface): Setting | undefined {
  return interfaceSetting(device, 4, 'forwarding') ?? forwardingOfAll(host);
}

/** One value under two names. */
function forwardingOfAll(host: Namespace): Setting | undefined {
  return settingOf(host, 'net.ipv4.ip_forward') ?? settingOf(host, 'net.ipv4.conf.all.forwarding');
}

const SHOWN = 3;

function named(off: readonly Off[]): string {
  return someOf(
    off.map(({ device }) => device.name),
    SHOWN,
  );
}

/**
 * Where packets of pods come in: those that pods have the node for a gateway on, and where there are
 * any, tunnels and the interfaces of default routes. None on a node without pods.
 */
function forwardingDevices(
  node: NodeContext,
  context: FindingContext,
  family: Family,
): readonly Interface[] {
  const routed = routedDevices(node.host, family);
  const gateways = new Set([
    ...calicoWorkloads(node, context).flatMap(({ device, addresses }) =>
      routed.has(device.name) || addresses.some(({ address }) => ipFamily(address) === family)
        ? [device]
        : [],
    ),
    ...node.namespaces.flatMap((netns) => gatewayDevices(netns, context, family)),
  ]);
  if (gateways.size === 0) return [];
  const others = [...node.host.interfaces.values()].filter(
    (device) => isTunnel(device, family) || isOnDefaultRoute(device, family),
  );
  return [...new Set([...gateways, ...others])];
}

/** `10.244.1.5 dev cali68caf03a5f4 scope link`: the pod has an address of the family, whoever it is. */
function routedDevices({ facts }: Namespace, family: Family): ReadonlySet<string> {
  return new Set(
    facts.routes
      .filter((route) => route.family === family && !isLinkLocal(prefixAddress(route.destination)))
      .flatMap(({ type, table, nexthops }) =>
        type === 'unicast' && table !== 'local'
          ? nexthops.flatMap(({ device }) => device ?? [])
          : [],
      ),
  );
}

/** The node's interfaces that a pod's default route leads to: the veth's other end, or its bridge. */
function gatewayDevices(
  netns: Namespace,
  context: FindingContext,
  family: Family,
): readonly Interface[] {
  if (netns.isHost || !podIn(netns.id, context)) return [];
  return [...netns.interfaces.values()].flatMap((inside) => {
    const peer = vethPeer(inside, context);
    const device = peer?.master ?? peer;
    if (!device?.netns.isHost) return [];
    const gateways = defaultsBy(netns.facts.routes, inside.name, family).flatMap(({ nexthops }) =>
      nexthops.flatMap(({ via }) => via ?? []),
    );
    const isGateway = device.link.addresses.some(({ prefix }) =>
      gateways.includes(prefixAddress(prefix)),
    );
    return isGateway ? [device] : [];
  });
}

function defaultsBy(routes: readonly Route[], device: string, family: Family): readonly Route[] {
  return routes.filter(
    (route) =>
      route.family === family &&
      route.type === 'unicast' &&
      isDefault(route) &&
      route.nexthops.some((hop) => hop.device === device),
  );
}

function isTunnel({ type, link }: Interface, family: Family): boolean {
  const isOfTunnels = type === 'vxlan' || type === 'ipip';
  return (
    isOfTunnels &&
    link.addresses.some((own) => own.family === family && !isLinkLocal(prefixAddress(own.prefix)))
  );
}

function isOnDefaultRoute({ name, netns }: Interface, family: Family): boolean {
  return defaultsBy(netns.facts.routes, name, family).length > 0;
}
