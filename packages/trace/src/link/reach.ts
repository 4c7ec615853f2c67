import type { Mac } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import type { Interface, Network } from '../network/network.ts';
import { isFloodedTo, portOf, whyNotForwarding, whyNotTaking } from './bridgePort.ts';
import { childrenOf, isAggregate, vlanOn } from './children.ts';
import { whyNotReceiving, whyNotSending } from './deviceState.ts';
import { outsideEnds } from './outside.ts';
import { admit, release } from './vlans.ts';
import { floodEnds } from './vxlanPeers.ts';
import { wireOf } from './wire.ts';

/** Who hears a broadcast that a device sends. */
export interface Reach {
  /** Interfaces at which it comes to an IP layer, in the order in which it gets there. */
  readonly ends: readonly Interface[];
  /** MAC addresses of those. */
  readonly macs: ReadonlySet<Mac>;
  /** Devices by which it leaves the capture: who hears it there is not known. */
  readonly exits: readonly Interface[];
}

/**
 * The link that `from` sends to, through veths, bridges, tunnels and networks between captured nodes.
 * What the capture does not tell is taken to let the frame through: whoever then sends one along the
 * way is asked. `tag`: of VLAN, that the frame is handed over with.
 */
export function reachOf(network: Network, from: Interface, tag?: number): Reach {
  const known = reaches.get(from)?.get(tag ?? 0);
  if (known) return known;
  const spread = new Spread(network);
  spread.send(from, tag);
  const { ends, exits } = spread;
  const macs = new Set([...ends].flatMap(({ link }) => link.mac ?? []));
  const reach: Reach = { ends: [...ends], exits: [...exits], macs };
  const byTag = reaches.get(from) ?? new Map<number, Reach>();
  reaches.set(from, byTag.set(tag ?? 0, reach));
  return reach;
}

const reaches = new WeakMap<Interface, Map<number, Reach>>();

class Spread {
  readonly ends = new Set<Interface>();
  readonly exits = new Set<Interface>();
  readonly #network: Network;
  readonly #seen = new Set<string>();

  constructor(network: Network) {
    this.#network = network;
  }

  send(from: Interface, tag: number | undefined): void {
    if (this.#wasHere('out', from, tag) || whyNotSending(from) !== undefined) return;
    const wire = wireOf(this.#network, from);
    switch (wire.kind) {
      case 'peer':
        this.#receive(wire.peer, tag);
        break;
      case 'bridge':
        this.#cross(from, undefined, tag);
        break;
      case 'lower':
        if (wire.lower) this.send(wire.lower, wire.vlan ?? tag);
        else this.exits.add(from);
        break;
      case 'macvlan':
      case 'ipvlan':
        this.#share(from, wire, tag);
        break;
      case 'outside':
        for (const end of outsideEnds(this.#network, from, tag)) this.#receive(end.nic, end.vlan);
        this.exits.add(from);
        break;
      case 'vxlan':
        this.#tunnel(from);
        break;
      case 'unseenPeer':
      case 'beyond':
      case 'notFollowed':
        this.exits.add(from);
        break;
      // Nobody is asked for an address over these.
      case 'loopback':
      case 'swallowed':
      case 'ipip':
        break;
      default:
        assertNever(wire);
    }
  }

  #receive(at: Interface, tag: number | undefined): void {
    if (this.#wasHere('in', at, tag) || whyNotReceiving(at) !== undefined) return;
    const tagged = tag === undefined ? undefined : vlanOn(this.#network, at, tag);
    const { master } = at;
    if (tagged) this.#receive(tagged, undefined);
    else if (master?.type === 'bridge') this.#cross(master, at, tag);
    else if (master && isAggregate(master)) this.#receive(master, tag);
    else if (tag === undefined) this.#end(at);
  }

  /** What shares a device hears what the device hears. */
  #end(at: Interface): void {
    this.ends.add(at);
    for (const kind of ['macvlan-parent', 'ipvlan-parent'] as const) {
      for (const child of childrenOf(this.#network, at, kind)) this.#receive(child, undefined);
    }
  }

  /** `from`: the port that it comes in by; absent: the bridge's own interface sends it. */
  #cross(bridge: Interface, from: Interface | undefined, tag: number | undefined): void {
    if (from && whyNotTaking(from) !== undefined) return;
    const admission = admit(bridge, from ?? bridge, tag);
    if (admission.kind === 'refused') return;
    const vlan = admission.kind === 'admitted' ? admission.vlan : (tag ?? 0);
    for (const port of bridge.ports) {
      if (port === from && portOf(port)?.hairpin !== true) continue;
      if (!isFloodedTo(port, from, 'broadcast')) continue;
      const released = release(bridge, port, vlan, tag);
      if (released.kind === 'refused' || whyNotForwarding(from, port) !== undefined) continue;
      this.send(port, released.tag);
    }
    const up = from && release(bridge, bridge, vlan, tag);
    if (up?.kind === 'released') this.#receive(bridge, up.tag);
  }

  /** A macvlan's frames go to its siblings and out, but not to the parent itself. */
  #share(
    from: Interface,
    { kind, lower }: { readonly kind: 'macvlan' | 'ipvlan'; readonly lower: Interface | undefined },
    tag: number | undefined,
  ): void {
    if (!lower) {
      this.exits.add(from);
      return;
    }
    for (const child of childrenOf(this.#network, lower, `${kind}-parent`)) {
      if (child !== from) this.#receive(child, tag);
    }
    this.send(lower, tag);
  }

  #tunnel(from: Interface): void {
    const { peers, isWhole } = floodEnds(this.#network, from);
    for (const peer of peers) this.#receive(peer, undefined);
    if (!isWhole) this.exits.add(from);
  }

  #wasHere(direction: 'in' | 'out', at: Interface, tag: number | undefined): boolean {
    const key = `${direction} ${tag ?? ''} ${at.id}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }
}
