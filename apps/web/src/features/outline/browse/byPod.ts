import type { PodElement, Topology } from '@vethscope/model';
import type { CaptureIndex } from '../../../view/captureIndex.ts';
import type { Branch } from '../outlineRows.ts';
import { byKubernetesNamespace, leaf, namespaceGroup } from './branches.ts';

/** Pods by Kubernetes namespace, each with the interfaces of its own network. */
export function podBranches(topology: Topology, index: CaptureIndex): readonly Branch[] {
  const pods = topology.nodes.filter((node): node is PodElement => node.kind === 'pod');
  return byKubernetesNamespace(pods, (pod, under) => podBranch(index, pod, under));
}

export function podBranch(index: CaptureIndex, pod: PodElement, under: string): Branch {
  const branch = leaf(pod, under);
  return {
    ...branch,
    about: pod.hostNetwork === true ? 'host network' : (pod.addresses[0] ?? ''),
    children: () => interfacesOf(index, pod).map((iface) => leaf(iface, branch.id)),
  };
}

/** Those of the host are not a pod's, though it uses them. */
function interfacesOf(index: CaptureIndex, { netns, hostNetwork }: PodElement) {
  return netns === undefined || hostNetwork === true
    ? []
    : index.interfacesIn(netns).filter(({ type }) => type !== 'loopback');
}

export function pathToPod(index: CaptureIndex, id: string): readonly string[] {
  const element = index.node(id);
  const pod =
    element?.kind === 'interface'
      ? index.podsIn(element.netns).find(({ hostNetwork }) => hostNetwork !== true)
      : element;
  if (pod?.kind !== 'pod') return [];
  const namespace = namespaceGroup(pod.namespace);
  const row = `${namespace} ${pod.id}`;
  return pod === element ? [namespace, row] : [namespace, row, `${row} ${id}`];
}
