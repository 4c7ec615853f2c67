import type { Mac } from '@vethscope/model';
import type { Interface, Network } from '../network/network.ts';
import { portOf, whyNotForwarding } from './bridgePort.ts';
import { reachOf } from './reach.ts';
import { release } from './vlans.ts';

/** Where frames of one VLAN go that a bridge has no entry for, whichever port they have come in by. */
export interface FloodPlan {
  /** Ports behind which somebody has the MAC address. */
  readonly behind: ReadonlyMap<Mac, readonly Interface[]>;
  /** Ports behind which the frame leaves the capture. */
  readonly exits: readonly Interface[];
  /** Ports behind which anybody is. */
  readonly heard: readonly Interface[];
  /** Names of the ports that a unicast frame is sent to. */
  namesFrom(from: Interface | undefined): readonly string[];
}

/** Worked out once: a bridge may have hundreds of ports. `tag`: as the frame came in. */
export function floodPlan(
  network: Network,
  bridge: Interface,
  vlan: number,
  tag: number | undefined,
): FloodPlan {
  const byVlan = plans.get(bridge) ?? new Map<string, FloodPlan>();
  plans.set(bridge, byVlan);
  const key = `${vlan} ${tag ?? ''}`;
  const plan = byVlan.get(key) ?? makePlan(network, bridge, vlan, tag);
  byVlan.set(key, plan);
  return plan;
}

/** Not back out where it came in, unless hairpin is on; what the capture does not tell is off. */
export function takesFlood(from: Interface | undefined, port: Interface): boolean {
  if (port === from && portOf(port)?.hairpin !== true) return false;
  return whyNotForwarding(from, port) === undefined;
}

const plans = new WeakMap<Interface, Map<string, FloodPlan>>();

function makePlan(
  network: Network,
  bridge: Interface,
  vlan: number,
  tag: number | undefined,
): FloodPlan {
  const open = bridge.ports.flatMap((port) => {
    const released = release(bridge, port, vlan, tag);
    if (released.kind === 'refused') return [];
    return [{ port, reach: reachOf(network, port, released.tag) }];
  });
  const behind = new Map<Mac, Interface[]>();
  for (const { port, reach } of open) {
    for (const mac of reach.macs) {
      const known = behind.get(mac);
      if (known) known.push(port);
      else behind.set(mac, [port]);
    }
  }
  const names = new Map<Interface | undefined, readonly string[]>();
  const namesFrom = (from: Interface | undefined): readonly string[] => {
    const known = names.get(from);
    if (known) return known;
    const ports = open.map(({ port }) => port);
    const taking = ports.filter((port) => takesFlood(from, port) && portOf(port)?.flood !== false);
    const found = taking.map(({ name }) => name);
    names.set(from, found);
    return found;
  };
  const portsWith = (test: (one: (typeof open)[number]) => boolean): readonly Interface[] =>
    open.filter(test).map(({ port }) => port);
  return {
    behind,
    exits: portsWith(({ reach }) => reach.exits.length > 0),
    heard: portsWith(({ reach }) => reach.ends.length + reach.exits.length > 0),
    namesFrom,
  };
}
