import type { Family } from '@vethscope/model';
import { readIpCommandLine } from './ip-link/commandLine.ts';

/** A command line of `ip` or `bridge`, as far as their listings of routes and neighbours differ by it. */
export interface IpInvocation {
  /** As typed: `route`, `r`, `neigh`. */
  readonly object: string;
  /** What follows the object: `show`, `table`, `all`. */
  readonly words: readonly string[];
  /** `-4`, `-6`, `-f inet6`. */
  readonly family?: Family;
}

/** Reads a command line, or `undefined` for another program or without an object. */
export function ipInvocation(
  argv: readonly string[],
  program: 'ip' | 'bridge' = 'ip',
): IpInvocation | undefined {
  // bridge(8) takes the options of ip(8).
  const line = readIpCommandLine(program === 'ip' ? argv : asIp(argv));
  if (!line) return undefined;
  const family = FAMILIES.get(line.family ?? '');
  return { object: line.object, words: line.args, ...(family !== undefined && { family }) };
}

/** iproute2 takes any beginning of a word, where several fit the first of its list. */
export function isAbbreviated(typed: string | undefined, ...words: readonly string[]): boolean {
  return typed !== undefined && typed !== '' && words.some((word) => word.startsWith(typed));
}

function asIp([program, ...args]: readonly string[]): readonly string[] {
  return program === 'bridge' ? ['ip', ...args] : [];
}

const FAMILIES: ReadonlyMap<string, Family> = new Map([
  ['inet', 4],
  ['inet6', 6],
]);
