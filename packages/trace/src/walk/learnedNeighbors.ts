import type { Ip, Mac } from '@vethscope/model';
import type { Interface } from '../network/network.ts';

/** A neighbour that has asked: it told its own address in doing so. */
interface Asker {
  readonly mac: Mac;
  readonly by: Interface;
}

/**
 * Neighbours that interfaces have come to know while a walk goes on, by being asked: who answers a
 * question for an address keeps who put it. arp_process(), ndisc_recv_ns().
 */
export class LearnedNeighbors {
  readonly #known = new Map<Interface, Map<Ip, Asker>>();

  learn(at: Interface, address: Ip, asker: Asker): void {
    const known = this.#known.get(at) ?? new Map<Ip, Asker>();
    known.set(address, asker);
    this.#known.set(at, known);
  }

  askerOf(at: Interface, address: Ip): Asker | undefined {
    return this.#known.get(at)?.get(address);
  }
}
