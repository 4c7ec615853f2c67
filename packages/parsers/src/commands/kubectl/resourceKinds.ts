/** The API kinds that are read: the group, and the spellings `kubectl api-resources` lists. */
const KINDS = [
  ['Pod', '', 'pod', 'pods', 'po'],
  ['Service', '', 'service', 'services', 'svc'],
  ['EndpointSlice', 'discovery.k8s.io', 'endpointslice', 'endpointslices'],
  ['Endpoints', '', 'endpoints', 'ep'],
  ['Node', '', 'node', 'nodes', 'no'],
  ['NetworkPolicy', 'networking.k8s.io', 'networkpolicy', 'networkpolicies', 'netpol'],
  ['Deployment', 'apps', 'deployment', 'deployments', 'deploy'],
  ['DaemonSet', 'apps', 'daemonset', 'daemonsets', 'ds'],
  ['ReplicaSet', 'apps', 'replicaset', 'replicasets', 'rs'],
  ['ReplicationController', '', 'replicationcontroller', 'replicationcontrollers', 'rc'],
  ['StatefulSet', 'apps', 'statefulset', 'statefulsets', 'sts'],
  ['Job', 'batch', 'job', 'jobs'],
  ['CronJob', 'batch', 'cronjob', 'cronjobs', 'cj'],
  ['IPPool', 'projectcalico.org', 'ippool', 'ippools'],
  ['IPAMBlock', 'projectcalico.org', 'ipamblock', 'ipamblocks'],
  ['FelixConfiguration', 'projectcalico.org', 'felixconfiguration', 'felixconfigurations'],
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

/** Those that are in no namespace. */
const CLUSTER_WIDE: ReadonlySet<ResourceKind> = new Set([
  'Node',
  'IPPool',
  'IPAMBlock',
  'FelixConfiguration',
]);

export function isClusterWide(kind: ResourceKind): boolean {
  return CLUSTER_WIDE.has(kind);
}

/** `po`, `Pods`, `daemonset.apps`, `endpointslices.v1.discovery.k8s.io`, `ippools.crd.projectcalico.org`. */
export function kindOfSpelling(text: string): ResourceKind | undefined {
  const { resource, group } = spellingOf(text);
  const row = KINDS.find(([, , ...spellings]) => spellings.some((one) => one === resource));
  return row && (group === '' || isGroup(group, row[1])) ? row[0] : undefined;
}

/** The `kind` of an API object, and its `apiVersion`: `apps/v1`; `''` where nothing says it. */
export function kindOfApiName(text: string, apiVersion: string): ResourceKind | undefined {
  const row = KINDS.find(([kind]) => kind === text);
  const slash = apiVersion.lastIndexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return row && (apiVersion === '' || isGroup(group, row[1])) ? row[0] : undefined;
}

/**
 * Calico's other objects, by the names `kubectl api-resources` has for them: known, and kept as they
 * are. Its network policies are not Kubernetes' own.
 */
export function isKnownResource(text: string): boolean {
  const { resource, group } = spellingOf(text);
  if (resource === 'networkpolicies') return isGroup(group, 'projectcalico.org');
  return CALICO_RESOURCES.has(resource);
}

const CALICO_RESOURCES: ReadonlySet<string> = new Set([
  'bgpconfigurations',
  'bgpfilters',
  'bgppeers',
  'blockaffinities',
  'caliconodestatuses',
  'clusterinformations',
  'globalnetworkpolicies',
  'globalnetworksets',
  'hostendpoints',
  'installations',
  'ipamconfigs',
  'ipamhandles',
  'ipreservations',
  'kubecontrollersconfigurations',
  'networksets',
  'tiers',
]);

/** `TYPE[.VERSION][.GROUP]` */
function spellingOf(text: string): { readonly resource: string; readonly group: string } {
  const [resource = '', ...rest] = text.toLowerCase().split('.');
  const hasVersion = /^v\d+((alpha|beta)\d+)?$/.test(rest[0] ?? '');
  return { resource, group: (hasVersion ? rest.slice(1) : rest).join('.') };
}

/** Calico's objects are stored under `crd.`; its API server serves them without. */
function isGroup(group: string, expected: string): boolean {
  // Up to Kubernetes 1.15 what is now in several groups was in this one.
  return group === expected || group === `crd.${expected}` || group === 'extensions';
}
