import type { Evidence } from '../../evidence.ts';
import { HOST_NETNS } from '../../ids.ts';
import type { CriSandbox } from '../../snapshot/kubernetes.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import type { KnownPod } from './podIndex.ts';
import type { PodContext, PodPlace } from './podRule.ts';

/**
 * The runtime made the namespace, so it knows: `crictl inspectp` has the path that the sandbox was
 * started with, or says that it shares the node's own network.
 */
export function sandboxNetns(context: PodContext, pod: KnownPod): PodPlace | undefined {
  // What is left of an earlier start has a path, too.
  const running = pod.inspected.filter(({ state }) => state !== 'NotReady');
  for (const sandbox of running) {
    const evidence = [...pod.evidence, ...evidenceOf(sandbox)];
    if (sandbox.hostNetwork === true) {
      return {
        netns: HOST_NETNS,
        matchedBy: 'host-network',
        confidence: 'proven',
        reason: `the runtime says that its sandbox ${shortId(sandbox)} uses the node's network`,
        evidence,
      };
    }
    const path = sandbox.netnsPath;
    const netns = path === undefined ? undefined : context.netnsOfPath(path);
    if (netns === undefined) continue;
    return {
      netns,
      matchedBy: 'sandbox-netns',
      confidence: 'proven',
      reason: `the runtime started its sandbox ${shortId(sandbox)} in ${path}`,
      evidence,
    };
  }
  return undefined;
}

/** Which of the node's namespaces a path is: by the list of the capture, else by the file's name. */
export function netnsPaths({ index, names }: GraphContext): PodContext['netnsOfPath'] {
  const known = new Set(names.namespaces.map(({ name }) => name));
  const listed = new Map(
    (index.node.capture?.namespaces ?? []).flatMap(({ name, paths }) =>
      paths.map((path) => [canonicalPath(path), name] as const),
    ),
  );
  return (path) => {
    const name = listed.get(canonicalPath(path)) ?? nameOfPath(path);
    const netns = name === undefined ? undefined : names.canonical(name);
    return netns !== undefined && known.has(netns) ? netns : undefined;
  };
}

/** `/var/run` is a link to `/run` everywhere. */
function canonicalPath(path: string): string {
  return path.replace(/^\/var\/run\//, '/run/');
}

/** `/run/netns/cni-5e2b…` → `cni-5e2b…`, as `ip netns` lists it. */
function nameOfPath(path: string): string | undefined {
  return /^\/run\/netns\/([^/]+)$/.exec(canonicalPath(path))?.[1];
}

function evidenceOf({ evidence, moreEvidence }: CriSandbox): readonly Evidence[] {
  return [evidence, ...(moreEvidence ?? [])];
}

/** As crictl's tables show it. */
function shortId({ id }: CriSandbox): string {
  return id.slice(0, 13);
}
