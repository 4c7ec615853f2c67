import { findingContext, RULES, runRules } from '@vethscope/findings';
import { buildTopology, type Snapshot, type Topology } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import { answerTrace, indexNetwork } from '@vethscope/trace';
import { describe, expect, test } from 'vitest';
import { asBundle } from './bundle.ts';
import { cluster } from './bundles.ts';
import { generateNode, HOST_PIN } from './generate.ts';
import { generateCluster } from './generateCluster.ts';
import { generateFilteringNode } from './generateFilteringNode.ts';
import { kubeProxyNat, ruleCount } from './kubeProxyNat.ts';
import { ownRules } from './ownRules.ts';
import { plannedPods } from './pods.ts';

const SIZE = { pods: 9, services: 4, endpointsPerService: 3 };

/** `info underlay-not-default`, for each finding. */
function findingsOf(snapshot: Snapshot): readonly string[] {
  const network = indexNetwork(snapshot, buildTopology(snapshot));
  return runRules(findingContext(network), RULES).findings.map(
    ({ severity, ruleId }) => `${severity} ${ruleId}`,
  );
}

/** Benchmarks of a capture that is read only in part would measure something else. */
describe('a generated node', () => {
  const snapshot = readSnapshot([generateNode('node-1', SIZE)]);
  const topology = buildTopology(snapshot);

  test('is read without a remark', () => {
    expect(topology.diagnostics).toEqual([]);
    expect(snapshot.nodes.map(({ name }) => name)).toEqual(['node-1']);
  });

  test('has a proven veth pair for each pod, one in four on cni0', () => {
    const proven = topology.edges.filter(({ confidence }) => confidence === 'proven');
    expect(proven.filter(({ kind }) => kind === 'veth')).toHaveLength(9);
    expect(proven.filter(({ kind }) => kind === 'pod-netns')).toHaveLength(9);
    expect(proven.filter(({ kind }) => kind === 'bridge-port')).toHaveLength(3);
  });

  test("has kube-proxy's rules and the three jumps to them", () => {
    const tables = snapshot.nodes[0]?.namespaces.flatMap(({ iptables }) => iptables) ?? [];
    const rules = tables.flatMap(({ chains }) => chains.flatMap((chain) => chain.rules));
    expect(rules).toHaveLength(ruleCount(SIZE) + 3);
    expect(ruleCount({ services: 5_000, endpointsPerService: 10 })).toBe(160_005);
  });

  test('leaves the names of services out above 1,000 endpoints, as kube-proxy does', () => {
    const nat = (services: number) => kubeProxyNat({ services, endpointsPerService: 10 });
    expect(nat(100)).toContain('--comment "team-1/app-1:http -> 192.168.4.10:8080"');
    expect(nat(101)).not.toContain('->');
    expect(nat(101)).toContain('--comment "team-1/app-1:http cluster IP"');
  });
});

describe('a generated cluster', () => {
  const snapshot = readSnapshot(generateCluster(4, 5));
  const topology = buildTopology(snapshot);

  test('has nothing wrong: the underlay is a network of its own, by design', () => {
    expect(findingsOf(snapshot)).toEqual(Array(4).fill('info underlay-not-default'));
  });

  test('is read without a remark', () => {
    expect(topology.diagnostics).toEqual([]);
  });

  test('is one full mesh, its pods all found on their nodes', () => {
    const tunnels = topology.edges.filter(({ kind }) => kind === 'vxlan-tunnel');
    expect(tunnels.map(({ confidence }) => confidence)).toEqual(Array(6).fill('proven'));
    const pods = topology.nodes.filter((node) => node.kind === 'pod');
    expect(pods).toHaveLength(20);
    expect(pods.filter(({ netns }) => netns === undefined)).toEqual([]);
  });
});

describe('a generated node with all its rules', () => {
  const snapshot = readSnapshot([generateFilteringNode('node-1', SIZE)]);
  const host = snapshot.nodes[0]?.namespaces[0];

  test('is read without a remark', () => {
    expect(buildTopology(snapshot).diagnostics).toEqual([]);
  });

  test('has nothing wrong but what comes of having pods on cni0 beside those of Calico', () => {
    expect(findingsOf(snapshot)).toEqual([
      'warning masquerade-outside-cluster-cidr',
      'info underlay-not-default',
    ]);
  });

  test('leaves nothing open that decides over a packet', () => {
    expect(host?.captured).toEqual(
      expect.arrayContaining([
        'allTables4',
        'forwardingSysctls',
        'iptables4',
        'ipsets',
        'policyRules4',
      ]),
    );
    const sets = new Set(host?.ipsets.map(({ name }) => name));
    const asked = host?.iptables.flatMap(({ chains }) =>
      chains.flatMap(({ rules }) =>
        rules.flatMap(({ matches }) =>
          matches.flatMap((match) => (match.kind === 'set' ? match.name : [])),
        ),
      ),
    );
    expect(asked?.length).toBeGreaterThan(5);
    expect(asked?.filter((name) => !sets.has(name))).toEqual([]);
  });

  test('has one answer to who reaches whom, and not the same one for all', () => {
    const network = indexNetwork(snapshot, buildTopology(snapshot));
    const names = plannedPods(SIZE).map(({ namespace, name }) => `${namespace}/${name}`);
    const found = names.flatMap((from) =>
      names.flatMap((to) => {
        const answer = answerTrace(network, { from, to, proto: 'tcp', dport: 8080 });
        return answer.kind === 'trace' ? answer.trace.branches : [];
      }),
    );
    expect(found).toHaveLength(names.length ** 2);
    expect(found.filter(({ probability }) => probability !== 1)).toEqual([]);
    const dispositions = new Set(found.map(({ disposition }) => disposition));
    expect([...dispositions].sort()).toEqual(['delivered', 'dropped']);
  });

  test('jumps to no chain that is not there', () => {
    for (const table of host?.iptables ?? []) {
      const names = table.chains.map(({ name }) => name);
      const targets = table.chains.flatMap(({ rules }) =>
        rules.flatMap(({ target }) =>
          target.kind === 'jump' || target.kind === 'goto' ? target.chain : [],
        ),
      );
      expect(names).toEqual(expect.arrayContaining(targets));
    }
  });

  test('has two chains for each pod of Calico', () => {
    const filter = host?.iptables.find(({ table }) => table === 'filter');
    const perPod = filter?.chains.filter(({ name }) => /^cali-[ft]w-cali/.test(name));
    expect(perPod).toHaveLength(12);
  });
});

test('a chain of one’s own rules is read without a remark', () => {
  const snapshot = readSnapshot([ownRules(200)]);
  expect(snapshot.diagnostics).toEqual([]);
  expect(snapshot.nodes[0]?.namespaces[0]?.iptables[0]?.chains[0]?.rules).toHaveLength(200);
});

describe('a bundle of a generated capture', () => {
  const capture = generateFilteringNode('node-1', SIZE);

  test('says the same as the capture, and how its commands went', () => {
    const plain = readSnapshot([capture]);
    const snapshot = readSnapshot([asBundle(capture, [HOST_PIN])]);
    expect(snapshot.diagnostics).toEqual([]);
    expect(snapshot.inputs).toHaveLength(plain.inputs.length);
    const [node] = snapshot.nodes;
    expect(node?.capture?.commands.every(({ outcome }) => outcome.kind === 'exited')).toBe(true);
    expect(node?.capture?.namespaces).toHaveLength(SIZE.pods + 1);
    const ids = ({ nodes, edges }: Topology) => [...nodes, ...edges].map(({ id }) => id);
    expect(ids(buildTopology(snapshot))).toEqual(ids(buildTopology(plain)));
  });

  test('of a cluster is one for each node', () => {
    const bundles = cluster(3, 2);
    const topology = buildTopology(readSnapshot(bundles));
    expect(topology.diagnostics).toEqual([]);
    expect(topology.nodes.filter(({ kind }) => kind === 'node')).toHaveLength(3);
    expect(topology.nodes.filter(({ kind }) => kind === 'pod')).toHaveLength(6);
  });
});
