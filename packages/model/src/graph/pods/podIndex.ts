import type { Evidence } from '../../evidence.ts';
import type { CriContainer, CriSandbox, Pod } from '../../snapshot/kubernetes.ts';
import type { NodeSnapshot } from '../../snapshot/snapshot.ts';

/** A pod and everything the runtime of one node says about it. */
export interface KnownPod {
  readonly namespace: string;
  readonly name: string;
  readonly pod?: Pod;
  /** Sandbox ids as listed, 13 or 64 hex digits, on this node. */
  readonly sandboxes: readonly string[];
  /** What `crictl inspectp` tells of them. */
  readonly inspected: readonly CriSandbox[];
  readonly evidence: readonly Evidence[];
}

/** The namespace of a pod that only `crictl ps` names, in its older form without that column. */
const UNKNOWN_NAMESPACE = '?';

/** Pods of the Kubernetes lists, joined with those that the node's runtime runs. */
export function listPods(node: NodeSnapshot, clusterPods: readonly Pod[]): readonly KnownPod[] {
  const found = new Map<string, KnownPod>();
  const namespacesByName = new Map<string, string[]>();
  for (const pod of clusterPods) {
    const { namespace, name } = pod;
    found.set(`${namespace}/${name}`, {
      namespace,
      name,
      pod,
      sandboxes: [],
      inspected: [],
      evidence: [pod.evidence],
    });
    namespacesByName.set(name, [...(namespacesByName.get(name) ?? []), namespace]);
  }
  for (const run of runningPods(node)) {
    const candidates = namespacesByName.get(run.pod) ?? [];
    const namespace =
      run.namespace ?? (candidates.length === 1 ? candidates[0] : undefined) ?? UNKNOWN_NAMESPACE;
    const key = `${namespace}/${run.pod}`;
    const known = found.get(key) ?? {
      namespace,
      name: run.pod,
      sandboxes: [],
      inspected: [],
      evidence: [],
    };
    found.set(key, {
      ...known,
      sandboxes: [...new Set([...known.sandboxes, run.sandbox])],
      inspected: [...known.inspected, ...run.inspected],
      evidence: [...known.evidence, ...run.evidence],
    });
  }
  return [...found.values()];
}

interface RunningPod {
  readonly pod: string;
  readonly namespace: string | undefined;
  readonly sandbox: string;
  readonly inspected: readonly CriSandbox[];
  readonly evidence: readonly Evidence[];
}

function runningPods({ runtime }: NodeSnapshot): readonly RunningPod[] {
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
