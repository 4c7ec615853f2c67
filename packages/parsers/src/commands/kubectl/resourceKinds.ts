/** The API kinds that are read, each with the spellings `kubectl api-resources` lists for it. */
const KINDS = [
  ['Pod', 'pod', 'pods', 'po'],
  ['Service', 'service', 'services', 'svc'],
  ['EndpointSlice', 'endpointslice', 'endpointslices'],
  ['Endpoints', 'endpoints', 'ep'],
  ['Node', 'node', 'nodes', 'no'],
  ['Deployment', 'deployment', 'deployments', 'deploy'],
  ['DaemonSet', 'daemonset', 'daemonsets', 'ds'],
  ['ReplicaSet', 'replicaset', 'replicasets', 'rs'],
  ['ReplicationController', 'replicationcontroller', 'replicationcontrollers', 'rc'],
  ['StatefulSet', 'statefulset', 'statefulsets', 'sts'],
  ['Job', 'job', 'jobs'],
  ['CronJob', 'cronjob', 'cronjobs', 'cj'],
] as const;

export type ResourceKind = (typeof KINDS)[number][0];

export const WORKLOAD_KINDS: readonly ResourceKind[] = [
  'Deployment',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'Job',
  'CronJob',
];

/** What `kubectl get all` asks for, of the kinds that are read. */
export const KINDS_OF_ALL: readonly ResourceKind[] = ['Pod', 'Service', ...WORKLOAD_KINDS];

const KIND_BY_SPELLING: ReadonlyMap<string, ResourceKind> = new Map(
  KINDS.flatMap(([kind, ...spellings]) => spellings.map((spelling) => [spelling, kind] as const)),
);

const KIND_BY_API_NAME: ReadonlyMap<string, ResourceKind> = new Map(
  KINDS.map(([kind]) => [kind, kind] as const),
);

/** `po`, `Pods`, `daemonset.apps`, `endpointslices.v1.discovery.k8s.io`. */
export function kindOfSpelling(text: string): ResourceKind | undefined {
  const dot = text.indexOf('.');
  const resource = dot < 0 ? text : text.slice(0, dot);
  return KIND_BY_SPELLING.get(resource.toLowerCase());
}

/** The `kind` field of an API object. */
export function kindOfApiName(text: string): ResourceKind | undefined {
  return KIND_BY_API_NAME.get(text);
}
