import type { Evidence } from '../../evidence.ts';
import { calicoWorkloadHash } from '../../kubernetes/calicoNames.ts';
import type { CriContainer, CriSandbox, Pod } from '../../snapshot/kubernetes.ts';
import type { NodeSnapshot } from '../../snapshot/snapshot.ts';

/** A pod and everything the runtime of one node says about it. */
export interface KnownPod {
  readonly namespace: string;
  readonly name: string;
  readonly pod?: Pod;
  /** Calico's hash of it, once for all the nodes that may run it. */
  readonly workloadHash: string;
  /** Sandbox ids as listed, 13 or 64 hex digits, on this node. */
  readonly sandboxes: readonly string[];
  /** What `crictl inspectp` tells of them. */
  readonly inspected: readonly CriSandbox[];
  readonly evidence: readonly Evidence[];
}

/** Pods of the Kubernetes lists, each once: with several captures each may hold the same lists. */
export interface ClusterPods {
  readonly byKey: ReadonlyMap<string, KnownPod>;
  /** Kubernetes' namespaces that have a pod of that name. */
  readonly namespacesOf: (name: string) => readonly string[];
}

/** The namespace of a pod that only `crictl ps` names, in its older form without that column. */
const UNKNOWN_NAMESPACE = '?';

export function podKey({ namespace, name }: Pick<KnownPod, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

export function indexClusterPods(nodes: readonly NodeSnapshot[]): ClusterPods {
  const listed = new Map<string, { pod: Pod; evidence: Evidence[] }>();
  for (const { kubernetes } of nodes) {
    for (const pod of kubernetes.pods) {
      const key = podKey(pod);
      const known = listed.get(key);
      if (!known) {
        listed.set(key, { pod, evidence: [pod.evidence] });
      } else if (!saysTheSame(known.pod, pod)) {
        known.pod = { ...known.pod, ...pod };
        known.evidence.push(pod.evidence);
      }
    }
  }
  const byKey = new Map<string, KnownPod>();
  const namespaces = new Map<string, string[]>();
  for (const [key, { pod, evidence }] of listed) {
    byKey.set(key, { ...unlisted(pod.namespace, pod.name), pod, evidence });
    namespaces.set(pod.name, [...(namespaces.get(pod.name) ?? []), pod.namespace]);
  }
  return { byKey, namespacesOf: (name) => namespaces.get(name) ?? [] };
}

/** The same list in a hundred captures proves no more than in one: its first line is enough. */
function saysTheSame(known: Pod, pod: Pod): boolean {
  const [own = [], theirs = []] = [known.addresses, pod.addresses];
  return (
    known.node === pod.node &&
    known.hostNetwork === pod.hostNetwork &&
    own.length === theirs.length &&
    own.every((address, i) => address === theirs[i])
  );
}

/** The pods that a node's runtime runs, by `podKey`, joined with those of the Kubernetes lists. */
export function runningPods(
  node: NodeSnapshot,
  cluster: ClusterPods,
): ReadonlyMap<string, KnownPod> {
  const found = new Map<string, KnownPod>();
  for (const run of sandboxesOf(node)) {
    const candidates = cluster.namespacesOf(run.pod);
    const namespace =
      run.namespace ?? (candidates.length === 1 ? candidates[0] : undefined) ?? UNKNOWN_NAMESPACE;
    const key = podKey({ namespace, name: run.pod });
    const known = found.get(key) ?? cluster.byKey.get(key) ?? unlisted(namespace, run.pod);
    found.set(key, {
      ...known,
      sandboxes: [...new Set([...known.sandboxes, run.sandbox])],
      inspected: [...known.inspected, ...run.inspected],
      evidence: [...known.evidence, ...run.evidence],
    });
  }
  return found;
}

function unlisted(namespace: string, name: string): KnownPod {
  const workloadHash = calicoWorkloadHash(namespace, name);
  return { namespace, name, workloadHash, sandboxes: [], inspected: [], evidence: [] };
}

interface RunningPod {
  readonly pod: string;
  readonly namespace: string | undefined;
  readonly sandbox: string;
  readonly inspected: readonly CriSandbox[];
  readonly evidence: readonly Evidence[];
}

function sandboxesOf({ runtime }: NodeSnapshot): readonly RunningPod[] {
  const ofSandbox = (s: CriSandbox): RunningPod => ({
    pod: s.pod,
    namespace: s.namespace,
    sandbox: s.id,
    inspected: s.netnsPath === undefined && s.hostNetwork === undefined ? [] : [s],
    evidence: [s.evidence, ...(s.moreEvidence ?? [])],
  });
  const ofContainer = (c: CriContainer): readonly RunningPod[] =>
    c.pod === undefined || c.sandboxId === undefined
      ? []
      : [
          {
            pod: c.pod,
            namespace: c.namespace,
            sandbox: c.sandboxId,
            inspected: [],
            evidence: [c.evidence],
          },
        ];
  return [...runtime.sandboxes.map(ofSandbox), ...runtime.containers.flatMap(ofContainer)];
}
