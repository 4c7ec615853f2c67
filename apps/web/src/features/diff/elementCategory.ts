import { assertNever, type TopologyElement } from '@vethscope/model';

/** What changes of elements can be filtered by. */
export function elementCategory(element: TopologyElement): string {
  if ('source' in element) return 'links';
  if ('clusterIps' in element) return 'services';
  switch (element.kind) {
    case 'node':
      return 'nodes';
    case 'netns':
      return 'namespaces';
    case 'interface':
      return 'interfaces';
    case 'pod':
      return 'pods';
    case 'external':
      return 'outside';
    default:
      return assertNever(element);
  }
}
