import type { PolicyRule } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import type { Namespace } from '../network/network.ts';
import type { Walk } from '../walk/walk.ts';
import type { Flow } from './flow.ts';
import type { RouteTable } from './routeTable.ts';
import { type Selected, selectRoute } from './selectRoute.ts';
import { type Fib, fibOf } from './tables.ts';
import { tableOfVrf, vrfOf } from './vrf.ts';

/** What policy rules and tables come to, before a next hop is drawn. */
export type FibResult =
  | ({ readonly kind: 'route'; readonly rule?: PolicyRule } & Selected)
  /** A policy rule says so by itself. */
  | { readonly kind: 'rule'; readonly action: DeadEnd; readonly rule: PolicyRule }
  | { readonly kind: 'noRoute' }
  | { readonly kind: 'unknown'; readonly because: string };

type DeadEnd = 'blackhole' | 'unreachable' | 'prohibit';

/** fib_lookup(), fib6_rule_lookup(): policy rules in order, and the table that each leads to. */
export function lookUpFib(walk: Walk, netns: Namespace, flow: Flow): FibResult {
  const fib = fibOf(netns, flow.family);
  if (fib.rulesAre === 'presumed') {
    walk.choices.presume(
      `the IPv${flow.family} policy rules of ${netns.id}, which were not captured, are the usual ones`,
    );
  }
  return fib.localAndMain
    ? lookUpUsual(netns, fib, fib.localAndMain, flow)
    : lookUpByRules(walk, netns, fib, flow);
}

/** fib_lookup() where nobody has made rules: `local` and `main` at once, then `default`. */
function lookUpUsual(netns: Namespace, fib: Fib, table: RouteTable, flow: Flow): FibResult {
  const last = fib.table('default');
  const tables = last.kind === 'known' ? [table, last.table] : [table];
  for (const one of tables) {
    const selected = selectRoute(netns, one, flow);
    if (selected && selected.entry.route.type !== 'throw') return ofRule(fib, selected);
  }
  return NO_ROUTE;
}

const NO_ROUTE: FibResult = { kind: 'noRoute' };

function ofRule(fib: Fib, selected: Selected): FibResult {
  const led = fib.rules.find(
    ({ rule: { action } }) =>
      action.kind === 'lookup' && action.table === selected.entry.route.table,
  );
  return routeBy(fib, led?.rule, selected);
}

/** A rule that is only presumed has nothing to show. */
function routeBy(fib: Fib, rule: PolicyRule | undefined, selected: Selected): FibResult {
  const isSaid = rule !== undefined && fib.rulesAre === 'captured';
  return { kind: 'route', ...(isSaid && { rule }), ...selected };
}

/** fib_rules_lookup() */
function lookUpByRules(walk: Walk, netns: Namespace, fib: Fib, flow: Flow): FibResult {
  for (let place = 0; place < fib.rules.length; ) {
    const compiled = fib.rules[place];
    if (!compiled) break;
    const { rule } = compiled;
    const matches = compiled.matches(flow);
    const next = place + 1;
    place = next;
    if (matches === 'no') continue;
    const outcome = outcomeOf(netns, fib, rule, flow);
    if (outcome.kind === 'next') continue;
    if (matches === 'unknown' && !isTaken(walk, netns, rule, flow)) continue;
    switch (outcome.kind) {
      case 'goto':
        place = fib.places.get(outcome.priority) ?? next;
        break;
      case 'unclear':
        if (!isPassedOver(walk, netns, rule, flow, outcome.because)) {
          return { kind: 'unknown', because: outcome.because };
        }
        break;
      case 'end':
        return outcome.result;
      default:
        assertNever(outcome);
    }
  }
  return NO_ROUTE;
}

type RuleOutcome =
  | { readonly kind: 'next' }
  | { readonly kind: 'goto'; readonly priority: number }
  | { readonly kind: 'end'; readonly result: FibResult }
  | { readonly kind: 'unclear'; readonly because: string };

const NEXT: RuleOutcome = { kind: 'next' };

function outcomeOf(netns: Namespace, fib: Fib, rule: PolicyRule, flow: Flow): RuleOutcome {
  const { action } = rule;
  switch (action.kind) {
    case 'nop':
      return NEXT;
    case 'goto': {
      if (action.priority > rule.priority) return action;
      const because = `policy rule ${rule.priority} goes back to ${action.priority}: no kernel takes that`;
      return { kind: 'end', result: { kind: 'unknown', because } };
    }
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return { kind: 'end', result: { kind: 'rule', action: action.kind, rule } };
    case 'unknown':
      return {
        kind: 'unclear',
        because: `what policy rule ${rule.priority} does is not known: ${action.text}`,
      };
    case 'lookup':
      return outcomeOfTable(netns, fib, rule, tableOf(rule, action.table, flow), flow);
    default:
      return assertNever(action);
  }
}

/** `lookup [l3mdev-table]`: the one of the VRF. */
function tableOf({ l3mdev }: PolicyRule, printed: string, flow: Flow): string | undefined {
  if (!l3mdev) return printed;
  const vrf = vrfOf(flow.inInterface, flow.outInterface);
  return vrf && tableOfVrf(vrf);
}

function outcomeOfTable(
  netns: Namespace,
  fib: Fib,
  rule: PolicyRule,
  name: string | undefined,
  flow: Flow,
): RuleOutcome {
  const answer = name === undefined ? undefined : fib.table(name);
  if (answer?.kind !== 'known') {
    const because =
      name === undefined
        ? 'the capture does not tell the table of the VRF'
        : `no IPv${fib.family} routes of table ${name} were captured in ${netns.id}`;
    return { kind: 'unclear', because };
  }
  const selected = selectRoute(netns, answer.table, flow);
  if (!selected || selected.entry.route.type === 'throw') return NEXT;
  if (isSuppressed(netns, rule, selected)) return NEXT;
  return { kind: 'end', result: routeBy(fib, rule, selected) };
}

/** fib4_rule_suppress(), fib6_rule_suppress(): a dead end is never suppressed. */
function isSuppressed(netns: Namespace, rule: PolicyRule, { entry, hop }: Selected): boolean {
  if (!hop) return false;
  const { suppressPrefixLength, suppressIfGroup } = rule;
  if (suppressPrefixLength !== undefined && entry.length <= suppressPrefixLength) return true;
  const group = hop.device && netns.interfaces.get(hop.device)?.link.group;
  return suppressIfGroup !== undefined && group === suppressIfGroup;
}

function isTaken(walk: Walk, netns: Namespace, rule: PolicyRule, flow: Flow): boolean {
  const name = `policy rule ${rule.priority} of ${netns.id}`;
  const why = rule.unknown ?? (rule.uidRange !== undefined ? 'a user' : 'the source port');
  return !walk.choices.ask({
    key: `${name} ${rule.evidence.line} matches ${flow.source} ${flow.destination}`,
    ifYes: `${name} does not match (it asks for ${why})`,
    ifNo: `${name} matches (it asks for ${why})`,
  });
}

/** A main table that was not captured has routes; any other may well have none. */
function isPassedOver(
  walk: Walk,
  netns: Namespace,
  { action, priority, evidence }: PolicyRule,
  flow: Flow,
  because: string,
): boolean {
  if (action.kind === 'lookup' && action.table === 'main') return false;
  const name = `policy rule ${priority} of ${netns.id}`;
  return walk.choices.ask({
    key: `${name} ${evidence.line} decides ${flow.source} ${flow.destination}`,
    ifYes: `${name} leads to no route to ${flow.destination} (${because})`,
    ifNo: `${name} decides on ${flow.destination} (${because})`,
  });
}
