import type { ServiceWay } from '@vethscope/model';

/** As Kubernetes calls them. */
export const WAY_WORDS: Readonly<Record<ServiceWay['kind'], string>> = {
  clusterIp: 'cluster IP',
  nodePort: 'node port',
  externalIp: 'external IP',
  loadBalancer: 'load balancer',
  external: 'outside address',
};
