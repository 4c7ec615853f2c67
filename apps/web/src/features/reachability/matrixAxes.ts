import type { PodElement, Topology, TopologyService } from '@vethscope/model';
import type { TraceRequest } from '@vethscope/trace';

export const MATRIX_KINDS = ['services', 'pods'] as const;
export type MatrixKind = (typeof MATRIX_KINDS)[number];

/** One line of the matrix's side or top. */
export interface AxisEntry {
  /** Kubernetes namespace: entries of one stand together. */
  readonly group: string;
  readonly title: string;
}

export interface Sender extends AxisEntry {
  readonly from: TraceRequest['from'];
}

export interface Target extends AxisEntry {
  readonly request: Omit<TraceRequest, 'from'>;
}

/** All pods, by namespace and name. */
export function senders(topology: Topology): readonly Sender[] {
  return podsOf(topology).map(({ namespace, name }) => ({
    group: namespace,
    title: name,
    from: `${namespace}/${name}`,
  }));
}

/** What is asked of each pod: the same port everywhere, since a pod says of none that it has it. */
export function podTargets(
  topology: Topology,
  { proto, dport }: Pick<TraceRequest, 'proto' | 'dport'>,
): readonly Target[] {
  return podsOf(topology).map(({ namespace, name }) => ({
    group: namespace,
    title: name,
    request: {
      to: `${namespace}/${name}`,
      proto,
      ...(proto !== 'icmp' && dport !== undefined && { dport }),
    },
  }));
}

/** Each port of each service that TCP or UDP have. */
export function serviceTargets({ services }: Topology): readonly Target[] {
  return [...services].sort(byName).flatMap(({ namespace, name, ports }) =>
    ports.flatMap(({ port, protocol }): Target[] => {
      const proto = protocol.toLowerCase();
      if (proto !== 'tcp' && proto !== 'udp') return [];
      return [
        {
          group: namespace,
          title: `${name} ${port}/${proto}`,
          request: { to: `${namespace}/${name}`, proto, dport: port },
        },
      ];
    }),
  );
}

/** Those whose namespace or name has every word of `text`. */
export function filtered<Entry extends AxisEntry>(
  entries: readonly Entry[],
  text: string | undefined,
): readonly Entry[] {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter(({ group, title }) => {
    const haystack = `${group}/${title}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

/** Where entries of another group begin; the first always. */
export function groupStarts(entries: readonly AxisEntry[]): readonly number[] {
  return entries.flatMap(({ group }, i) => (entries[i - 1]?.group === group ? [] : [i]));
}

function podsOf({ nodes }: Topology): readonly PodElement[] {
  return nodes.filter((node) => node.kind === 'pod').sort(byName);
}

type Named = Pick<TopologyService, 'namespace' | 'name'>;

function byName(a: Named, b: Named): number {
  return compare(a.namespace, b.namespace) || compare(a.name, b.name);
}

/** By code points: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
