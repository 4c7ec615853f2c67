import { ipInvocation, isAbbreviated } from '../ipInvocation.ts';

/** What a `bridge fdb show` asked for: bridge(8). */
export interface FdbRequest {
  /** `brport eth0`: the lines do not repeat it. */
  readonly device?: string;
  /** False where a filter leaves entries out. */
  readonly isWhole: boolean;
}

/** Reads the command line, or `undefined` where it lists no forwarding entries. */
export function fdbRequestOf(argv: readonly string[]): FdbRequest | undefined {
  const invocation = ipInvocation(argv, 'bridge');
  if (!invocation || !isAbbreviated(invocation.object, 'fdb')) return undefined;
  const [verb, ...words] = invocation.words;
  if (verb !== undefined && !isAbbreviated(verb, 'show', 'lst', 'list')) return undefined;
  const at = words.findIndex((word) => word === 'brport' || word === 'dev');
  const device = at < 0 ? undefined : words[at + 1];
  return { ...(device !== undefined && { device }), isWhole: words.length === 0 };
}
