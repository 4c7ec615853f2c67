import { type FindingReport, findingContext, RULES, runRules } from '@vethscope/findings';
import { buildTopology, once, type Snapshot, type Topology } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import { indexNetwork, type Network } from '@vethscope/trace';
import { filesJsonLength } from '../captures/filesJson.ts';

/** A capture's texts, and what follows from them: worked out when first asked for. */
export interface OpenedCapture {
  readonly files: readonly CaptureFiles[];
  /** How long `filesJson` of them is, in bytes. */
  readonly jsonLength: () => number;
  readonly snapshot: () => Snapshot;
  readonly topology: () => Topology;
  /** The same, as packets meet it. */
  readonly network: () => Network;
  readonly findings: () => FindingReport;
}

export function openCapture(files: readonly CaptureFiles[]): OpenedCapture {
  const snapshot = once(() => readSnapshot(files));
  const topology = once(() => buildTopology(snapshot()));
  const network = once(() => indexNetwork(snapshot(), topology()));
  const findings = once(() => runRules(findingContext(network()), RULES));
  const jsonLength = once(() => filesJsonLength(files));
  return { files, jsonLength, snapshot, topology, network, findings };
}
