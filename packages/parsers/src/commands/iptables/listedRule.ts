import type { Evidence, Match, Rule, Target } from '@vethscope/model';
import { HIDDEN, type SharedFields } from './fields.ts';
import { ListedComments } from './listedComments.ts';
import { readListedMatch } from './listedMatches.ts';
import type { ListedRow } from './listedRow.ts';
import { readListedTarget } from './listedTargets.ts';
import type { RuleContext } from './savedRule.ts';
import { NO_TARGET, targetNamed } from './targets.ts';
import type { Words } from './words.ts';

export interface ListedPlace {
  readonly number: number;
  readonly evidence: Evidence;
}

/** Reads one rule of `iptables -L`, its columns cut already. */
export function readListedRule(row: ListedRow, context: RuleContext, place: ListedPlace): Rule {
  const { fields } = context;
  const isGoto = row.extensions.skip('[goto]');
  const { matches, target } = readExtensions(row.extensions, targetReader(row, context, isGoto));
  return {
    number: row.number ?? place.number,
    protocol: fields.protocol(row.protocol),
    source: fields.address(row.source),
    destination: fields.address(row.destination),
    ...interfacesOf(row, fields),
    ...(row.option !== undefined && row.option !== '--' && { fragment: row.option === '-f' }),
    matches,
    target,
    ...(row.counters && { counters: row.counters }),
    evidence: place.evidence,
  };
}

/** Without `-v` interfaces are not shown: hidden is not any. */
function interfacesOf({ interfaces }: ListedRow, fields: SharedFields) {
  return {
    inInterface: interfaces ? fields.interface(interfaces.in) : HIDDEN,
    outInterface: interfaces ? fields.interface(interfaces.out) : HIDDEN,
  };
}

/** How the target column's name is to be completed from the words behind the matches. */
type TargetReader =
  | { readonly kind: 'settled'; readonly target: Target }
  | { readonly kind: 'extension'; readonly name: string };

function targetReader(
  { target: name }: ListedRow,
  { fields, isChain }: RuleContext,
  isGoto: boolean,
): TargetReader {
  if (name === undefined) return { kind: 'settled', target: NO_TARGET };
  if (isGoto) return { kind: 'settled', target: { kind: 'goto', chain: fields.word(name) } };
  const named = targetNamed(name, isChain);
  switch (named.kind) {
    case 'settled':
      return named;
    case 'extension':
      return { kind: 'extension', name };
    case 'chain':
      return { kind: 'settled', target: { kind: 'jump', chain: fields.word(name) } };
  }
}

/**
 * Extensions print one after another and say nowhere where one ends: each reader takes the words
 * it knows. Words that none knows are kept as they are; the last of them belong to the target if
 * that still lacks its own.
 */
function readExtensions(
  words: Words,
  reader: TargetReader,
): { readonly matches: readonly Match[]; readonly target: Target } {
  const matches: Match[] = [];
  const comments = new ListedComments(words.line);
  let unknownFrom: number | undefined;
  const flushUnknown = () => {
    if (unknownFrom === undefined) return;
    matches.push({ kind: 'unknown', text: words.textSince(unknownFrom) });
    unknownFrom = undefined;
  };
  for (;;) {
    const start = words.position;
    const target = readTargetHere(words, reader);
    if (target) {
      words.moveTo(start);
      flushUnknown();
      return { matches, target };
    }
    if (words.atEnd()) break;
    const match = comments.read(words) ?? readListedMatch(words);
    if (match) {
      const end = words.position;
      words.moveTo(start);
      flushUnknown();
      words.moveTo(end);
      matches.push(match);
    } else {
      words.moveTo(start);
      words.take();
      unknownFrom ??= start;
    }
  }
  const rest = unknownFrom === undefined ? '' : words.textSince(unknownFrom);
  if (reader.kind === 'extension') return { matches, target: unknownTarget(reader.name, rest) };
  flushUnknown();
  return { matches, target: reader.target };
}

/** The target, where its words begin here; a settled one has none, and stands at the end. */
function readTargetHere(words: Words, reader: TargetReader): Target | undefined {
  const start = words.position;
  if (reader.kind === 'settled') return undefined;
  const target = readListedTarget(reader.name, words);
  words.moveTo(start);
  return target;
}

function unknownTarget(name: string, rest: string): Target {
  return { kind: 'unknown', name, text: rest === '' ? name : `${name} ${rest}` };
}
