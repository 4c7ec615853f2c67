import type { RuleStep } from '../../step.ts';
import { ACCEPT, type HookVerdict } from '../hook.ts';
import type { Sight } from '../sight.ts';
import { applyTarget } from '../targets/applyTarget.ts';
import { judgePartial } from '../unseen.ts';
import type { CompiledChain, CompiledTable } from './compiledChain.ts';
import type { CompiledRule } from './compiledRule.ts';
import { matchRule } from './matchRule.ts';
import { placeOf } from './rulePlace.ts';

/** Which rules of a chain are held against a packet: all, as in the kernel, or those that can hold. */
export type Choose = (chain: CompiledChain, sight: Sight) => readonly number[];

export const CANDIDATES: Choose = (chain, sight) => chain.candidates(sight);

/**
 * Walks a packet through a table's built-in chain of this hook. Steps are those that `nft monitor
 * trace` prints for iptables-nft: each rule that matched, in order; nothing at the end of a user's
 * chain; the policy where no rule has decided, after a RETURN in the built-in chain as well.
 */
export function runBaseChain(
  sight: Sight,
  table: CompiledTable,
  choose: Choose = CANDIDATES,
): HookVerdict {
  const unseen = judgePartial(sight, table.table);
  if (unseen.kind !== 'accept') return unseen;
  const base = table.chain(sight.hook);
  // Not there: nothing is registered at the hook.
  if (!base) return ACCEPT;
  const end = walkChain({ sight, table, choose, left: { chains: MOST_CHAINS } }, base, undefined);
  return end === 'end' ? applyPolicy(sight, table, base) : end;
}

interface Run {
  readonly sight: Sight;
  readonly table: CompiledTable;
  readonly choose: Choose;
  /** Counts down, for all chains of the table at this hook. */
  readonly left: { chains: number };
}

/** The chain that the packet has come from, and the one before, those left by goto among them. */
interface From {
  readonly chain: CompiledChain;
  readonly from: From | undefined;
  /** How many there are with this one. */
  readonly depth: number;
}

/**
 * More than any ruleset leads a packet through, and not for ever: 40 chains that each jump to the next
 * one twice are a thousand billion.
 */
const MOST_CHAINS = 20_000;

/** iptables-nft has 16 (NFT_JUMP_STACK_SIZE), iptables-legacy as many as there are chains. */
const DEEPEST = 500;

/** `end`: the packet goes back to where it came into the chain by a jump. */
type ChainEnd = 'end' | HookVerdict;

function walkChain(run: Run, chain: CompiledChain, from: From | undefined): ChainEnd {
  const { sight, choose } = run;
  const here: From = { chain, from, depth: (from?.depth ?? 0) + 1 };
  for (const place of choose(chain, sight)) {
    const compiled = chain.rule(place);
    if (!compiled) continue;
    const matched = matchRule(sight, compiled);
    if (matched === 'no') continue;
    const { target } = compiled.rule;
    if (target.kind === 'jump' || target.kind === 'goto') {
      record(sight, compiled, matched);
      const end = enter(run, target.chain, here);
      if (target.kind === 'goto' || end !== 'end') return end;
      continue;
    }
    const applied = applyTarget(placeOf(sight, compiled), target);
    record(sight, compiled, applied.isAssumed ? 'assumed' : matched, applied);
    if (applied.end) return applied.end;
  }
  return 'end';
}

function enter(run: Run, name: string, from: From): ChainEnd {
  if (isIn(name, from)) {
    return { kind: 'unknown', because: `chain ${name} leads back to itself: no kernel loads that` };
  }
  if (from.depth > DEEPEST || run.left.chains-- === 0) {
    return { kind: 'unknown', because: `more chains than are followed lead to ${name}` };
  }
  const chain = run.table.chain(name);
  if (chain) return walkChain(run, chain, from);
  const { walk, netns } = run.sight;
  const { family, table } = run.table.table;
  const isHarmless = walk.choices.ask({
    key: `${netns.id} ip${family} ${table} chain ${name}`,
    ifYes: `chain ${name} of ${table}, which was not captured, decides nothing`,
    ifNo: `chain ${name} of ${table}, which was not captured, decides`,
  });
  return isHarmless ? 'end' : { kind: 'unknown', because: `chain ${name} was not captured` };
}

function isIn(name: string, from: From | undefined): boolean {
  for (let at = from; at; at = at.from) if (at.chain.chain.name === name) return true;
  return false;
}

function applyPolicy(
  { walk, netns, hook }: Sight,
  { table: { family, table } }: CompiledTable,
  { chain }: CompiledChain,
): HookVerdict {
  const { policy, evidence } = chain;
  if (policy === undefined)
    walk.choices.presume(`policy of ${hook} in ${table}: ACCEPT, not shown`);
  if (policy === 'QUEUE') {
    const isLetThrough = walk.choices.ask({
      key: `${netns.id} ip${family} ${table} ${hook} policy`,
      ifYes: `the program that the policy of ${hook} in ${table} hands packets to lets it through`,
      ifNo: `the program that the policy of ${hook} in ${table} hands packets to decides`,
    });
    return isLetThrough ? ACCEPT : { kind: 'unknown', because: `${hook} in ${table} queues it` };
  }
  const verdict = policy === 'DROP' ? 'drop' : 'accept';
  walk.path.step({ kind: 'policy', family, table, chain: hook, verdict, evidence: [evidence] });
  return verdict === 'accept'
    ? ACCEPT
    : { kind: 'drop', because: `the policy of ${hook} in ${table} drops it` };
}

/** Most rules do the same to every packet: then the step is the same, too. */
function record(
  { walk }: Sight,
  { step }: CompiledRule,
  matched: RuleStep['matched'],
  { verdict, effect }: Pick<RuleStep, 'verdict' | 'effect'> = step,
): void {
  const isAsEver = matched === step.matched && verdict === step.verdict && effect === undefined;
  walk.path.step(
    isAsEver ? step : { ...step, matched, verdict, ...(effect !== undefined && { effect }) },
  );
}
