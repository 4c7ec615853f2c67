import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTopology, type Snapshot, serviceChainName, type Topology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot, unpackCapture } from '@vethscope/parsers';
import { redactCaptures } from '@vethscope/redact';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { captureNode } from './captureNode.ts';
import { CLUSTER, type NodePlan } from './cluster.ts';
import { writeClusterPrograms } from './clusterPrograms.ts';
import { describeInLab } from './describeInLab.ts';
import { graphShape } from './graphShape.ts';
import { type ClusterNode, startCluster } from './startCluster.ts';

describeInLab('two nodes of a real kernel, redacted together', () => {
  let before: Reading;
  let after: Reading;
  let originals: readonly CaptureFiles[];
  const folders: string[] = [];

  beforeAll(async () => {
    const cluster = await startCluster();
    try {
      originals = await Promise.all(cluster.nodes.map(capturedFiles));
    } finally {
      await cluster.stop();
    }
    before = readingOf(originals);
    after = readingOf(redactCaptures(originals).captures);
  });
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true });
  });

  it('are the same picture, element by element', () => {
    expect(graphShape(before.topology)).toHaveLength(before.topology.nodes.length);
    expect(graphShape(after.topology)).toEqual(graphShape(before.topology));
  });

  it('have as many edges of each kind, as sure as before', () => {
    expect(edgeKinds(after.topology)).toEqual(edgeKinds(before.topology));
    // By their neighbour and FDB entries, in both families.
    expect(edgeKinds(after.topology)).toContain('2 vxlan-tunnel proven');
  });

  it('have their pods in their namespaces, for the same reasons', () => {
    const matches = podMatches(after.topology);
    expect(matches).toEqual(podMatches(before.topology));
    expect(matches).toContain('sandbox-netns');
  });

  it('have every fact of each kind, and each question settled as before', () => {
    expect(factCounts(after.snapshot)).toEqual(factCounts(before.snapshot));
  });

  it('call their chains as the programs would have called them', () => {
    const shape = (snapshot: Snapshot): readonly string[] =>
      chainNames(snapshot).map((name) => name.replace(HASHED, '…'));
    expect(shape(after.snapshot)).toEqual(shape(before.snapshot));
    // Every cluster has it, under these names.
    const dns = { namespace: 'kube-system', name: 'dns', port: '' };
    const everybodys = serviceChainName('KUBE-SVC-', dns, 'tcp');
    const hashed = chainNames(before.snapshot).filter((name) =>
      /^(KUBE-(SVC|SEP)|CNI)-/.test(name),
    );
    expect(hashed.length).toBeGreaterThan(10);
    const same = chainNames(after.snapshot).filter((name) => hashed.includes(name));
    expect(new Set(same)).toEqual(new Set([everybodys]));
  });

  it('still are whole bundles, with no line that is not understood', () => {
    expect(after.snapshot.nodes.map(({ capture }) => capture?.commands.length)).toEqual(
      before.snapshot.nodes.map(({ capture }) => capture?.commands.length),
    );
    expect(after.snapshot.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('hold none of the names and addresses that the lab was built with', () => {
    const secrets = CLUSTER.nodes.flatMap(secretsOf).concat(CLUSTER_SECRETS);
    const texts = [1, 2, 3].map((n) => {
      // Another name is another key. A token may happen to be another host's address; not thrice.
      const named = originals.map((one) => ({ ...one, name: `${one.name}${n}` }));
      return JSON.stringify(redactCaptures(named).captures);
    });
    const plain = JSON.stringify(originals);
    expect(secrets.filter((secret) => !holds(plain, secret))).toEqual([]);
    expect(secrets.filter((secret) => texts.every((text) => holds(text, secret)))).toEqual([]);
  });

  async function capturedFiles({ plan, machine }: ClusterNode): Promise<CaptureFiles> {
    const programs = await mkdtemp(join(tmpdir(), 'vethscope-lab-programs-'));
    folders.push(programs);
    await writeClusterPrograms(programs, CLUSTER, plan);
    const unpacked = await unpackCapture(
      'node.tar.gz',
      await captureNode(machine, { programs, cluster: 'asked' }),
    );
    if (!unpacked.ok) throw new Error(unpacked.reason);
    return { ...unpacked.capture, name: plan.name };
  }
});

interface Reading {
  readonly snapshot: Snapshot;
  readonly topology: Topology;
}

function readingOf(captures: readonly CaptureFiles[]): Reading {
  const snapshot = readSnapshot(captures);
  return { snapshot, topology: buildTopology(snapshot) };
}

/** What stands behind the program's own words in the names of chains. */
const HASHED = /(?<=^(KUBE-(SVC|SEP|FW|EXT|SVL|XLB)|CNI)-).*|(?<=^cali-(fw|tw|pi|po|pri|pro)-).*/;

const CLUSTER_SECRETS = [
  'clients-reach-web',
  'corporate-pool',
  ...CLUSTER.services.flatMap(({ clusterIp }) => [clusterIp.v4, clusterIp.v6]),
];

function secretsOf(node: NodePlan): readonly string[] {
  const { name, underlay, bridge, bridgePods, calicoPods, tunnels, namespaces } = node;
  const pods = [...bridgePods, ...calicoPods];
  return [
    name,
    namespaces.hostPin,
    namespaces.secondName,
    ...[underlay, bridge].flatMap(({ mac, addresses: { v4, v6 } }) => [
      mac,
      ...[v4, v6].map((address) => address.replace(/\/.*/, '')),
    ]),
    ...[tunnels.v4, tunnels.v6].flatMap(({ mac, address, local }) => [mac, address, local]),
    ...pods.flatMap((pod) => [pod.name, pod.netns, pod.sandbox, pod.hostInterface, pod.mac]),
    ...pods.flatMap(({ addresses: { v4, v6 } }) => [v4, v6]),
  ];
}

/** As a word of its own: `control` is not in `control-plane`. */
function holds(text: string, secret: string): boolean {
  const escaped = secret.replace(/[.[\]]/g, '\\$&');
  return new RegExp(`(?<![\\w.:/-])${escaped}(?![\\w.-]|:[0-9a-f])`).test(
    text.replaceAll('\\n', '\n').replace(/(?<=netns|host)\/|(?<=vethscope)-/g, ' '),
  );
}

function edgeKinds({ edges }: Topology): readonly string[] {
  const counts = new Map<string, number>();
  for (const { kind, confidence } of edges) {
    const key = `${kind} ${confidence}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => `${count} ${key}`).toSorted();
}

function podMatches({ nodes }: Topology): readonly string[] {
  return nodes
    .flatMap((node) => (node.kind === 'pod' ? (node.matchedBy ?? 'not matched') : []))
    .toSorted();
}

/** In the order of the nodes, namespaces in that of their inodes. */
function factCounts({ nodes }: Snapshot): readonly unknown[] {
  return nodes
    .map(({ namespaces, kubernetes, runtime }) => [
      ...namespaces.map((netns) =>
        [countsOf(netns), netns.captured.toSorted().join(' ')].join(' '),
      ),
      countsOf(kubernetes),
      countsOf(runtime),
    ])
    .map((counts) => counts.toSorted())
    .toSorted();
}

function countsOf(lists: object): string {
  return Object.entries(lists)
    .flatMap(([kind, list]) => (Array.isArray(list) ? [`${kind} ${list.length}`] : []))
    .join(' ');
}

function chainNames({ nodes }: Snapshot): readonly string[] {
  return nodes
    .flatMap(({ namespaces }) =>
      namespaces.flatMap(({ iptables }) =>
        iptables.flatMap(({ chains }) => chains.map(({ name }) => name)),
      ),
    )
    .toSorted();
}
