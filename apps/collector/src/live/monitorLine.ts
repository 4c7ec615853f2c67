import type { TriggerKind } from './liveEvents.ts';

/** One event of `ip monitor`, in a namespace of the observer's own numbering. */
export interface MonitorEvent {
  readonly kind: Extract<
    TriggerKind,
    'link' | 'address' | 'route' | 'rule' | 'neighbor' | 'setting' | 'namespaces'
  >;
  /** `own`: the namespace that `ip` runs in. */
  readonly nsid: number | 'own';
}

const KINDS: Readonly<Record<string, MonitorEvent['kind']>> = {
  LINK: 'link',
  ADDR: 'address',
  ROUTE: 'route',
  RULE: 'rule',
  NEIGH: 'neighbor',
  NETCONF: 'setting',
  NSID: 'namespaces',
};

/**
 * Reads a line of `ip -o monitor label [all-nsid] …`: ip-monitor(8). `undefined` for what is no
 * reason to look again: anything else than these kinds, and neighbours and FDB entries that come and
 * go with traffic (ARP going STALE and REACHABLE, learned MAC addresses). Those that somebody
 * configured are PERMANENT, an FDB entry also NOARP (`bridge fdb add … static`).
 */
export function parseMonitorLine(line: string): MonitorEvent | undefined {
  // [nsid current][ROUTE]Deleted 10.9.0.0/16 via 10.0.0.2 dev v1
  // [nsid 3][LINK]2: eth0@if5: <BROADCAST,MULTICAST,UP> mtu 1500 …
  // [nsid current][NETCONF]inet v1 rp_filter loose
  // [NEIGH]10.0.0.2 dev v1 lladdr 8e:2f:af:9b:b6:72 STALE        (without all-nsid)
  const match = /^(?:\[nsid (current|\d+)\])?\[([A-Z]+)\](.*)$/.exec(line);
  const [, observed = 'current', label = '', text = ''] = match ?? [];
  const kind = KINDS[label];
  if (kind === undefined) return undefined;
  if (kind === 'neighbor' && !isConfigured(text)) return undefined;
  // [nsid current][NSID]nsid 4 (iproute2 netns name: blue)       also where blue has been there for long
  const given = kind === 'namespaces' ? /^nsid (\d+)/.exec(text)?.[1] : undefined;
  if (given !== undefined) return { kind, nsid: Number(given) };
  return { kind, nsid: observed === 'current' ? 'own' : Number(observed) };
}

function isConfigured(text: string): boolean {
  // dev vxlan.calico lladdr 66:2a:1b:00:00:01 PERMANENT          an FDB entry has no address
  const isFdb = /^(Deleted )?dev /.test(text);
  // The kernel joins and leaves multicast groups by itself: ff02::16 dev v1 lladdr 33:33:… NOARP
  return isFdb ? /\b(PERMANENT|NOARP)\b/.test(text) : /\b(PERMANENT|proxy)\b/.test(text);
}
