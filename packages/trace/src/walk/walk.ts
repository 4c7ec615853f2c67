import type { Connections } from '../netfilter/conntrack.ts';
import type { Network } from '../network/network.ts';
import type { Choices } from './choices.ts';
import type { Path } from './path.ts';

/** All that one run of the walk carries along: it is made anew for each branch. */
export interface Walk {
  readonly network: Network;
  readonly choices: Choices;
  readonly path: Path;
  /** Connections that this walk has made, in each namespace: the reply meets them. */
  readonly connections: Connections;
}
