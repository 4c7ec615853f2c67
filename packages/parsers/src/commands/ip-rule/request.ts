import type { Family } from '@vethscope/model';
import { ipInvocation, isAbbreviated } from '../ipInvocation.ts';

/** What an `ip rule show` asked for: ip-rule(8). */
export interface RuleRequest {
  /** IPv4 unless the command line says `-6`: no line shows it. */
  readonly family: Family;
  /** False where a selector leaves rules out. */
  readonly isWhole: boolean;
}

/** Reads the command line, or `undefined` where it lists no rules. */
export function ruleRequestOf(argv: readonly string[]): RuleRequest | undefined {
  const invocation = ipInvocation(argv);
  // `ip r` is route.
  if (!invocation || !/^ru(le?)?$/.test(invocation.object)) return undefined;
  const [verb, ...selectors] = invocation.words;
  if (verb !== undefined && !isAbbreviated(verb, 'list', 'lst', 'show')) return undefined;
  return { family: invocation.family ?? 4, isWhole: selectors.length === 0 };
}
