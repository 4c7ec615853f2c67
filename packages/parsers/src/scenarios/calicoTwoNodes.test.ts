import { readFileSync } from 'node:fs';
import { buildTopology } from '@vethscope/model';
import { beforeAll, describe, expect, test } from 'vitest';
import { unpackCapture } from '../archive/unpackCapture.ts';
import { readSnapshot } from '../assemble/readSnapshot.ts';

/** Two bundles as a user has them: of the lab's nodes, made by the capture script. */
describe('examples/calico-two-nodes', () => {
  let snapshot: ReturnType<typeof readSnapshot>;
  let topology: ReturnType<typeof buildTopology>;

  beforeAll(async () => {
    const captures = await Promise.all(
      ['control', 'worker'].map(async (node) => {
        const file = `${node}.tar.gz`;
        const path = `../../../../examples/calico-two-nodes/${file}`;
        const unpacked = await unpackCapture(file, readFileSync(new URL(path, import.meta.url)));
        if (!unpacked.ok) throw new Error(unpacked.reason);
        return unpacked.capture;
      }),
    );
    snapshot = readSnapshot(captures);
    topology = buildTopology(snapshot);
  });

  test('is read without a warning', () => {
    const warnings = topology.diagnostics.filter(({ severity }) => severity !== 'info');
    expect(warnings).toEqual([]);
    expect(snapshot.inputs.filter(({ coverage }) => coverage.unrecognized > 0)).toEqual([]);
  });

  test('shows eight pods, each where its sandbox is', () => {
    const pods = topology.nodes.flatMap((node) => (node.kind === 'pod' ? [node] : []));
    expect(pods.map(({ name, netns, matchedBy }) => `${name} ${netns} ${matchedBy}`)).toEqual(
      ['client', 'shell', 'web', 'dns'].flatMap((app) =>
        ['control', 'worker'].map(
          (node) => `${app}-${node} netns/${node}/cni-${app}-${node} sandbox-netns`,
        ),
      ),
    );
  });

  test('shows every veth and tunnel as proven', () => {
    const joined = topology.edges.filter(({ kind }) => kind === 'veth' || kind === 'vxlan-tunnel');
    expect(joined.filter(({ confidence }) => confidence !== 'proven')).toEqual([]);
    // Ten to pods and the namespace without a name, four NICs to the switch, two tunnels.
    expect(joined).toHaveLength(16);
  });

  test('calls each node after its own manifest, captured as root', () => {
    expect(snapshot.nodes.map(({ name, capture }) => [name, capture?.user])).toEqual([
      ['control', 'root'],
      ['worker', 'root'],
    ]);
  });
});
