import type { PodElement } from '@vethscope/model';

/** Pods with addresses of their own; an address that two of them have tells of neither. */
export function podsByAddress(pods: readonly PodElement[]): ReadonlyMap<string, PodElement> {
  const found = new Map<string, PodElement>();
  const shared = new Set<string>();
  for (const pod of pods) {
    if (pod.hostNetwork === true) continue;
    for (const address of pod.addresses) {
      if (found.has(address)) shared.add(address);
      found.set(address, pod);
    }
  }
  for (const address of shared) found.delete(address);
  return found;
}
