import { buildTopology, type Snapshot } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import {
  answerTrace,
  indexNetwork,
  type Network,
  type Trace,
  type TraceRequest,
} from '@vethscope/trace';
import { type Comparison, compareHeaps, compareTimes, comparison } from './compare.ts';
import { generateFilteringNode } from './generateFilteringNode.ts';
import { clusterIpOf, ruleCount, SERVICE_PORT } from './kubeProxyNat.ts';
import { eachRuleOnce } from './plainRules.ts';
import { type Pod, plannedPods } from './pods.ts';
import { benchProcess } from './traceProcess.ts';

const SIZE = { pods: 250, services: 5_000, endpointsPerService: 10 };
const RULES = `${ruleCount(SIZE).toLocaleString('en')} nat rules`;
/** Of 5,000, all over the chain: so many different ones. */
const ASKED_SERVICES = 500;
/** Each takes seconds. */
const FIRST_TRACES = 5;

/** A node with 250 pods, full rules and 5,000 services: one question, and all pairs of pods. */
export async function benchTracing(program: string): Promise<readonly Comparison[]> {
  const node = generateFilteringNode('node-1', SIZE);
  const snapshot = readSnapshot([node]);
  const topology = buildTopology(snapshot);
  const load = (): Network => indexNetwork(snapshot, topology);
  const pods = plannedPods(SIZE);
  return [
    compareTimes(
      {
        benchmark: `the first trace through ${RULES}`,
        peer: 'the snapshot to JSON and back',
        ours: () => serviceTrace(load(), pods, 0),
        theirs: () => JSON.parse(JSON.stringify(snapshot)),
      },
      FIRST_TRACES,
    ),
    benchNextTraces(load(), snapshot, pods),
    benchAllPairs(load(), pods),
    ...compareHeaps({
      benchmark: `a loaded node with ${SIZE.pods} pods and ${RULES}`,
      peer: 'split into lines and words',
      ours: () => loadedNode(node, pods),
      theirs: () => node.files.map(({ text }) => text.split('\n').map((line) => line.split(' '))),
    }),
    await benchProcess(program, node, serviceQuestion(pods, 0)),
  ];
}

/** Ten endpoints are ten branches, each with its answer's way back. */
function benchNextTraces(network: Network, snapshot: Snapshot, pods: readonly Pod[]): Comparison {
  const host = snapshot.nodes[0]?.namespaces[0];
  const plain = eachRuleOnce(host?.iptables ?? []);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < ASKED_SERVICES; i++) {
    const service = (i * SIZE.services) / ASKED_SERVICES;
    ours.push(timeOf(() => serviceTrace(network, pods, service)));
    theirs.push(timeOf(() => plain(clusterIpOf(service), SERVICE_PORT)));
  }
  return comparison(
    {
      benchmark: `a trace through ${RULES}, ${SIZE.endpointsPerService} branches and their answers`,
      peer: 'address and port of each rule, once',
    },
    'ms',
    ours,
    theirs,
  );
}

function benchAllPairs(network: Network, pods: readonly Pod[]): Comparison {
  let ours = 0;
  let theirs = 0;
  for (const from of pods) {
    for (const to of pods) {
      if (from === to) continue;
      let trace: Trace | undefined;
      ours += timeOf(() => {
        trace = podTrace(network, from, to);
      });
      theirs += timeOf(() => JSON.parse(JSON.stringify(trace)));
    }
  }
  const pairs = (pods.length * (pods.length - 1)).toLocaleString('en');
  return comparison(
    {
      benchmark: `trace all ${pairs} pairs of ${pods.length} pods, there and back`,
      peer: 'those traces to JSON and back',
    },
    'ms',
    [ours],
    [theirs],
  );
}

function loadedNode(node: CaptureFiles, pods: readonly Pod[]): unknown {
  const snapshot = readSnapshot([node]);
  const network = indexNetwork(snapshot, buildTopology(snapshot));
  return [network, serviceTrace(network, pods, 0)];
}

function serviceQuestion(pods: readonly Pod[], service: number): TraceRequest {
  const from = nameOf(pods[service % pods.length]);
  return { from, to: clusterIpOf(service), proto: 'tcp', dport: SERVICE_PORT };
}

function serviceTrace(network: Network, pods: readonly Pod[], service: number): Trace {
  return traced(network, serviceQuestion(pods, service));
}

function podTrace(network: Network, from: Pod, to: Pod): Trace {
  return traced(network, { from: nameOf(from), to: nameOf(to), proto: 'tcp', dport: 8080 });
}

function traced(network: Network, question: TraceRequest): Trace {
  const answer = answerTrace(network, question);
  if (answer.kind === 'problem') throw new Error(answer.message);
  return answer.trace;
}

function nameOf(pod: Pod | undefined): string {
  return `${pod?.namespace}/${pod?.name}`;
}

function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
