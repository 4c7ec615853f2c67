import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterPlan, NodePlan, PodPlan, ServicePlan } from './cluster.ts';

/**
 * Puts a `kubectl` and a `crictl` into a folder that answer what the capture script asks, as the real
 * ones of this node would, from the plan.
 */
export async function writeClusterPrograms(
  folder: string,
  plan: ClusterPlan,
  node: NodePlan,
): Promise<void> {
  const pods = [...node.bridgePods, ...node.calicoPods];
  const list = (kind: keyof typeof API_VERSIONS, items: readonly unknown[]): string =>
    JSON.stringify(
      {
        apiVersion: 'v1',
        kind: 'List',
        items: items.map((one) => ({ apiVersion: API_VERSIONS[kind], kind, ...Object(one) })),
      },
      null,
      2,
    );
  await program(folder, 'kubectl', [
    ['get nodes', list('Node', plan.nodes.map(kubeNode))],
    ['get pods', podTable(plan)],
    ['get services', list('Service', plan.services.map(service))],
    [
      'get endpointslices',
      list(
        'EndpointSlice',
        plan.services.map((one) => slice(plan, one)),
      ),
    ],
    ['get networkpolicies -A', list('NetworkPolicy', [policy])],
    ['get ippools', list('IPPool', [pool(plan)])],
    ['get ipamblocks', list('IPAMBlock', plan.nodes.map(block))],
    ['api-resources', 'ippools.crd.projectcalico.org\nipamblocks.crd.projectcalico.org'],
  ]);
  await program(folder, 'crictl', [
    ['pods -q', pods.map(({ sandbox }) => sandbox).join('\n')],
    ['pods', sandboxTable(pods)],
    [
      'ps -a',
      'CONTAINER           IMAGE               CREATED             STATE               NAME                ATTEMPT             POD ID              POD',
    ],
    ['inspectp', pods.map((pod) => JSON.stringify(sandboxStatus(pod), null, 2)).join('\n')],
  ]);
}

const API_VERSIONS = {
  Node: 'v1',
  Service: 'v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  IPPool: 'crd.projectcalico.org/v1',
  IPAMBlock: 'crd.projectcalico.org/v1',
} as const;

/** What is not answered ends with 1. */
async function program(
  folder: string,
  name: string,
  answers: readonly (readonly [asked: string, answer: string])[],
): Promise<void> {
  const cases = answers.map(
    ([asked, answer]) => `"${asked}"*)\ncat << 'ANSWER'\n${answer}\nANSWER\n;;`,
  );
  const text = ['#!/bin/sh', 'case "$*" in', ...cases, '*) exit 1 ;;', 'esac', ''].join('\n');
  await writeFile(join(folder, name), text);
  await chmod(join(folder, name), 0o755);
}

function kubeNode({ name, underlay, tunnels }: NodePlan): unknown {
  return {
    metadata: {
      name,
      labels: { 'node-role.kubernetes.io/worker': '' },
      annotations: {
        'projectcalico.org/IPv4Address': underlay.addresses.v4,
        'projectcalico.org/IPv4VXLANTunnelAddr': tunnels.v4.address,
      },
    },
    status: {
      addresses: [{ type: 'InternalIP', address: tunnels.v4.local }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

function podTable({ nodes }: ClusterPlan): string {
  const rows = nodes.flatMap(({ name: node, bridgePods, calicoPods }) =>
    [...bridgePods, ...calicoPods].map(({ namespace, name, addresses }) => [
      namespace,
      name,
      node,
      '<none>',
      'Running',
      `${addresses.v4},${addresses.v6}`,
    ]),
  );
  return columns([['NAMESPACE', 'NAME', 'NODE', 'HOSTNETWORK', 'PHASE', 'IPS'], ...rows]);
}

function sandboxTable(pods: readonly PodPlan[]): string {
  const rows = pods.map(({ namespace, name, sandbox }) => [
    sandbox.slice(0, 13),
    '2 hours ago',
    'Ready',
    name,
    namespace,
    '0',
    '(default)',
  ]);
  return columns([
    ['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'],
    ...rows,
  ]);
}

function sandboxStatus({ namespace, name, sandbox, netns, addresses }: PodPlan): unknown {
  const namespaces = [{ type: 'pid' }, { type: 'network', path: `/var/run/netns/${netns}` }];
  return {
    info: { runtimeSpec: { linux: { namespaces } } },
    status: {
      id: sandbox,
      metadata: { attempt: 0, name, namespace, uid: name },
      state: 'SANDBOX_READY',
      createdAt: '2026-11-24T08:00:00Z',
      network: { additionalIps: [{ ip: addresses.v6 }], ip: addresses.v4 },
      labels: { owner: `team-${name}` },
    },
  };
}

function service({ namespace, name, port, clusterIp, number, targetPort }: ServicePlan): unknown {
  return {
    metadata: { namespace, name },
    spec: {
      type: 'ClusterIP',
      clusterIP: clusterIp.v4,
      clusterIPs: [clusterIp.v4, clusterIp.v6],
      ports: [{ ...(port !== '' && { name: port }), protocol: 'TCP', port: number, targetPort }],
      selector: { app: name },
    },
  };
}

function slice(
  { nodes }: ClusterPlan,
  { namespace, name, port, endpoints, targetPort }: ServicePlan,
): unknown {
  const places = nodes.flatMap((node) =>
    [...node.bridgePods, ...node.calicoPods].flatMap((pod) =>
      endpoints.includes(`${pod.namespace}/${pod.name}`) ? [{ pod, nodeName: node.name }] : [],
    ),
  );
  return {
    metadata: { namespace, name: `${name}-x7k2p`, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoints: places.map(({ pod, nodeName }) => ({
      addresses: [pod.addresses.v4],
      conditions: { ready: true },
      nodeName,
      targetRef: { kind: 'Pod', namespace: pod.namespace, name: pod.name },
    })),
    ports: [{ name: port, protocol: 'TCP', port: targetPort }],
  };
}

const policy = {
  metadata: { namespace: 'default', name: 'clients-reach-web' },
  spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] },
};

function pool({ pool: { v4 } }: ClusterPlan): unknown {
  return {
    metadata: { name: 'corporate-pool' },
    spec: { cidr: v4, blockSize: 26, ipipMode: 'Never', vxlanMode: 'Always', natOutgoing: true },
  };
}

function block({ name, block: { v4 } }: NodePlan): unknown {
  const affinity = `host:${name}`;
  return { metadata: { name: v4.replace(/[./]/g, '-') }, spec: { cidr: v4, affinity } };
}

function columns(rows: readonly (readonly string[])[]): string {
  const width = (n: number): number => Math.max(...rows.map((row) => row[n]?.length ?? 0)) + 3;
  return rows
    .map((row) =>
      row
        .map((cell, n) => cell.padEnd(width(n)))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}
