import { CLUSTER, POD_PORT } from '../cluster.ts';
import type { Stack } from '../rules/restore.ts';
import { STACKS } from '../rules/restore.ts';
import { HOST_PORT } from './clusterJudge.ts';
import {
  ANSWERED,
  CLIENT,
  CLOSED,
  CONTROL,
  DNS,
  DNS_SERVICE,
  FAR,
  GATEWAY,
  GONE,
  LOST,
  MANAGEMENT,
  NO_FAR_POD,
  NO_POD,
  NOBODY,
  NOBODY_SERVICE,
  NODE_PORT,
  OUT,
  SHELL,
  WEB,
  WEB_SERVICE,
  WORKER,
} from './clusterNames.ts';
import { ADDED } from './clusterTrouble.ts';
import type { Question } from './question.ts';
import { addressOf } from './question.ts';

type Proto = Question['proto'];
/** An address of each family; a name means both. */
type End = string | Readonly<Record<Stack, string>>;

/** What is asked in each protocol and family, and how each of its branches ends. */
export type Scenario = readonly [
  what: string,
  protos: readonly Proto[],
  from: End,
  to: End,
  port: number,
  ends: readonly string[] | Readonly<Record<Stack, readonly string[]>>,
];

export const ALL: readonly Proto[] = ['tcp', 'udp', 'icmp'];
const UDP: readonly Proto[] = ['udp'];
const PORTS: readonly Proto[] = ['tcp', 'udp'];
const TCP: readonly Proto[] = ['tcp'];

const POD_TO_POD: readonly Scenario[] = [
  ['pod to pod on one bridge', ALL, SHELL, DNS, POD_PORT, [ANSWERED]],
  ['pod to pod by Calico, on one node', ALL, WEB, CLIENT, POD_PORT, [ANSWERED]],
  ['pod on the bridge to Calico pod', ALL, SHELL, CLIENT, POD_PORT, [ANSWERED]],
  ['Calico pod to pod on the bridge', ALL, CLIENT, DNS, POD_PORT, [ANSWERED]],
  ['across nodes by VXLAN', ALL, CLIENT, FAR.client, POD_PORT, [ANSWERED]],
  ['across nodes, bridge to bridge', ALL, SHELL, FAR.dns, POD_PORT, [ANSWERED]],
  ['from a bridge into the tunnel', ALL, SHELL, FAR.client, POD_PORT, [ANSWERED]],
  ['a pod to itself', ALL, SHELL, SHELL, POD_PORT, [ANSWERED]],
  ['a closed port', TCP, SHELL, DNS, CLOSED, ['delivered to a closed port, reply delivered']],
  ['a closed port', UDP, SHELL, DNS, CLOSED, ['delivered to a closed port']],
];

const SERVICES: readonly Scenario[] = [
  ['ClusterIP from a pod', TCP, CLIENT, WEB_SERVICE, 80, [ANSWERED, ANSWERED]],
  ['ClusterIP from a pod on the bridge', TCP, SHELL, DNS_SERVICE, 53, [ANSWERED, ANSWERED]],
  ['ClusterIP from the node', TCP, 'control', DNS_SERVICE, 53, [ANSWERED, ANSWERED]],
  ['ClusterIP on a port that it has not', TCP, CLIENT, WEB_SERVICE, 81, [OUT]],
  ['no endpoints, from a pod', TCP, SHELL, NOBODY_SERVICE, 80, ['rejected']],
  ['no endpoints, from the node', TCP, 'control', NOBODY_SERVICE, 80, ['rejected']],
  // The bridge plugin accepts what stays on the bridge before kube-proxy masquerades: IPv4 does
  // not take one's own address for another's, IPv6 an answer from another than was asked.
  [
    'hairpin, not masqueraded',
    TCP,
    DNS,
    DNS_SERVICE,
    53,
    { v4: ['dropped', ANSWERED], v6: [LOST, ANSWERED] },
  ],
  ['hairpin by Calico, against policy', TCP, WEB, WEB_SERVICE, 80, ['dropped', 'dropped']],
  ['DNAT to the same bridge, with br_netfilter', PORTS, SHELL, ADDED.local, 53, [ANSWERED]],
  ['DNAT to the bridge, routed', PORTS, CLIENT, ADDED.local, 53, [ANSWERED]],
];

const NODE_PORTS: readonly Scenario[] = [
  ['NodePort from outside', TCP, GATEWAY, MANAGEMENT, NODE_PORT, [GONE, GONE]],
  // Policy lets in who comes by a VTEP's address, not by a node's.
  ['NodePort from the other node', TCP, 'worker', CONTROL, NODE_PORT, ['dropped', ANSWERED]],
  ['NodePort from its own node', TCP, 'control', CONTROL, NODE_PORT, [ANSWERED, ANSWERED]],
  ['NodePort from a pod', TCP, SHELL, CONTROL, NODE_PORT, ['dropped', ANSWERED]],
];

const POLICY: readonly Scenario[] = [
  ['policy: a client may', TCP, CLIENT, WEB, POD_PORT, [ANSWERED]],
  ['policy: a client of the other node may', TCP, FAR.client, WEB, POD_PORT, [ANSWERED]],
  ['policy: not by UDP or ICMP', ['udp', 'icmp'], CLIENT, WEB, POD_PORT, ['dropped']],
  ['policy: nobody else', ALL, SHELL, WEB, POD_PORT, ['dropped']],
  ['policy: nobody else of the other node', TCP, FAR.web, WEB, POD_PORT, ['dropped']],
];

const NODES_AND_OUTSIDE: readonly Scenario[] = [
  ['node to pod on the bridge', ALL, 'control', DNS, POD_PORT, [ANSWERED]],
  ['node to Calico pod', ALL, 'control', CLIENT, POD_PORT, [ANSWERED]],
  ['node to the other node’s Calico pod', ALL, 'control', FAR.client, POD_PORT, [ANSWERED]],
  ['node to the other node', ALL, 'control', WORKER, HOST_PORT, [ANSWERED]],
  ['Calico pod to node', ALL, CLIENT, CONTROL, HOST_PORT, [ANSWERED]],
  ['pod on the bridge to node', ALL, SHELL, CONTROL, HOST_PORT, [ANSWERED]],
  ['pod to the other node', ALL, CLIENT, WORKER, HOST_PORT, [ANSWERED]],
  ['Calico pod to outside, masqueraded', ALL, CLIENT, GATEWAY, POD_PORT, [OUT]],
  ['bridge pod to outside, masqueraded', ALL, SHELL, GATEWAY, POD_PORT, [OUT]],
  ['outside to a pod', ALL, GATEWAY, DNS, POD_PORT, [GONE]],
];

const NOBODY_THERE: readonly Scenario[] = [
  ['an address of the own block that no pod has', ALL, SHELL, NO_POD, POD_PORT, ['blackholed']],
  ['the same from the node', UDP, 'control', NO_POD, POD_PORT, ['blackholed']],
  [
    'an address of the other block that no pod has',
    ALL,
    CLIENT,
    NO_FAR_POD,
    POD_PORT,
    ['blackholed'],
  ],
  ['an address on the bridge that nobody has', ALL, SHELL, NOBODY, POD_PORT, ['unresolved']],
  ['the same from the node', ['icmp'], 'control', NOBODY, POD_PORT, ['unresolved']],
];

/** Of the cluster as it was built. */
export const AS_BUILT: readonly Scenario[] = [
  ...POD_TO_POD,
  ...SERVICES,
  ...NODE_PORTS,
  ...POLICY,
  ...NODES_AND_OUTSIDE,
  ...NOBODY_THERE,
];

export const WITH_MISTAKES: readonly Scenario[] = [
  ['hairpin off, br_netfilter on', TCP, DNS, DNS_SERVICE, 53, ['dropped', ANSWERED]],
  ['hairpin on, br_netfilter off', TCP, FAR.dns, DNS_SERVICE, 53, [ANSWERED, ANSWERED]],
  ['DNAT to the same bridge, without br_netfilter', PORTS, FAR.shell, ADDED.local, 53, [LOST]],
  // IPv6 has no rp_filter.
  [
    'asymmetric: there by the tunnel, back beside it',
    ALL,
    CLIENT,
    FAR.client,
    POD_PORT,
    { v4: [LOST], v6: [ANSWERED] },
  ],
  [
    'asymmetric: there beside the tunnel',
    ALL,
    FAR.client,
    CLIENT,
    POD_PORT,
    { v4: ['dropped'], v6: [ANSWERED] },
  ],
  ['a neighbour’s MAC that nobody has', ALL, 'control', SHELL, POD_PORT, ['dropped']],
];

export const WITHOUT_FORWARDING: readonly Scenario[] = [
  ['pod to pod on one bridge', ALL, SHELL, DNS, POD_PORT, [ANSWERED]],
  ['pod to pod through the node', ALL, CLIENT, DNS, POD_PORT, ['dropped']],
  ['pod to node', ALL, CLIENT, CONTROL, HOST_PORT, [ANSWERED]],
  ['node to pod', ALL, 'control', DNS, POD_PORT, [ANSWERED]],
  ['NodePort from outside', TCP, GATEWAY, MANAGEMENT, NODE_PORT, ['dropped', 'dropped']],
];

interface Row {
  readonly what: string;
  readonly stack: Stack;
  readonly question: Question;
  readonly ends: readonly string[];
}

/** One for each protocol and family. */
export function rowsOf(scenarios: readonly Scenario[]): readonly Row[] {
  return scenarios.flatMap(([what, protos, from, to, dport, ends]) =>
    protos.flatMap((proto) =>
      STACKS.map((stack) => ({
        what,
        stack,
        question: { proto, dport, from: senderOf(from, stack), to: targetOf(to, stack) },
        ends: 'v4' in ends ? ends[stack] : ends,
      })),
    ),
  );
}

function senderOf(from: End, stack: Stack): string {
  return typeof from === 'string' ? from : from[stack];
}

/** A name that has addresses of both families means IPv4. */
export function targetOf(to: End, stack: Stack): string {
  if (typeof to !== 'string') return to[stack];
  return stack === 'v4' ? to : (addressOf(CLUSTER, to, stack) ?? to);
}
