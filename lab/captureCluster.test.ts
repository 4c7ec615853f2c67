import type { PodElement, Topology } from '@vethscope/model';
import { buildTopology, netnsId, nodeId, podId } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import { readSnapshot, unpackCapture } from '@vethscope/parsers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { captureCluster } from './captureCluster.ts';
import { CLUSTER, type NodePlan } from './cluster.ts';
import { describeInLab } from './describeInLab.ts';
import type { Cluster } from './startCluster.ts';
import { startCluster } from './startCluster.ts';

describeInLab('bundles of both nodes, with what Kubernetes and the runtime say', () => {
  let cluster: Cluster;
  let captures: readonly CaptureFiles[];
  let topology: Topology;

  beforeAll(async () => {
    cluster = await startCluster();
    captures = await Promise.all([...(await captureCluster(cluster))].map(unpack));
    topology = buildTopology(readSnapshot(captures));
  });
  afterAll(async () => {
    await cluster.stop();
  });

  it('every line of every output is understood, but for the bare ids of pods', () => {
    const { inputs } = readSnapshot(captures);
    const notAll = inputs.filter(
      ({ coverage }) => coverage.unsupported + coverage.unrecognized > 0,
    );
    const commands = new Set(notAll.map(({ command }) => command));
    expect([...commands]).toEqual(['crictl pods -q']);
  });

  it('each pod is in the namespace that the runtime made for it', () => {
    const placed = podsOf(topology).map(({ id, netns, matchedBy }) => [id, netns, matchedBy]);
    const built = CLUSTER.nodes.flatMap((node) =>
      podsOn(node).map(({ namespace, name, netns }) => [
        podId(namespace, name),
        netnsId(node.name, netns),
        'sandbox-netns',
      ]),
    );
    expect(placed.toSorted()).toEqual(built.toSorted());
  });

  it('the endpoints of a service are pods of both nodes', () => {
    const web = topology.services.find(({ name }) => name === 'web');
    const pods = web?.ports.flatMap(({ endpoints }) => endpoints.map(({ pod }) => pod));
    expect([...new Set(pods)].toSorted()).toEqual([
      'pod/default/web-control',
      'pod/default/web-worker',
    ]);
  });

  it('one proven tunnel of each family joins the nodes, on the word of both', () => {
    const tunnels = topology.edges.filter(({ kind }) => kind === 'vxlan-tunnel');
    expect(tunnels.map(({ id, confidence }) => [id, confidence])).toEqual([
      ['vxlan-tunnel:if/control/host/vxlan-v6.calico->if/worker/host/vxlan-v6.calico', 'proven'],
      ['vxlan-tunnel:if/control/host/vxlan.calico->if/worker/host/vxlan.calico', 'proven'],
    ]);
    for (const { evidence } of tunnels) {
      const files = new Set(evidence.map(({ file }) => file.replace(/^.*\//, '')));
      expect([...files].toSorted()).toEqual([
        'bridge_-d_fdb_show',
        'ip_-d_-s_addr_show',
        'ip_-d_route_show_table_all',
        'ip_neigh_show',
      ]);
      expect(new Set(evidence.map(({ file }) => file.split('/')[0])).size).toBe(2);
    }
  });

  it('one bundle alone knows the pods of the other node by name', () => {
    const [control] = captures;
    const alone = buildTopology(readSnapshot(control ? [control] : []));
    const remote = podsOf(alone).filter(({ netns }) => netns === undefined);
    const worker = CLUSTER.nodes.find(({ name }) => name === 'worker');
    expect(remote.map(({ id, node }) => [id, node]).toSorted()).toEqual(
      (worker ? podsOn(worker) : [])
        .map(({ namespace, name }) => [podId(namespace, name), nodeId('worker')])
        .toSorted(),
    );
    expect(alone.nodes.find(({ id }) => id === nodeId('worker'))).toMatchObject({
      captured: false,
    });
    // Half known: drawn as such.
    const halves = alone.edges.filter(({ kind }) => kind === 'vxlan-tunnel');
    expect(halves.map(({ target }) => target)).toEqual([
      'ext/vtep/fd00:192:168:2::',
      'ext/vtep/192.168.2.0',
    ]);
  });
});

async function unpack([node, bytes]: readonly [string, Uint8Array]): Promise<CaptureFiles> {
  const unpacked = await unpackCapture(`${node}.tar.gz`, bytes);
  if (!unpacked.ok) throw new Error(unpacked.reason);
  return unpacked.capture;
}

function podsOf({ nodes }: Topology): readonly PodElement[] {
  return nodes.filter((node) => node.kind === 'pod');
}

function podsOn({ bridgePods, calicoPods }: NodePlan): NodePlan['bridgePods'] {
  return [...bridgePods, ...calicoPods];
}
