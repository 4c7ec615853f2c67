import type { Evidence, PodElement, Topology } from '@vethscope/model';
import { calicoWorkloadHash, workloadHashOf, workloadInterfaceOfChain } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';
import type { FindingContext } from '../../../context.ts';

/** What Calico has in the node's rules for one pod of its own: `cali-fw-cali6945b3c77c1`, `cali-tw-…`. */
export interface WorkloadChains {
  /** The interface that they are for, whether it exists or not. */
  readonly ifname: string;
  /** The hash of the pod in its name. */
  readonly hash: string;
  /** The lines that name the chains. */
  readonly evidence: readonly Evidence[];
}

/**
 * Workloads that have chains and whose interface is not in the node's whole listing of links. One that
 * has the same hash behind another prefix is theirs, too: AWS' pods with a security group of their own
 * have `vlan…` in the place of `eni…`.
 */
export function chainsWithoutInterface(host: Namespace): readonly WorkloadChains[] {
  const present = new Set(
    [...host.interfaces.keys()].flatMap((name) => workloadHashOf(name) ?? []),
  );
  return workloadChains(host).filter(({ hash }) => !present.has(hash));
}

function workloadChains({ facts }: Namespace): readonly WorkloadChains[] {
  const found = new Map<string, { hash: string; evidence: Evidence[] }>();
  for (const { chains } of facts.iptables) {
    for (const { name, evidence } of chains) {
      const ifname = workloadInterfaceOfChain(name);
      const hash = ifname === undefined ? undefined : workloadHashOf(ifname);
      // OpenStack's `tap…` has no hash of a pod.
      if (ifname === undefined || hash === undefined) continue;
      const known = found.get(ifname);
      if (known) known.evidence.push(evidence);
      else found.set(ifname, { hash, evidence: [evidence] });
    }
  }
  return [...found].map(([ifname, chains]) => ({ ifname, ...chains }));
}

/** The cluster's pod behind a hash in an interface's name. */
export function podOfHash({ topology }: FindingContext, hash: string): PodElement | undefined {
  const known = indexes.get(topology);
  if (known) return known.get(hash);
  const fresh = new Map(
    topology.nodes.flatMap((element) =>
      element.kind === 'pod'
        ? [[calicoWorkloadHash(element.namespace, element.name), element] as const]
        : [],
    ),
  );
  indexes.set(topology, fresh);
  return fresh.get(hash);
}

/** Hashes of all the pods take a while, and several rules ask on each node. */
const indexes = new WeakMap<Topology, ReadonlyMap<string, PodElement>>();

/** `kube-system/coredns-7db6d8ff4d-p4kzt`, as `kubectl` takes it apart. */
export function podName({
  namespace,
  name,
}: {
  readonly namespace: string;
  readonly name: string;
}): string {
  return `${namespace}/${name}`;
}
