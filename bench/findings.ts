import { findingContext, RULES, runRules } from '@vethscope/findings';
import { buildTopology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import { indexNetwork } from '@vethscope/trace';
import { type Comparison, compareTimes } from './compare.ts';
import { generateCluster } from './generateCluster.ts';
import { generateFilteringNode } from './generateFilteringNode.ts';
import { ruleCount } from './kubeProxyNat.ts';
import { ownRules } from './ownRules.ts';

const SIZE = { pods: 250, services: 5_000, endpointsPerService: 10 };
const RULES_OF_NODE = ruleCount(SIZE).toLocaleString('en');
const CLUSTER = { nodes: 100, pods: 110 };
const OWN_RULES = 20_000;

/** All rules of `packages/findings`, on a capture that nobody has asked anything yet. */
export function benchFindings(): readonly Comparison[] {
  return [
    benchRules(`a node with ${SIZE.pods} pods and ${RULES_OF_NODE} nat rules`, [
      generateFilteringNode('node-1', SIZE),
    ]),
    benchRules(
      `${CLUSTER.nodes} nodes with ${CLUSTER.pods} pods each`,
      generateCluster(CLUSTER.nodes, CLUSTER.pods),
    ),
    benchRules(`a chain of ${OWN_RULES.toLocaleString('en')} rules of one's own`, [
      ownRules(OWN_RULES),
    ]),
  ];
}

/** Each takes seconds. */
const RUNS = 3;

function benchRules(of: string, captures: readonly CaptureFiles[]): Comparison {
  const snapshot = readSnapshot(captures);
  const topology = buildTopology(snapshot);
  return compareTimes(
    {
      benchmark: `findings of ${of}`,
      peer: 'the snapshot to JSON and back',
      ours: () => runRules(findingContext(indexNetwork(snapshot, topology)), RULES),
      theirs: () => JSON.parse(JSON.stringify(snapshot)),
    },
    RUNS,
  );
}
