import type { Namespace } from '../network/network.ts';
import type { Step } from '../step.ts';
import type { Hop } from '../trace.ts';

/** Writes down where a packet has been. */
export class Path {
  readonly #hops: (Hop & { readonly steps: Step[] })[] = [];

  /** Begins a stay in a namespace; nothing where the packet is in there already. */
  enter(netns: Namespace): void {
    if (this.#hops.at(-1)?.netns === netns.id) return;
    this.#hops.push({ node: netns.node, netns: netns.id, steps: [] });
  }

  step(step: Step): void {
    this.#hops.at(-1)?.steps.push(step);
  }

  get hops(): readonly Hop[] {
    return this.#hops;
  }
}
