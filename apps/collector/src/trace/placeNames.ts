import type { Id, Topology } from '@vethscope/model';

/**
 * What to call a namespace: `pod default/web (control/cni-web)`, `node control`, else NODE/NETNS.
 * Pods that share the node's own namespace are not named for it.
 */
export function placeNames(topology: Topology): (netns: Id) => string {
  const names = new Map<Id, string>();
  const pods = new Map<Id, string[]>();
  for (const element of topology.nodes) {
    if (element.kind === 'pod' && element.netns) {
      const name = `${element.namespace}/${element.name}`;
      pods.set(element.netns, [...(pods.get(element.netns) ?? []), name]);
    }
  }
  for (const element of topology.nodes) {
    if (element.kind !== 'netns') continue;
    const place = withoutKind(element.id);
    const inside = pods.get(element.id) ?? [];
    if (element.isHost) names.set(element.id, `node ${withoutKind(element.parent ?? element.id)}`);
    else if (inside.length > 0) names.set(element.id, `pod ${inside.join(', ')} (${place})`);
    else names.set(element.id, `namespace ${place}`);
  }
  return (netns) => names.get(netns) ?? withoutKind(netns);
}

/** `netns/control/blue` → `control/blue`. */
function withoutKind(id: Id): string {
  return id.slice(id.indexOf('/') + 1);
}
