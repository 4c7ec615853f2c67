import type { Heights } from './heights.ts';
import type { Tiers } from './tiers.ts';

/** A machine whose tiers have all their places, from its upper left corner. */
export interface MachineFrame {
  readonly tiers: Tiers;
  readonly heights: Heights;
  readonly width: number;
  /** Where wires pass the routing by. */
  readonly crossings: readonly number[];
}
