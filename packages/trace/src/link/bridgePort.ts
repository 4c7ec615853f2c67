import type { PortDetails } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import type { Skb } from '../walk/skb.ts';
import { whyNotSending } from './deviceState.ts';

type BridgePort = Extract<PortDetails, { kind: 'bridge' }>;

/** Absent: the capture has no details (`ip -d`). */
export function portOf({ link: { port } }: Interface): BridgePort | undefined {
  return port?.kind === 'bridge' ? port : undefined;
}

/** Why the bridge takes nothing from this port: br_handle_frame(). */
export function whyNotTaking(port: Interface): string | undefined {
  const state = portOf(port)?.state;
  return state === undefined || state === 'forwarding' ? undefined : `${port.name} is ${state}`;
}

/**
 * Why the bridge sends nothing out of `to` that came in by `from`: should_deliver() of br_forward.c.
 * Hairpin is for the caller where the port is the same and the capture has no details.
 */
export function whyNotForwarding(from: Interface | undefined, to: Interface): string | undefined {
  const down = whyNotSending(to) ?? whyNotTaking(to);
  if (down !== undefined) return down;
  if (from === to && portOf(to)?.hairpin === false) return `hairpin is off on ${to.name}`;
  const areIsolated = from !== undefined && portOf(from)?.isolated && portOf(to)?.isolated;
  return areIsolated ? `${from.name} and ${to.name} are isolated ports` : undefined;
}

/**
 * Whether a frame that the bridge has no entry for goes out of a port: br_flood(). To a group or to
 * all, what the bridge itself sends always does. `from`: absent for that.
 */
export function isFloodedTo(
  to: Interface,
  from: Interface | undefined,
  type: Skb['packetType'],
): boolean {
  const port = portOf(to);
  switch (type) {
    case 'unicast':
      return port?.flood !== false;
    case 'multicast':
      return from === undefined || port?.multicastFlood !== false;
    case 'broadcast':
      return from === undefined || port?.broadcastFlood !== false;
  }
}
