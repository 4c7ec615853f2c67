import { resolveRequest } from './endpoints/resolveRequest.ts';
import type { Network } from './network/network.ts';
import type { Trace } from './trace.ts';
import { tracePacket } from './tracePacket.ts';

/** A question as people ask it: docs/cli.md. */
export interface TraceRequest {
  /** `NAMESPACE/POD`, a namespace's name, a node's name (its host namespace), an address. */
  readonly from: string;
  /** The same, or `NAMESPACE/SERVICE`. */
  readonly to: string;
  readonly proto: 'tcp' | 'udp' | 'icmp';
  /** TCP and UDP. Absent: the service's only port, else a problem. */
  readonly dport?: number;
  readonly sport?: number;
}

export type TraceAnswer =
  | { readonly kind: 'trace'; readonly trace: Trace }
  /** Nothing that can be asked: `from: no pod, namespace, node or address "x": did you mean …?` */
  | { readonly kind: 'problem'; readonly message: string };

export function answerTrace(network: Network, request: TraceRequest): TraceAnswer {
  const resolved = resolveRequest(network, request);
  if (resolved.kind === 'problem') return resolved;
  const { start, from, to } = resolved;
  const { packet, disposition, branches } = tracePacket(network, start);
  return { kind: 'trace', trace: { packet, from, to, disposition, branches } };
}
