import type { Packet } from '../packet.ts';
import type { Endpoint, NatStep } from '../step.ts';
import { type Connection, invert, type Manip, type Tuple } from '../walk/conntrack.ts';
import type { Skb } from '../walk/skb.ts';
import type { CompiledTable } from './chains/compiledChain.ts';
import { runBaseChain } from './chains/walkChain.ts';
import { ACCEPT, type HookVerdict } from './hook.ts';
import type { Sight } from './sight.ts';

/**
 * Shows a connection's first packet to the nat tables, once for its source and once for its
 * destination, and translates this and every other packet: nf_nat_inet_fn() of nf_nat_core.c.
 */
export function runNat(sight: Sight, tables: readonly CompiledTable[]): HookVerdict {
  const { conntrack } = sight.skb;
  const connection = conntrack?.connection;
  if (!connection) return ACCEPT;
  const manip = manipAt(sight);
  let by: NatStep['by'] = 'connection';
  if (conntrack.state === 'NEW' && !connection.asked.has(manip)) {
    const verdict = askRules(sight, tables, connection, manip);
    if (verdict.kind !== 'accept') return verdict;
    if (connection.asked.has(manip)) by = 'rule';
    // A null binding: no rule had anything to say, and none is asked again.
    connection.asked.add(manip);
  }
  rewrite(sight, { ...conntrack, connection }, manip, by);
  return ACCEPT;
}

/** Whether OUTPUT has to find a new route: the destination is no longer what it was sent to. */
export function isDiverted({ conntrack }: Skb): boolean {
  if (!conntrack?.connection) return false;
  const { original, reply } = conntrack.connection;
  return conntrack.direction === 'original'
    ? original.destination !== reply.source
    : reply.destination !== original.source;
}

/** HOOK2MANIP() */
function manipAt({ hook }: Sight): Manip {
  return hook === 'POSTROUTING' || hook === 'INPUT' ? 'source' : 'destination';
}

function askRules(
  sight: Sight,
  tables: readonly CompiledTable[],
  connection: Connection,
  manip: Manip,
): HookVerdict {
  for (const table of tables) {
    const verdict = runBaseChain(sight, table);
    if (verdict.kind !== 'accept' || connection.asked.has(manip)) return verdict;
  }
  return ACCEPT;
}

interface Tracked {
  readonly connection: Connection;
  readonly direction: 'original' | 'reply';
}

/** nf_nat_packet(): a reply is translated back, its source where the request's destination was. */
function rewrite(
  { walk, skb }: Sight,
  { connection, direction }: Tracked,
  manip: Manip,
  by: NatStep['by'],
): void {
  const evidence = connection.translated.get(direction === 'original' ? manip : other(manip));
  if (!evidence) return;
  const target = invert(direction === 'original' ? connection.reply : connection.original);
  const from = endOf(skb.packet, manip);
  const to = endOf(target, manip);
  if (from.address === to.address && from.port === to.port) return;
  skb.packet = withEnd(skb.packet, manip, to);
  walk.path.step({ kind: 'nat', manip, from, to, by, evidence });
}

function other(manip: Manip): Manip {
  return manip === 'source' ? 'destination' : 'source';
}

function endOf(of: Packet | Tuple, manip: Manip): Endpoint {
  const port = manip === 'source' ? of.sourcePort : of.destinationPort;
  return { address: of[manip], ...(port !== undefined && { port }) };
}

function withEnd(packet: Packet, manip: Manip, { address, port }: Endpoint): Packet {
  if (manip === 'destination') {
    return {
      ...packet,
      destination: address,
      ...(port !== undefined && { destinationPort: port }),
    };
  }
  // Without a port of its own the kernel chooses one.
  const { sourcePort: _, ...rest } = packet;
  return { ...rest, source: address, ...(port !== undefined && { sourcePort: port }) };
}
