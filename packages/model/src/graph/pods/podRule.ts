import type { Evidence } from '../../evidence.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import type { PlacedLink } from '../nodeIndex.ts';
import type { Confidence, PodMatch, TopologyEdge } from '../topology.ts';
import type { CniChain } from './cniChains.ts';
import type { KnownPod } from './podIndex.ts';

/** Where a pod lives, and how that is known. */
export interface PodPlace {
  /** Canonical namespace name on this node. */
  readonly netns: string;
  readonly matchedBy: PodMatch;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/** One way to tell; the first rule that can, decides. */
export type PodRule = (context: PodContext, pod: KnownPod) => PodPlace | undefined;

/** Computed once per node: a large one has 160,000 rules and 250 pods. */
export interface PodContext extends GraphContext {
  /** The veth pair that an interface is an end of, by the interface's id. */
  readonly vethOf: ReadonlyMap<string, TopologyEdge>;
  /** The namespace that a file stands for: `/run/netns/blue`. */
  readonly netnsOfPath: (path: string) => string | undefined;
  /** The host's interfaces that are named after a Calico workload, by its hash. */
  readonly workloadLinks: ReadonlyMap<string, PlacedLink>;
  readonly cniChains: readonly CniChain[];
  /** Interfaces that Calico has workload chains for, whether they exist or not. */
  readonly calicoWorkloads: ReadonlySet<string>;
}
