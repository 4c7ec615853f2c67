import type { Ip, Mac, Prefix } from '@vethscope/model';
import { ipFamily, parseIp, parseMac, parsePrefix } from '@vethscope/model';
import type { Packet } from '../packet.ts';
import type { RuleStep } from '../step.ts';

/** Traces by hand, for what tells of them. */

export function ip(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
}

export function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(`not a prefix: ${text}`);
  return parsed;
}

export function mac(text: string): Mac {
  const parsed = parseMac(text);
  if (parsed === undefined) throw new Error(`not a MAC address: ${text}`);
  return parsed;
}

/** `packet('tcp 10.0.0.1 10.0.0.2 80')`. */
export function packet(text: string): Packet {
  const [protocol = '', from = '', to = '', port] = text.split(' ');
  const destination = ip(to);
  return {
    family: ipFamily(destination),
    source: ip(from),
    destination,
    protocol,
    ...(port !== undefined && { destinationPort: Number(port) }),
    length: 60,
    ttl: 64,
    dscp: 0,
    dontFragment: true,
  };
}

/** `rule('filter FORWARD 3', 'drop', '-p tcp -j DROP')`, in line 7 of the file. */
export function rule(
  place: string,
  verdict: RuleStep['verdict'],
  text: string,
  more: Partial<RuleStep> = {},
): RuleStep {
  const [table, chain = '', number] = place.split(' ');
  if (table !== 'filter' && table !== 'nat')
    throw new Error(`not a table of these tests: ${table}`);
  return {
    kind: 'rule',
    family: 4,
    table,
    chain,
    rule: Number(number),
    verdict,
    matched: 'yes',
    text,
    evidence: [{ file: 'iptables-save', line: 7, endLine: 7 }],
    ...more,
  };
}
