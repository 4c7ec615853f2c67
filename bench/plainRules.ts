import type { IptablesTable, PortRange, Prefix, Rule } from '@vethscope/model';

interface PlainRule {
  /** Of the destination; a mask of 0: none is asked for. */
  readonly network: number;
  readonly mask: number;
  readonly isNegated: boolean;
  readonly ports: readonly PortRange[] | undefined;
  readonly rule: Rule;
}

/**
 * What a tool without an index does, at its fastest: address and port of each rule of the nat table
 * are numbers already, and each rule is looked at once. Gives those that name the address.
 */
export function eachRuleOnce(
  tables: readonly IptablesTable[],
): (address: string, port: number) => readonly Rule[] {
  const rules = tables
    .filter(({ table }) => table === 'nat')
    .flatMap(({ chains }) => chains.flatMap((chain) => chain.rules.map(plainRule)));
  return (address, port) => {
    const wanted = numberOf(address);
    const fitting: Rule[] = [];
    for (const { network, mask, isNegated, ports, rule } of rules) {
      if (mask === 0 || ((wanted & mask) === network) === isNegated) continue;
      if (ports?.every(({ from, to }) => port < from || port > to)) continue;
      fitting.push(rule);
    }
    return fitting;
  };
}

function plainRule(rule: Rule): PlainRule {
  const { destination, matches } = rule;
  const ranges = matches.flatMap((match) =>
    match.kind === 'tcp' ? (match.destinationPorts?.ranges ?? []) : [],
  );
  const { network, mask } =
    destination.kind === 'in' ? maskedOf(destination.prefix) : { network: 0, mask: 0 };
  return {
    network,
    mask,
    isNegated: destination.kind === 'in' && destination.negated,
    ports: ranges.length === 0 ? undefined : ranges,
    rule,
  };
}

function maskedOf(prefix: Prefix): { readonly network: number; readonly mask: number } {
  const [address = '', length] = prefix.split('/');
  const mask = length === '0' ? 0 : -1 << (32 - Number(length));
  return { network: numberOf(address) & mask, mask };
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => (sum << 8) | Number(part), 0);
}
