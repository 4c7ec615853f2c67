import type { IptablesTable, Rule } from '@vethscope/model';
import { assertNever, indexChains } from '@vethscope/model';
import { matchesAll } from './covers.ts';

/** Whether a packet that a rule matches never meets the rules behind it in the same chain. */
export type EndsChain = (rule: Rule) => boolean;

/**
 * By its target: a verdict, a translation, RETURN, goto; or a jump to a chain in which every packet
 * meets a verdict, such as one that logs and drops.
 */
export function endsChainIn(table: IptablesTable): EndsChain {
  const { chain: chainNamed } = indexChains(table);
  const known = new Map<string, boolean>();

  function decides(name: string): boolean {
    const before = known.get(name);
    if (before !== undefined) return before;
    // A chain that leads back to itself proves nothing.
    known.set(name, false);
    const answer = decidesAll(chainNamed(name)?.rules ?? []);
    known.set(name, answer);
    return answer;
  }

  function decidesAll(rules: readonly Rule[]): boolean {
    for (const rule of rules) {
      const { target } = rule;
      const leadsBack =
        target.kind === 'return' ||
        target.kind === 'unknown' ||
        (target.kind === 'goto' && !decides(target.chain));
      if (leadsBack) return false;
      if (matchesAll(rule) && endsChain(rule)) return true;
    }
    return false;
  }

  function endsChain({ target }: Rule): boolean {
    return target.kind === 'jump' ? decides(target.chain) : isLast(target);
  }

  return endsChain;
}

/** iptables-extensions(8): which targets are the end, and which let the packet go on. */
function isLast(target: Exclude<Rule['target'], { kind: 'jump' }>): boolean {
  switch (target.kind) {
    case 'accept':
    case 'drop':
    case 'reject':
    case 'return':
    case 'goto':
    case 'dnat':
    case 'snat':
    case 'masquerade':
    case 'redirect':
      return true;
    case 'mark':
    case 'connmark':
    case 'notrack':
    case 'ct':
    case 'log':
    case 'nflog':
    case 'tcpmss':
    case 'dscp':
    case 'audit':
    case 'trace':
    case 'checksum':
    case 'none':
    // Where the packet goes on is up to the program, or not understood.
    case 'queue':
    case 'unknown':
      return false;
    default:
      return assertNever(target);
  }
}

/** It may change what later rules ask of the packet, itself or in the chain that it leads to. */
export function mayChangePacket({ target }: Rule): boolean {
  return CHANGING.has(target.kind);
}

const CHANGING: ReadonlySet<Rule['target']['kind']> = new Set<Rule['target']['kind']>([
  ...(['jump', 'goto', 'mark', 'connmark', 'notrack', 'ct', 'dscp'] as const),
  ...(['tcpmss', 'queue', 'unknown'] as const),
]);
