import { assertNever, type Evidence } from '@vethscope/model';
import { textAt } from '../../source/jsonFields.ts';
import { type JsonItem, readJsonDocument } from '../../source/jsonSource.ts';
import { excerpt, type SourceLines } from '../../source/sourceLines.ts';
import { felixConfigurationOfObject, ipamBlockOfObject, ipPoolOfObject } from './calico.ts';
import { endpointSliceOfObject, slicesOfEndpointsObject } from './endpointObjects.ts';
import type { GetRequest } from './getRequest.ts';
import { type Listing, NOTHING } from './listing.ts';
import { networkPolicyOfObject } from './networkPolicies.ts';
import { nodeOfObject } from './nodes.ts';
import type { ObjectName } from './objectName.ts';
import { podOfObject } from './pods.ts';
import type { KubernetesRecord } from './records.ts';
import { isClusterWide, kindOfApiName, type ResourceKind } from './resourceKinds.ts';
import { serviceOfObject } from './services.ts';

/** Reads what `kubectl get -o json` prints: a `List`, or one object where one was asked for. */
export function readApiObjects(source: SourceLines, request: GetRequest): Listing {
  const { root, items } = readJsonDocument(source, ['items']);
  const rootKind = textAt(root, 'kind') ?? '';
  if (rootKind === 'Status') {
    reportStatus(source, root);
    return { ...NOTHING, failed: true };
  }
  const records: KubernetesRecord[] = [];
  const listed = new Set<ResourceKind>();
  const unread: UnreadRun[] = [];
  for (const item of items) {
    const named = textAt(item.value, 'kind');
    // The items of a PodList, as the API itself prints it, name neither their kind nor its version.
    const kindName = named ?? rootKind.replace(/List$/, '');
    const apiVersion = textAt(named === undefined ? root : item.value, 'apiVersion') ?? '';
    const kind = kindOfApiName(kindName, apiVersion);
    const id = kind && objectNameOf(item.value, kind, request);
    if (kind && id) {
      const found = recordsOf(kind, item.value, id, source.evidence(item.from, item.to));
      listed.add(kind);
      records.push(...found);
      // Endpoints of a service without pods are none.
      if (found.length === 0 && kind !== 'Endpoints') {
        noteUnread(unread, item, `objects of kind ${kind} without a CIDR that can be read`);
      }
    } else {
      noteUnread(
        unread,
        item,
        kind ? `a ${kind} without name or namespace` : notRead(kindName, apiVersion),
      );
    }
  }
  for (const { from, to, what } of unread) source.unsupported(from, what, 'info', to);
  if (root === undefined) return { ...NOTHING, records };
  const isList = rootKind.endsWith('List');
  return { records, listed, incomplete: new Set(), answered: isList, failed: false };
}

/** `{ "kind": "Status", "status": "Failure", "message": "pods is forbidden: …" }` */
function reportStatus(source: SourceLines, root: unknown): void {
  const message = textAt(root, 'message') ?? textAt(root, 'reason') ?? 'no message';
  const last = source.lines.length - 1;
  source.unrecognized(0, `the API server answered with an error: ${excerpt(message)}`, last);
}

function notRead(kindName: string, apiVersion: string): string {
  if (kindName === '') return 'JSON that is no API object';
  // Calico has network policies, too.
  const group = apiVersion.includes('/') ? ` (${apiVersion})` : '';
  return `objects of kind ${kindName}${group} are kept as they are, not read yet`;
}

interface UnreadRun {
  readonly from: number;
  to: number;
  readonly what: string;
}

/** Neighbours of one kind are reported as one. */
function noteUnread(runs: UnreadRun[], { from, to }: JsonItem, what: string): void {
  const run = runs.at(-1);
  if (run?.what === what) run.to = to;
  else runs.push({ from, to, what });
}

/** What is in no namespace gets `''`. */
function objectNameOf(
  object: unknown,
  kind: ResourceKind,
  request: GetRequest,
): ObjectName | undefined {
  const name = textAt(object, 'metadata', 'name');
  const namespace = isClusterWide(kind)
    ? ''
    : (textAt(object, 'metadata', 'namespace') ?? request.namespace);
  return name === undefined || namespace === undefined ? undefined : { namespace, name };
}

function recordsOf(
  kind: ResourceKind,
  object: unknown,
  id: ObjectName,
  evidence: Evidence,
): readonly KubernetesRecord[] {
  switch (kind) {
    case 'Pod':
      return [{ fact: 'pods', value: podOfObject(object, id, evidence) }];
    case 'Service':
      return [{ fact: 'services', value: serviceOfObject(object, id, evidence) }];
    case 'EndpointSlice':
      return [{ fact: 'endpointSlices', value: endpointSliceOfObject(object, id, evidence) }];
    case 'Endpoints':
      return slicesOfEndpointsObject(object, id, evidence).map((value) => ({
        fact: 'endpointSlices',
        value,
      }));
    case 'Node':
      return [{ fact: 'nodes', value: nodeOfObject(object, id.name, evidence) }];
    case 'NetworkPolicy':
      return [{ fact: 'networkPolicies', value: networkPolicyOfObject(object, id, evidence) }];
    case 'IPPool':
      return ipPoolOfObject(object, id.name, evidence).map((value) => ({ fact: 'ipPools', value }));
    case 'IPAMBlock':
      return ipamBlockOfObject(object, evidence).map((value) => ({ fact: 'ipamBlocks', value }));
    case 'FelixConfiguration':
      return [
        {
          fact: 'felixConfigurations',
          value: felixConfigurationOfObject(object, id.name, evidence),
        },
      ];
    case 'Deployment':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
    case 'Job':
    case 'CronJob':
      // JSON has fields, not columns.
      return [{ fact: 'workloads', value: { kind, ...id, columns: {}, evidence } }];
    default:
      return assertNever(kind);
  }
}
