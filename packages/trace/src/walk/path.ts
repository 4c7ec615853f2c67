import type { Interface, Namespace } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { Step } from '../step.ts';
import type { Hop, StepPlace } from '../trace.ts';
import type { ConntrackInfo, Skb } from './skb.ts';

/** Writes down where a packet has been. */
export class Path {
  readonly #hops: (Hop & { readonly steps: Step[] })[] = [];

  readonly #arrivals: Arrival[] = [];

  /** Begins a stay in a namespace; nothing where the packet is in there already. */
  enter(netns: Namespace): void {
    if (this.#hops.at(-1)?.netns === netns.id) return;
    this.#hops.push({ node: netns.node, netns: netns.id, steps: [] });
  }

  step(step: Step): void {
    this.#hops.at(-1)?.steps.push(step);
  }

  /** Whether the same packet has come in here before, so that it goes round and round. */
  comesAgain(at: Interface, { packet, mark, conntrack }: Skb): boolean {
    const arrival: Arrival = { at, packet, mark, state: conntrack?.state };
    if (this.#arrivals.some((before) => isSame(before, arrival))) return true;
    this.#arrivals.push(arrival);
    return false;
  }

  get hops(): readonly Hop[] {
    return this.#hops;
  }

  /** The last step so far: what comes to an end there was decided by it. */
  get lastStep(): StepPlace | undefined {
    for (let hop = this.#hops.length - 1; hop >= 0; hop--) {
      const step = (this.#hops[hop]?.steps.length ?? 0) - 1;
      if (step >= 0) return { hop, step };
    }
    return undefined;
  }
}

interface Arrival {
  readonly at: Interface;
  readonly packet: Packet;
  readonly mark: number;
  readonly state: ConntrackInfo['state'] | undefined;
}

/** But for its TTL, which gets smaller each time. */
function isSame(a: Arrival, b: Arrival): boolean {
  return (
    a.at === b.at &&
    a.mark === b.mark &&
    a.state === b.state &&
    a.packet.source === b.packet.source &&
    a.packet.sourcePort === b.packet.sourcePort &&
    a.packet.destination === b.packet.destination &&
    a.packet.destinationPort === b.packet.destinationPort &&
    a.packet.protocol === b.packet.protocol &&
    a.packet.length === b.packet.length
  );
}
