import type { Interface, Namespace } from '../network/network.ts';
import type { Step } from '../step.ts';
import type { Hop, StepPlace } from '../trace.ts';
import type { Skb } from './skb.ts';

/** Writes down where a packet has been. */
export class Path {
  readonly #hops: (Hop & { readonly steps: Step[] })[] = [];

  readonly #arrivals = new Set<string>();

  /** Begins a stay in a namespace; nothing where the packet is in there already. */
  enter(netns: Namespace): void {
    if (this.#hops.at(-1)?.netns === netns.id) return;
    this.#hops.push({ node: netns.node, netns: netns.id, steps: [] });
  }

  step(step: Step): void {
    this.#hops.at(-1)?.steps.push(step);
  }

  /** Whether the same packet has come in here before, so that it goes round and round. */
  comesAgain({ id }: Interface, { packet, mark, conntrack }: Skb): boolean {
    const { source, sourcePort, destination, destinationPort, protocol } = packet;
    const arrival = [
      ...[id, source, sourcePort, destination, destinationPort, protocol, mark],
      ...[conntrack?.state, packet.length],
    ].join(' ');
    if (this.#arrivals.has(arrival)) return true;
    this.#arrivals.add(arrival);
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
