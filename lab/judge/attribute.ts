import type { MonitorPacket } from './monitorLine.ts';
import type { KernelStep } from './probe.ts';
import type { ChainRun } from './watch.ts';
import { JUDGE } from './watch.ts';

/** What one namespace has seen of one probe. */
export interface PlaceView {
  /** The probe itself has come to the IP layer, whether or not there are rules. */
  readonly isSeen: boolean;
  /** A TCP server's agreement has come in. */
  readonly isOpened: boolean;
  readonly request: readonly KernelStep[];
  readonly reply: readonly KernelStep[];
}

const VXLAN_PORTS: ReadonlySet<number> = new Set([4789, 8472]);
const TUNNEL_DEVICE = /^vx/;
const SYN = 0x02;
const SYN_ACK = 0x12;
const ACK = 0x10;
const RST = 0x04;

type Direction = 'request' | 'reply';

/**
 * Sorts what a namespace has seen by probe. `tags` are the source ports of all that were on their
 * way, `earlier` of those before, which the kernel may try again; a packet with neither belongs to
 * the only one, if there is only one. A tunnel's outer packet belongs to what it carries: it leaves
 * after that has, and comes before it. `serverPorts`: that anything may be sent to, before and after
 * NAT; a packet to none of them comes back.
 */
export function attribute(
  runs: readonly ChainRun[],
  tags: readonly number[],
  earlier: readonly number[],
  serverPorts: ReadonlySet<number>,
): ReadonlyMap<number, PlaceView> {
  const views = new Map(
    tags.map((tag) => [
      tag,
      { isSeen: false, isOpened: false, request: [] as KernelStep[], reply: [] as KernelStep[] },
    ]),
  );
  let last: KernelStep[] | undefined;
  /** It leaves by a tunnel: what is sent next is around it. */
  let isLeaving = false;
  let isWrapped = false;
  let ahead: KernelStep[] = [];
  for (const run of runs) {
    const { packet } = run;
    if (packet.proto === 'udp' && VXLAN_PORTS.has(packet.dport ?? 0)) {
      if (packet.oif === undefined) ahead.push(...run.steps);
      else {
        // A second one carries an error.
        if (run.table === JUDGE && run.chain !== 'postrouting') {
          isLeaving &&= !isWrapped;
          isWrapped = true;
        }
        if (isLeaving) last?.push(...run.steps);
      }
      continue;
    }
    const direction = directionOf(packet, serverPorts);
    const tag = tagOf(packet, tags, earlier);
    const view = tag === undefined ? undefined : views.get(tag);
    // Later packets of a connection follow the same rules but for states: not ours to compare.
    last = view && direction && view[direction];
    if (run.table === JUDGE) {
      isLeaving = run.chain === 'postrouting' && TUNNEL_DEVICE.test(packet.oif ?? '');
      isWrapped = false;
    }
    if (!last) {
      if (run.table === JUDGE) ahead = [];
      continue;
    }
    if (view && direction === 'request') view.isSeen = true;
    if (view && packet.tcpFlags === SYN_ACK && packet.oif === undefined) view.isOpened = true;
    last.push(...ahead, ...run.steps);
    ahead = [];
  }
  // Dropped before it was unpacked.
  const only = tags.length === 1 ? views.get(tags[0] ?? 0) : undefined;
  if (only?.request.length === 0) only.request.push(...ahead);
  else if (only?.reply.length === 0) only.reply.push(...ahead);
  return views;
}

/** `undefined`: neither the first packet of a connection nor the first that comes back. */
function directionOf(
  { proto, tcpFlags, icmpType, sport = 0, dport = 0 }: MonitorPacket,
  serverPorts: ReadonlySet<number>,
): Direction | undefined {
  switch (proto) {
    case 'tcp': {
      const flags = (tcpFlags ?? 0) & (SYN_ACK | RST);
      if (flags === SYN) return 'request';
      if (flags === SYN_ACK) return 'reply';
      // The refusal of a closed port; the client's own reset has no ACK or comes from its port.
      return flags === (RST | ACK) && serverPorts.has(sport) ? 'reply' : undefined;
    }
    case 'udp':
      return serverPorts.has(dport) ? 'request' : 'reply';
    case 'icmp':
      if (icmpType === 8 || icmpType === 128) return 'request';
      // Errors and neighbour discovery are seen where a rule asks for a trace of them.
      return icmpType === 0 || icmpType === 129 ? 'reply' : undefined;
    case undefined:
      return undefined;
  }
}

function tagOf(
  { proto, sport, dport, icmpId }: MonitorPacket,
  tags: readonly number[],
  earlier: readonly number[],
): number | undefined {
  const ports = proto === 'icmp' ? [icmpId] : [sport, dport];
  const own = tags.find((tag) => ports.includes(tag));
  if (own !== undefined || tags.length > 1) return own;
  return earlier.some((tag) => ports.includes(tag)) ? undefined : tags[0];
}
