import { assertNever } from '../assertNever.ts';
import { formatMatch } from './formatMatch.ts';
import { formatTarget } from './formatTarget.ts';
import { deviceText, not } from './formatWords.ts';
import type { AddressMatch, InterfaceMatch, ProtocolMatch, Rule } from './iptables.ts';

/**
 * A rule as `iptables-save` writes it behind `-A CHAIN`: `-s 10.0.0.0/8 -p tcp -j DROP`. Reading it
 * again gives the same rule. Interfaces that the listing hid are left out, which would match any:
 * see `hidesInterfaces`. What was not understood stands as it was printed.
 */
export function formatRule(rule: Rule): string {
  return [
    ...addressWords('-s', rule.source),
    ...addressWords('-d', rule.destination),
    ...interfaceWords('-i', rule.inInterface),
    ...interfaceWords('-o', rule.outInterface),
    ...protocolWords(rule.protocol),
    ...(rule.fragment === undefined ? [] : [rule.fragment ? '-f' : '! -f']),
    ...rule.matches.map(formatMatch),
    formatTarget(rule.target),
  ]
    .filter((word) => word !== '')
    .join(' ');
}

/** The rule came from `-L` without `-v`: it may match on interfaces that nobody printed. */
export function hidesInterfaces({ inInterface, outInterface }: Rule): boolean {
  return inInterface.kind === 'unknown' || outInterface.kind === 'unknown';
}

function addressWords(option: '-s' | '-d', match: AddressMatch): readonly string[] {
  switch (match.kind) {
    case 'any':
      return [];
    case 'in':
      return [`${not(match)}${option} ${match.prefix}`];
    case 'unknown':
      return match.text.startsWith('!')
        ? [`! ${option} ${match.text.slice(1)}`]
        : [`${option} ${match.text}`];
    default:
      return assertNever(match);
  }
}

function interfaceWords(option: '-i' | '-o', match: InterfaceMatch): readonly string[] {
  return match.kind === 'is' ? [`${not(match)}${option} ${deviceText(match)}`] : [];
}

/** Names that every iptables knows without /etc/protocols: xtables_chain_protos. */
const PROTOCOL_NAMES = ['tcp', 'udp', 'udplite', 'icmp', 'ipv6-icmp', 'esp', 'ah', 'sctp'];

function protocolWords(match: ProtocolMatch): readonly string[] {
  if (match.kind === 'any') return [];
  const { name, number } = match;
  const text = number === undefined || PROTOCOL_NAMES.includes(name) ? name : String(number);
  return [`${not(match)}-p ${text}`];
}
