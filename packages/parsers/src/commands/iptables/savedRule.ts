import type { Counters, Evidence, Match, Rule, Target } from '@vethscope/model';
import { ANY, readInteger, type SharedFields } from './fields.ts';
import { readMatchOptions } from './matchOptions.ts';
import { isSection, takeVerbatim } from './options.ts';
import { readTargetOptions } from './targetOptions.ts';
import { NO_TARGET, targetNamed } from './targets.ts';
import type { Words } from './words.ts';

/** What reading a rule needs to know of its table. */
export interface RuleContext {
  readonly fields: SharedFields;
  readonly isChain: (name: string) => boolean;
}

export interface RulePlace {
  readonly number: number;
  readonly evidence: Evidence;
  /** `[12:3456]` in front of the rule. */
  readonly counters?: Counters | undefined;
}

type RuleDraft = { -readonly [K in keyof Rule]: Rule[K] };

/**
 * Reads a rule as `iptables-save` and `iptables -S` print it, from behind its chain's name on:
 * `-s 10.0.0.0/8 -p tcp -m tcp ! --dport 22 -j DROP`. What is not understood stays in its place as
 * `unknown`.
 */
export function readSavedRule(words: Words, context: RuleContext, place: RulePlace): Rule {
  const matches: Match[] = [];
  const rule: RuleDraft = {
    number: place.number,
    protocol: ANY,
    source: ANY,
    destination: ANY,
    inInterface: ANY,
    outInterface: ANY,
    matches,
    target: NO_TARGET,
    evidence: place.evidence,
  };
  if (place.counters) rule.counters = place.counters;
  while (!words.atEnd()) {
    if (readSelector(words, context.fields, rule)) continue;
    const start = words.position;
    const word = words.take();
    if (word === '-m' || word === '--match') {
      matches.push(readMatch(words, start));
    } else if (word === '-j' || word === '--jump') {
      rule.target = readTarget(words, context);
    } else if (word === '-g' || word === '--goto') {
      rule.target = { kind: 'goto', chain: context.fields.word(words.take() ?? '') };
    } else if (word === '-c' || word === '--set-counters') {
      rule.counters = readCounters(words.take(), words.take()) ?? zeroCounters;
    } else {
      words.moveTo(start);
      matches.push(readImplicitMatch(words, rule));
    }
  }
  return rule;
}

const zeroCounters: Counters = { packets: 0, bytes: 0, rounded: false };

export function readCounters(
  packets: string | undefined,
  bytes: string | undefined,
): Counters | undefined {
  const counters = { packets: readInteger(packets), bytes: readInteger(bytes) };
  if (counters.packets === undefined || counters.bytes === undefined) return undefined;
  if (counters.packets === 0 && counters.bytes === 0) return zeroCounters;
  return { packets: counters.packets, bytes: counters.bytes, rounded: false };
}

/** `! -s 127.0.0.0/8`, `-i cali+`, `-p tcp`, `! -f`: takes one, or nothing and says no. */
function readSelector(words: Words, fields: SharedFields, rule: RuleDraft): boolean {
  const start = words.position;
  const not = words.skip('!') ? '!' : '';
  switch (words.take()) {
    case '-s':
    case '--source':
    case '--src':
      rule.source = fields.address(not + (words.take() ?? ''));
      return true;
    case '-d':
    case '--destination':
    case '--dst':
      rule.destination = fields.address(not + (words.take() ?? ''));
      return true;
    case '-i':
    case '--in-interface':
      rule.inInterface = fields.interface(not + (words.take() ?? ''));
      return true;
    case '-o':
    case '--out-interface':
      rule.outInterface = fields.interface(not + (words.take() ?? ''));
      return true;
    case '-p':
    case '--protocol':
    case '--proto':
      rule.protocol = fields.protocol(not + (words.take() ?? ''));
      return true;
    case '-f':
    case '--fragment':
      rule.fragment = not === '';
      return true;
    default:
      words.moveTo(start);
      return false;
  }
}

function readMatch(words: Words, start: number): Match {
  const name = words.take() ?? '';
  const options = words.position;
  const match = readMatchOptions(name, words);
  if (match && (words.atEnd() || isSection(words.peek()))) return match;
  words.moveTo(options);
  takeVerbatim(words);
  return { kind: 'unknown', text: words.textSince(start) };
}

/** `-p tcp --dport 80` as people write it: the protocol's own match without its `-m`. */
function readImplicitMatch(words: Words, rule: RuleDraft): Match {
  const start = words.position;
  const name = rule.protocol.kind === 'is' ? rule.protocol.name : '';
  const match = readMatchOptions(name === 'ipv6-icmp' ? 'icmp6' : name, words);
  if (match && words.position > start) return match;
  words.moveTo(start);
  takeVerbatim(words);
  return { kind: 'unknown', text: words.textSince(start) };
}

function readTarget(words: Words, { fields, isChain }: RuleContext): Target {
  const start = words.position;
  const name = words.take() ?? '';
  const options = words.position;
  const named = targetNamed(name, isChain);
  const target =
    named.kind === 'settled'
      ? named.target
      : named.kind === 'extension'
        ? readTargetOptions(name, words)
        : ({ kind: 'jump', chain: fields.word(name) } as const);
  if (target && name !== '' && (words.atEnd() || isSection(words.peek()))) return target;
  words.moveTo(options);
  takeVerbatim(words);
  return { kind: 'unknown', name, text: words.textSince(start) };
}

/** What of a rule was not understood, as printed; empty where all of it was. */
export function unknownParts({ matches, target }: Rule): readonly string[] {
  const texts: string[] = [];
  for (const match of matches) if (match.kind === 'unknown') texts.push(match.text);
  if (target.kind === 'unknown') texts.push(`-j ${target.text}`);
  return texts;
}
