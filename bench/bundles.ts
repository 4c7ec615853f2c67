import type { CaptureFiles } from '@vethscope/parsers';
import { asBundle } from './bundle.ts';
import { HOST_PIN } from './generate.ts';
import { generateCluster } from './generateCluster.ts';
import { generateFilteringNode } from './generateFilteringNode.ts';
import type { NodeSize } from './pods.ts';

/** What the dashboard has to stand, as bundles. A cluster is one bundle for each of its nodes. */
export const LARGE = {
  'node-110-pods': () => [node('node-110-pods', { pods: 110, ...FEW })],
  'node-250-pods': () => [node('node-250-pods', { pods: 250, ...FEW })],
  'node-5000-services': () => [node('node-5000-services', { pods: 110, ...MANY })],
  'cluster-100-nodes': () => cluster(100, 110),
} as const satisfies Record<string, () => readonly CaptureFiles[]>;

const FEW = { services: 100, endpointsPerService: 4 };
/** 160,005 rules of kube-proxy. */
const MANY = { services: 5_000, endpointsPerService: 10 };

function node(name: string, size: NodeSize): CaptureFiles {
  return asBundle(generateFilteringNode(name, size), [HOST_PIN]);
}

export function cluster(nodes: number, pods: number): readonly CaptureFiles[] {
  return generateCluster(nodes, pods).map((capture) => asBundle(capture, [HOST_PIN]));
}
