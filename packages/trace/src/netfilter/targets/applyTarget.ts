import { assertNever, type Target } from '@vethscope/model';
import type { RuleStep } from '../../step.ts';
import { questionKey, type RulePlace, ruleName } from '../chains/rulePlace.ts';
import type { HookVerdict } from '../hook.ts';
import { changedMark } from '../matches/marks.ts';
import { masquerade } from './masquerade.ts';
import { redirect } from './redirect.ts';
import { type Translated, translate } from './translate.ts';

/** What a rule's target does to a packet, beside changing it. */
export interface Applied {
  readonly verdict: RuleStep['verdict'];
  readonly effect?: string;
  /** What it does is taken for granted. */
  readonly isAssumed?: boolean;
  /** Absent: the chain's next rule is asked. `end`: back to where the packet came into the chain. */
  readonly end?: 'end' | HookVerdict;
}

type Simple = Exclude<Target, { kind: 'jump' | 'goto' }>;

export function applyTarget(place: RulePlace, target: Simple): Applied {
  const { skb } = place.sight;
  switch (target.kind) {
    case 'accept':
      return ACCEPTED;
    case 'drop':
      return { verdict: 'drop', end: { kind: 'drop', because: `${ruleName(place)} drops it` } };
    case 'return':
      return RETURNED;
    case 'reject':
      return reject(place, target.with);
    case 'mark': {
      const before = skb.mark;
      skb.mark = changedMark(before, target);
      return { verdict: 'continue', effect: change('mark', before, skb.mark) };
    }
    case 'connmark':
      return connmark(place, target);
    case 'dnat':
      return translated(place, translate(place, 'destination', { ...target, range: target.to }));
    case 'snat':
      return translated(place, translate(place, 'source', { ...target, range: target.to }));
    case 'masquerade':
      return translated(place, masquerade(place, target));
    case 'redirect':
      return translated(place, redirect(place, target));
    case 'notrack':
      return notrack(place);
    case 'ct':
      return connectionTemplate(place, target.text);
    case 'dscp':
      skb.packet = { ...skb.packet, dscp: target.value };
      return { ...CONTINUED, effect: `dscp ${target.value}` };
    case 'log':
    case 'nflog':
    case 'audit':
    case 'trace':
    case 'checksum':
    case 'tcpmss':
    case 'none':
      return CONTINUED;
    case 'queue':
      return queue(place);
    case 'unknown':
      return target.name === 'NFQUEUE' ? queue(place) : passes(place, `-j ${target.name}`);
    default:
      return assertNever(target);
  }
}

const ACCEPTED: Applied = { verdict: 'accept', end: { kind: 'accept' } };
const RETURNED: Applied = { verdict: 'return', end: 'end' };
const CONTINUED: Applied = { verdict: 'continue' };

function reject(place: RulePlace, how: string | undefined): Applied {
  const answer = how === undefined ? '' : ` with ${how}`;
  const because = `${ruleName(place)} rejects it${answer}`;
  return { verdict: 'reject', end: { kind: 'reject', because } };
}

/** connmark_tg() of xt_connmark.c: nothing without a connection. */
function connmark(
  { sight: { skb } }: RulePlace,
  target: Extract<Target, { kind: 'connmark' }>,
): Applied {
  const connection = skb.conntrack?.connection;
  if (!connection) return CONTINUED;
  const before = connection.mark;
  switch (target.operation) {
    case 'set':
      connection.mark = changedMark(before, target);
      break;
    case 'save': {
      const value = skb.mark & target.nfmask;
      connection.mark = changedMark(before, { value, mask: target.ctmask });
      break;
    }
    case 'restore': {
      const old = skb.mark;
      const value = before & target.ctmask;
      skb.mark = changedMark(old, { value, mask: target.nfmask });
      return { ...CONTINUED, effect: change('mark', old, skb.mark) };
    }
  }
  return { ...CONTINUED, effect: change('connection mark', before, connection.mark) };
}

/** `mark 0x0 → 0x4000` */
function change(what: string, before: number, after: number): string {
  return `${what} 0x${before.toString(16)} → 0x${after.toString(16)}`;
}

/** Translating ends the walk through the nat table; other tables still see the packet. */
function translated(place: RulePlace, done: Translated): Applied {
  switch (done.kind) {
    case 'done':
      return { ...ACCEPTED, effect: done.effect };
    case 'noAddress':
      return {
        verdict: 'drop',
        end: { kind: 'drop', because: `${ruleName(place)}: ${done.because}` },
      };
    case 'unknown':
      return {
        verdict: 'accept',
        isAssumed: true,
        end: { kind: 'unknown', because: `${ruleName(place)}: ${done.because}` },
      };
  }
}

/** Nothing where the packet is tracked already: `skb->_nfct != 0`. */
function notrack({ sight: { skb } }: RulePlace): Applied {
  if (skb.conntrack?.connection) return CONTINUED;
  skb.conntrack = { direction: 'original', state: 'UNTRACKED' };
  return { ...CONTINUED, effect: 'not tracked' };
}

/** `--notrack`, `--helper ftp`, `--zone 1` */
function connectionTemplate(place: RulePlace, text: string): Applied {
  if (/--notrack\b|^notrack\b/i.test(text)) return notrack(place);
  return /zone/.test(text) ? passes(place, '-j CT with a zone of its own') : CONTINUED;
}

function queue(place: RulePlace): Applied {
  const isLetThrough = place.sight.walk.choices.ask({
    key: `${questionKey(place)} queue`,
    ifYes: `the program that ${ruleName(place)} hands packets to lets it through`,
    ifNo: `the program that ${ruleName(place)} hands packets to decides`,
  });
  if (isLetThrough) return { ...ACCEPTED, isAssumed: true };
  const because = `${ruleName(place)} hands it to a program`;
  return { verdict: 'continue', isAssumed: true, end: { kind: 'unknown', because } };
}

function passes(place: RulePlace, what: string): Applied {
  const isUnchanged = place.sight.walk.choices.ask({
    key: `${questionKey(place)} target`,
    ifYes: `${ruleName(place)} lets it go on unchanged (${what} is not understood)`,
    ifNo: `${ruleName(place)} decides (${what} is not understood)`,
  });
  if (isUnchanged) return { ...CONTINUED, isAssumed: true };
  const because = `${ruleName(place)}: ${what} is not understood`;
  return { verdict: 'continue', isAssumed: true, end: { kind: 'unknown', because } };
}
