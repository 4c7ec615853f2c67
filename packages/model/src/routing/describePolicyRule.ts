import { assertNever } from '../assertNever.ts';
import type { PolicyAction, PolicyRule, PortRange } from '../snapshot/route.ts';

/** One policy rule in words: `packets with mark 0x100 in 0xff00: look up table 100`. */
export function describePolicyRule(rule: PolicyRule): string {
  const selectors = selectorWords(rule);
  const who = selectors.length === 0 ? 'every packet' : `packets ${selectors.join(', ')}`;
  const suppress =
    rule.suppressPrefixLength === undefined
      ? ''
      : `, but not routes of /${rule.suppressPrefixLength} or shorter`;
  return `${rule.inverted ? `all but ${who}` : who}: ${actionWords(rule.action)}${suppress}`;
}

function selectorWords(rule: PolicyRule): readonly string[] {
  const { from, to, iif, oif, fwmark, tos, protocol, uidRange, unknown } = rule;
  const anywhere = (prefix: string | undefined): boolean =>
    prefix === undefined || prefix === '0.0.0.0/0' || prefix === '::/0';
  return [
    ...(anywhere(from) ? [] : [`from ${from}`]),
    ...(anywhere(to) ? [] : [`to ${to}`]),
    ...(iif === undefined ? [] : [iif === 'lo' ? 'made here' : `that come in by ${iif}`]),
    ...(oif === undefined ? [] : [`bound to ${oif}`]),
    ...(fwmark === undefined ? [] : [`with mark ${markText(fwmark)}`]),
    ...(tos === undefined ? [] : [`with type of service ${tos}`]),
    ...(protocol === undefined ? [] : [`of protocol ${protocol}`]),
    ...(rule.sourcePorts ? [`from port ${rangeText(rule.sourcePorts)}`] : []),
    ...(rule.destinationPorts ? [`to port ${rangeText(rule.destinationPorts)}`] : []),
    ...(uidRange === undefined ? [] : [`of users ${uidRange}`]),
    ...(rule.l3mdev ? ['of a VRF'] : []),
    ...(unknown === undefined ? [] : [`(not understood: ${unknown})`]),
  ];
}

function actionWords(action: PolicyAction): string {
  switch (action.kind) {
    case 'lookup':
      return `look up table ${action.table}`;
    case 'goto':
      return `go on at rule ${action.priority}`;
    case 'nop':
      return 'nothing';
    case 'blackhole':
      return 'drop in silence';
    case 'unreachable':
      return 'answer "network unreachable"';
    case 'prohibit':
      return 'answer "administratively prohibited"';
    case 'unknown':
      return `not understood: ${action.text}`;
    default:
      return assertNever(action);
  }
}

function markText({ value, mask }: { readonly value: number; readonly mask: number }): string {
  const hex = (n: number): string => `0x${n.toString(16)}`;
  return mask === 0xffffffff ? hex(value) : `${hex(value)} in ${hex(mask)}`;
}

function rangeText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}–${to}`;
}
