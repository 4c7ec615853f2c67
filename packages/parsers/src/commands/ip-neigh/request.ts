import type { Family } from '@vethscope/model';
import { ipInvocation, isAbbreviated } from '../ipInvocation.ts';

/** What an `ip neigh show` asked for: ip-neighbour(8). */
export interface NeighborRequest {
  /** Both families where none is named. */
  readonly family?: Family;
  /** `dev eth0`: the lines do not repeat it. */
  readonly device?: string;
  /** `proxy` lists what interfaces answer for, and nothing else does. */
  readonly lists: 'neighbors' | 'proxyNeighbors';
  /** False where a filter leaves entries out. */
  readonly isWhole: boolean;
}

/** Reads the command line, or `undefined` where it lists no neighbours. */
export function neighborRequestOf(argv: readonly string[]): NeighborRequest | undefined {
  const invocation = ipInvocation(argv);
  // `ip n` and `ip ne` are neighbour: it stands before netns in ip.c.
  if (!invocation || !isAbbreviated(invocation.object, 'neighbor', 'neighbour')) return undefined;
  const [verb, ...words] = invocation.words;
  if (verb !== undefined && !isAbbreviated(verb, 'show', 'lst', 'list')) return undefined;
  const { family } = invocation;
  const at = words.indexOf('dev');
  const device = at < 0 ? undefined : words[at + 1];
  // The usual listing leaves out NOARP alone.
  const isWhole = ['', 'nud all', 'proxy'].includes(words.join(' '));
  return {
    ...(family !== undefined && { family }),
    ...(device !== undefined && { device }),
    lists: words.includes('proxy') ? 'proxyNeighbors' : 'neighbors',
    isWhole,
  };
}
