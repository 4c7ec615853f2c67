import type { Mac } from '@vethscope/model';
import type { Interface } from '../network/network.ts';

/** What bridges learn while a walk goes on: newer than what was captured. */
export class LearnedMacs {
  readonly #ports = new Map<Interface, Map<string, Interface>>();
  readonly #announced = new Set<Mac>();

  /** A frame from `mac` came in by `port`. */
  learn(bridge: Interface, port: Interface, mac: Mac, vlan: number): void {
    const known = this.#ports.get(bridge) ?? new Map<string, Interface>();
    known.set(keyOf(mac, vlan), port);
    this.#ports.set(bridge, known);
  }

  /** Absent: this walk has not taught it. */
  portOf(bridge: Interface, mac: Mac, vlan: number): Interface | undefined {
    return this.#ports.get(bridge)?.get(keyOf(mac, vlan));
  }

  /** Its owner has answered for an address: each bridge in between now knows where it is. */
  announce(mac: Mac): void {
    this.#announced.add(mac);
  }

  hasAnnounced(mac: Mac): boolean {
    return this.#announced.has(mac);
  }
}

function keyOf(mac: Mac, vlan: number): string {
  return `${mac} ${vlan}`;
}
