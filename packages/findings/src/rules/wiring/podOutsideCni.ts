import type { Evidence, PodElement } from '@vethscope/model';
import { ipFamily, prefixAddress, prefixContains, workloadHashOf } from '@vethscope/model';
import type { FindingContext, NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { hostEndsOf } from './devices/hostEnds.ts';
import {
  chainsWithoutInterface,
  podName,
  podOfHash,
  type WorkloadChains,
} from './pods/workloadChains.ts';

export const podOutsideCni: NodeRule = {
  id: 'pod-outside-cni',
  name: 'Pod that Calico did not wire',
  scope: 'node',
  severity: 'warning',
  explanation:
    "Calico has chains for the pod, `cali-fw-` and `cali-tw-` with the pod's own interface, but that interface does not exist: the pod hangs on another network, mostly on `cni0`, because it was started before Calico was installed and nobody wires a pod anew while it runs. Network policies do not apply to it, it has no address of Calico's pools, and Calico gives other nodes no route to it. To be right it has to be recreated.",
  needs: ['links', 'iptables4', 'pods'],
  check: (node, context) =>
    chainsWithoutInterface(node.host).flatMap((chains) => {
      const pod = podOfHash(context, chains.hash);
      const place = pod && placeElsewhere(node, context, pod);
      return pod && place ? [found(node, context, { pod, chains, place })] : [];
    }),
};

/** Where a pod is wired in place of its own interface. */
interface Elsewhere {
  /** `cni0`; the host's end itself where it is on no bridge. */
  readonly device: string;
  readonly address: string | undefined;
  readonly evidence: readonly Evidence[];
}

/** Only what is seen there counts: a pod without any wiring may just be starting or ending. */
function placeElsewhere(
  node: NodeContext,
  context: FindingContext,
  pod: PodElement,
): Elsewhere | undefined {
  if (pod.node !== node.id || pod.hostNetwork === true) return undefined;
  const address = pod.addresses.find((ip) => ipFamily(ip) === 4) ?? pod.addresses[0];
  const ends = pod.netns === undefined ? [] : hostEndsOf(context, node.host, pod.netns);
  const [end] = ends;
  if (end) {
    // Another workload's interface: Calico wired it, under a name that is not its own.
    if (ends.some(({ near }) => workloadHashOf(near.name) !== undefined)) return undefined;
    const { master } = end.near;
    return {
      ...{ device: (master ?? end.near).name, address },
      evidence: [...end.edge.evidence, ...(master ? [master.link.evidence] : [])],
    };
  }
  for (const { name, type, link } of node.host.interfaces.values()) {
    const holder =
      type === 'bridge' &&
      link.addresses.find(({ prefix }) =>
        pod.addresses.some((ip) => prefixContains(prefix, ip) && ip !== prefixAddress(prefix)),
      );
    if (holder) return { device: name, address, evidence: [holder.evidence] };
  }
  return undefined;
}

interface OutsidePod {
  readonly pod: PodElement;
  readonly chains: WorkloadChains;
  readonly place: Elsewhere;
}

function found(node: NodeContext, context: FindingContext, outside: OutsidePod): Found {
  const { pod, chains, place } = outside;
  const at = place.address === undefined ? place.device : `${place.device} with ${place.address}`;
  return {
    title: `${podName(pod)} hangs on ${place.device}, not on Calico's ${chains.ifname}${node.onNode}`,
    subjects: [pod.id],
    evidence: [
      ...chains.evidence,
      ...context.listings(node.host, 'ip link, ip addr'),
      ...pod.evidence,
      ...place.evidence,
    ],
    why: `It is on ${at}: Calico's policies do not apply to its packets, and Calico gives other nodes no route to it.`,
    remedy: `Recreate it, so that Calico wires it: \`kubectl -n ${pod.namespace} delete pod ${pod.name}\`. Its owner starts a new one; a pod without owner has to be applied again.`,
  };
}
