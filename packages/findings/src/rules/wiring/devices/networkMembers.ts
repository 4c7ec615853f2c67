import type { Confidence, Evidence, Prefix } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext } from '../../../context.ts';

/** Interfaces of several nodes that are on one network outside. */
export interface SharedNetwork {
  readonly prefix: Prefix | undefined;
  readonly members: readonly NetworkMember[];
}

interface NetworkMember {
  readonly device: Interface;
  /** `proven`: neighbour entries show it. `inferred`: only the prefix says so. */
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}

export function sharedNetworks({
  topology,
  network,
  edgesOf,
}: FindingContext): readonly SharedNetwork[] {
  return topology.nodes.flatMap((element) => {
    if (element.kind !== 'external' || element.role !== 'network') return [];
    const members = edgesOf(element.id).flatMap(({ kind, source, confidence, evidence }) => {
      const device = kind === 'network' ? network.interfaces.get(source) : undefined;
      return device ? [{ device, confidence, evidence }] : [];
    });
    const nodes = new Set(members.map(({ device }) => device.netns.node));
    return nodes.size > 1 ? [{ prefix: element.network, members }] : [];
  });
}
