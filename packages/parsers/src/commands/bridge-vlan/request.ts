import { ipInvocation, isAbbreviated } from '../ipInvocation.ts';

/** What a `bridge vlan show` asked for: bridge(8). */
export interface VlanRequest {
  /** False where `dev` or `vid` leaves some out. */
  readonly isWhole: boolean;
}

/** Reads the command line, or `undefined` where it lists no VLANs: `tunnelshow` and `global` are others. */
export function vlanRequestOf(argv: readonly string[]): VlanRequest | undefined {
  const invocation = ipInvocation(argv, 'bridge');
  if (!invocation || !isAbbreviated(invocation.object, 'vlan')) return undefined;
  const [verb, ...filters] = invocation.words;
  if (verb !== undefined && !isAbbreviated(verb, 'show', 'lst', 'list')) return undefined;
  return { isWhole: filters.length === 0 };
}
