import { buildTopology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import { redactCaptures } from '@vethscope/redact';
import { type Comparison, compareHeaps, compareTimes } from './compare.ts';
import { generateNode } from './generate.ts';
import { generateCluster } from './generateCluster.ts';
import { ruleCount } from './kubeProxyNat.ts';

const SERVICES = { services: 5_000, endpointsPerService: 10 };
const PODS = [110, 250];
/** Each takes seconds. */
const REDACTIONS = 3;
const CLUSTER = { nodes: 100, pods: 110 };

/** From text to snapshot, and from snapshot to topology. */
export function benchReading(): readonly Comparison[] {
  const rules = generateNode('rules', { pods: 0, ...SERVICES });
  const nodes = PODS.map((pods) =>
    generateNode(`${pods} pods`, { pods, services: 0, endpointsPerService: 0 }),
  );
  const reading = {
    benchmark: `read ${ruleCount(SERVICES).toLocaleString('en')} rules`,
    peer: 'split into lines and words',
    ours: () => readSnapshot([rules]),
    theirs: () => words(rules),
  };
  return [
    compareTimes(reading),
    ...compareHeaps(reading),
    compareTimes(
      {
        benchmark: `redact ${ruleCount(SERVICES).toLocaleString('en')} rules`,
        peer: 'read them',
        ours: () => redactCaptures([rules]),
        theirs: () => readSnapshot([rules]),
      },
      REDACTIONS,
    ),
    ...nodes.map((node) =>
      compareTimes({
        benchmark: `read a node with ${node.name}`,
        peer: 'split into lines and words',
        ours: () => readSnapshot([node]),
        theirs: () => words(node),
      }),
    ),
    ...nodes.map((node) => benchTopology(`a node with ${node.name}`, [node])),
    benchTopology(
      `${CLUSTER.nodes} nodes with ${CLUSTER.pods} pods each`,
      generateCluster(CLUSTER.nodes, CLUSTER.pods),
    ),
  ];
}

function benchTopology(of: string, captures: readonly CaptureFiles[]): Comparison {
  const snapshot = readSnapshot(captures);
  return compareTimes({
    benchmark: `topology of ${of}`,
    peer: 'the snapshot to JSON and back',
    ours: () => buildTopology(snapshot),
    theirs: () => JSON.parse(JSON.stringify(snapshot)),
  });
}

function words({ files }: CaptureFiles): readonly unknown[] {
  return files.map(({ text }) => text.split('\n').map((line) => line.split(' ')));
}
