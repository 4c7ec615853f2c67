import type { Evidence, Route } from '@vethscope/model';
import { isProxy, prefixAddress } from '@vethscope/model';
import { eitherSetting, type Interface, largerSetting, type Setting } from '@vethscope/trace';
import type { NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { calicoWorkloads, MANY, type Workload } from './calico/workloads.ts';
import { isDefault } from './tables/tables.ts';

export const proxyArpOff: NodeRule = {
  id: 'proxy-arp-off',
  name: 'Nobody answers for the gateway of a pod',
  scope: 'node',
  severity: 'error',
  explanation:
    "A Calico pod sends everything to 169.254.1.1, an address that no interface has: the node's end of the pod's veth answers for it by proxy ARP, which Felix turns on (`net.ipv4.conf.caliXXX.proxy_arp`). With it off the pod gets no answer and sends nothing, not even to the node.",
  needs: ['links', 'addresses'],
  check(node, context) {
    const hasGateway = [...node.host.interfaces.values()].some(({ link }) =>
      link.addresses.some(({ prefix }) => prefixAddress(prefix) === GATEWAY),
    );
    if (hasGateway) return [];
    const workloads = calicoWorkloads(node, context);
    const mute = workloads.flatMap(muteWorkload);
    if (mute.length === 0) {
      return workloads.every(isTold) ? [] : { missing: ['forwardingSysctls'] };
    }
    return mute.length > MANY ? [foundMany(node, mute)] : mute.map((one) => foundOne(node, one));
  },
};

const GATEWAY = '169.254.1.1';

interface Mute {
  readonly workload: Workload;
  readonly evidence: readonly Evidence[];
}

function muteWorkload(workload: Workload): readonly Mute[] {
  const { device, inside } = workload;
  const setting = largerSetting(device, 4, 'proxy_arp');
  const isOff = setting?.value === 0 && setting.evidence.length > 0;
  const route = inside && defaultToGateway(inside);
  if (!isOff || !route || isKnownOtherwise(device, inside)) return [];
  return [{ workload, evidence: evidenceOf(device, setting, route) }];
}

/** `all` or the interface's own: where one of them is on, the other does not matter. */
function isTold({ device }: Workload): boolean {
  return eitherSetting(device, 4, 'proxy_arp') !== undefined;
}

function defaultToGateway({ netns, name }: Interface): Route | undefined {
  return netns.facts.routes.find(
    (route) =>
      route.type === 'unicast' &&
      isDefault(route) &&
      route.nexthops.some(({ via, device }) => via === GATEWAY && device === name),
  );
}

/** An entry that was made by hand, on either side: `ip neigh add … nud permanent`, `… proxy`. */
function isKnownOtherwise(device: Interface, inside: Interface): boolean {
  const isListed = inside.netns.facts.neighbors.some(
    (entry) =>
      entry.address === GATEWAY &&
      entry.device === inside.name &&
      entry.states.includes('PERMANENT'),
  );
  const isProxied = device.netns.facts.neighbors.some(
    (entry) => entry.address === GATEWAY && entry.device === device.name && isProxy(entry),
  );
  return isListed || isProxied;
}

function evidenceOf({ link }: Interface, setting: Setting, route: Route): readonly Evidence[] {
  return [...setting.evidence, link.evidence, route.evidence];
}

function foundOne(node: NodeContext, { workload, evidence }: Mute): Found {
  const { name, device } = workload;
  const who = name === device.name ? name : `${name}: ${device.name}`;
  return {
    title: `${who} does not answer for ${GATEWAY}, the pod's gateway${node.onNode}`,
    subjects: subjectsOf(workload),
    evidence,
    why: `The pod's default route is via ${GATEWAY}, which nobody answers for: its ARP entry stays FAILED, and it sends nothing.`,
    remedy: `\`sysctl -w net.ipv4.conf.${device.name}.proxy_arp=1\`. ${FELIX}`,
  };
}

function foundMany(node: NodeContext, mute: readonly Mute[]): Found {
  const [first] = mute;
  return {
    title: `${first?.workload.name} and ${mute.length - 1} more: nobody answers for their gateway ${GATEWAY}${node.onNode}`,
    subjects: mute.flatMap(({ workload }) => subjectsOf(workload)),
    evidence: mute.flatMap(({ evidence }) => evidence),
    why: `Proxy ARP is off on the interfaces of ${mute.length} pods: they get no answer for their gateway, and send nothing.`,
    remedy: FELIX,
  };
}

const FELIX =
  'Felix turns it on whenever the interface comes up: look for what turned it off, a tuning profile or a file of `/etc/sysctl.d` with `proxy_arp`, and restart calico-node on this node.';

function subjectsOf({ pod, device }: Workload) {
  return pod ? [pod.id, device.id] : [device.id];
}
