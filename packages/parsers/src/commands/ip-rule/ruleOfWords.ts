import {
  type Evidence,
  type Family,
  type PolicyAction,
  type PolicyRule,
  type PortRange,
  type Prefix,
  parsePrefix,
} from '@vethscope/model';
import { WordReader, wholeNumber } from '../../source/wordReader.ts';
import { routeTypeOf, tableName } from '../rtnetlinkNames.ts';

/** One rule, and the words of it that say nothing about which packets it is for. */
export interface ReadRule {
  readonly rule: PolicyRule;
  /** `realms 3/4`: understood, and left out. */
  readonly leftOut: readonly string[];
}

/** The words after `10:`, as iproute2's print_rule writes them: ip/iprule.c. */
export function ruleOfWords(
  priority: number,
  words: readonly string[],
  family: Family,
  evidence: Evidence,
): ReadRule {
  const reader = new WordReader(words);
  const draft: RuleDraft = {
    priority,
    family,
    inverted: reader.skip('not'),
    unknown: [],
    leftOut: [],
  };
  for (let word = reader.next(); word !== undefined; word = reader.next()) {
    if (!readBareWord(draft, word)) readPair(draft, word, reader);
  }
  const { unknown, leftOut, action, ...rest } = draft;
  const rule = {
    ...rest,
    action: action ?? { kind: 'unknown', text: 'none printed' },
    ...(unknown.length > 0 && { unknown: unknown.join(' ') }),
    evidence,
  } as const;
  return { rule, leftOut };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface RuleDraft extends Writable<Omit<PolicyRule, 'action' | 'unknown' | 'evidence'>> {
  action?: PolicyAction;
  readonly unknown: string[];
  readonly leftOut: string[];
}

/** `nop`, `blackhole`, and what can be told from the rest: `[detached]`, `[unresolved]`. */
function readBareWord(draft: RuleDraft, word: string): boolean {
  const type = routeTypeOf(word);
  if (word === 'nop') draft.action = { kind: 'nop' };
  else if (type === 'blackhole' || type === 'unreachable' || type === 'prohibit')
    draft.action = { kind: type };
  else if (type !== undefined || word === 'masquerade')
    draft.action = { kind: 'unknown', text: word };
  else if (word === 'l3mdev') draft.l3mdev = true;
  else return word === '[detached]' || word === '[unresolved]';
  return true;
}

function readPair(draft: RuleDraft, word: string, reader: WordReader): void {
  const value = reader.next();
  if (value === undefined) {
    draft.unknown.push(word);
  } else if (word === 'realms' || word === 'realm') {
    draft.leftOut.push(word, value);
  } else if (word === 'map-to') {
    draft.action = { kind: 'unknown', text: `${word} ${value}` };
  } else if (!readAction(draft, word, value) && !readSelector(draft, word, value)) {
    draft.unknown.push(word, value);
  }
}

function readAction(draft: RuleDraft, word: string, value: string): boolean {
  const number = wholeNumber(value);
  if (word === 'lookup' || word === 'table') {
    draft.action = { kind: 'lookup', table: tableName(value) };
    if (value === '[l3mdev-table]') draft.l3mdev = true;
  } else if (word === 'goto' && number !== undefined) {
    draft.action = { kind: 'goto', priority: number };
  } else if (word === 'suppress_prefixlength' && number !== undefined) {
    draft.suppressPrefixLength = number;
  } else if (word === 'suppress_ifgroup') {
    draft.suppressIfGroup = value;
  } else if (word === 'proto') {
    draft.origin = value;
  } else {
    return false;
  }
  return true;
}

function readSelector(draft: RuleDraft, word: string, value: string): boolean {
  switch (word) {
    case 'from':
      return value === 'all' || setPrefix(draft, 'from', value);
    case 'to':
      return value === 'all' || setPrefix(draft, 'to', value);
    case 'fwmark':
      return setMark(draft, value);
    case 'sport':
      return setPorts(draft, 'sourcePorts', value);
    case 'dport':
      return setPorts(draft, 'destinationPorts', value);
    case 'iif':
    case 'oif':
    case 'tos':
      draft[word] = value;
      return true;
    case 'ipproto':
      // A protocol without a name is printed as `ipproto-253`.
      draft.protocol = value.replace(/^ipproto-/, '');
      return true;
    case 'uidrange':
      draft.uidRange = value;
      return true;
    default:
      return false;
  }
}

function setPrefix(draft: RuleDraft, side: 'from' | 'to', value: string): boolean {
  const prefix: Prefix | undefined = parsePrefix(value);
  if (prefix === undefined) return false;
  draft[side] = prefix;
  return true;
}

/** `0x10/0xff`; without a mask all 32 bits count. */
function setMark(draft: RuleDraft, text: string): boolean {
  const [, value = '', mask = '0xffffffff'] =
    /^(0x[\da-f]{1,8}|\d{1,10})(?:\/(0x[\da-f]{1,8}|\d{1,10}))?$/i.exec(text) ?? [];
  if (value === '') return false;
  draft.fwmark = { value: Number(value), mask: Number(mask) };
  return true;
}

/** `53`, `1000-2000` */
function setPorts(
  draft: RuleDraft,
  side: 'sourcePorts' | 'destinationPorts',
  text: string,
): boolean {
  const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (from === undefined) return false;
  const ports: PortRange = { from: Number(from), to: Number(to ?? from) };
  draft[side] = ports;
  return true;
}
