import { assertNever } from '../../assertNever.ts';
import { hex, xmarkText } from '../../snapshot/formatWords.ts';
import type { PolicyAction, PolicyRule, PortRange } from '../../snapshot/route.ts';
import { word } from '../recordEntry.ts';

/** `32765: not from all fwmark 0x8000/0x10000 iif cni0 lookup 100`: as `ip rule` prints it. */
export function policyRuleText(rule: PolicyRule): string {
  const { priority, inverted, from, to, fwmark, action } = rule;
  return [
    `${priority}:`,
    inverted ? 'not' : undefined,
    `from ${from ?? 'all'}`,
    word('to', to),
    word('tos', rule.tos),
    fwmark && `fwmark ${fwmark.mask === 0xffffffff ? hex(fwmark.value) : xmarkText(fwmark)}`,
    word('iif', rule.iif),
    word('oif', rule.oif),
    word('uidrange', rule.uidRange),
    word('ipproto', rule.protocol),
    word('sport', rule.sourcePorts && portsText(rule.sourcePorts)),
    word('dport', rule.destinationPorts && portsText(rule.destinationPorts)),
    rule.l3mdev ? '[l3mdev-table]' : undefined,
    actionText(action),
    word('suppress_prefixlength', rule.suppressPrefixLength),
    word('suppress_ifgroup', rule.suppressIfGroup),
    word('proto', rule.origin),
    rule.unknown,
  ]
    .filter((text) => text !== undefined)
    .join(' ');
}

function portsText({ from, to }: PortRange): string {
  return from === to ? `${from}` : `${from}-${to}`;
}

function actionText(action: PolicyAction): string {
  switch (action.kind) {
    case 'lookup':
      return `lookup ${action.table}`;
    case 'goto':
      return `goto ${action.priority}`;
    case 'nop':
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return action.kind;
    case 'unknown':
      return action.text;
    default:
      return assertNever(action);
  }
}
