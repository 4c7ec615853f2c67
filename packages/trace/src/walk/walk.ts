import type { Namespace, Network } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { Choices } from './choices.ts';
import { Connections } from './conntrack.ts';
import { LearnedMacs } from './learnedMacs.ts';
import { LearnedNeighbors } from './learnedNeighbors.ts';
import { Path } from './path.ts';

/** All that one run of the walk carries along: it is made anew for each branch. */
export interface Walk {
  readonly network: Network;
  readonly choices: Choices;
  readonly path: Path;
  /** Connections that this walk has made, in each namespace: the reply meets them. */
  readonly connections: Connections;
  /** What bridges have learned from this walk's frames. */
  readonly learned: LearnedMacs;
  /** Whom interfaces have come to know by being asked. */
  readonly neighbors: LearnedNeighbors;
  /** On the way back: what the sender of the request waits for. */
  readonly awaited?: Awaited;
}

/** At its beginning: it has met no connection and taught no bridge. */
export function startWalk(network: Network, choices: Choices): Walk {
  return {
    ...{ network, choices, path: new Path() },
    ...{ connections: new Connections(), learned: new LearnedMacs() },
    neighbors: new LearnedNeighbors(),
  };
}

/** An answer that its receiver knows for one. */
export interface Awaited {
  /** Absent: who waits for it is outside of the capture. */
  readonly netns?: Namespace;
  readonly source: Packet['source'];
  readonly sourcePort?: number;
  /** Where its socket is; absent of echo replies, known by their id. */
  readonly to?: { readonly address: Packet['source']; readonly port?: number };
}
