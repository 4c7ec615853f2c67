import type { Dice } from './dice.ts';
import { matchText, PROTOCOL_MATCHES } from './matches.ts';
import { serviceRules } from './services.ts';
import { targetText } from './targets.ts';
import type { Hook, RuleContext, Table } from './vocabulary.ts';

const HOOKS: Readonly<Record<Table, readonly Hook[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};

export interface RulesetContext extends Pick<RuleContext, 'stack' | 'words'> {
  /** Kinds of matches and targets that this kernel has not. */
  readonly lacking: ReadonlySet<string>;
  /** Destination ports that are not to be translated: a tunnel would lead nowhere. */
  readonly untranslated: readonly number[];
  /** Services lead to them. */
  readonly endpoints: readonly string[];
}

/** A namespace's rules of one family, as `iptables-restore` reads them. */
export function ruleset(
  dice: Dice,
  tables: readonly (readonly [percent: number, table: Table])[],
  context: RulesetContext,
): readonly string[] {
  return tables
    .filter(([percent]) => dice.chance(percent))
    .flatMap(([, table]) => tableRules(dice, table, context));
}

function tableRules(dice: Dice, table: Table, context: RulesetContext): readonly string[] {
  const services = table === 'nat' ? serviceRules(dice, context) : undefined;
  const parts = HOOKS[table].map((hook) =>
    hookRules(dice, { ...context, table, hook }, context.lacking),
  );
  return [
    `*${table}`,
    ...parts.flatMap(({ declared }) => declared),
    ...(table === 'nat' ? untranslated(context) : []),
    ...(services?.declared ?? []),
    ...(services?.rules ?? []),
    ...parts.flatMap(({ rules }) => rules),
    'COMMIT',
  ];
}

interface ChainLines {
  /** `:FORWARD DROP [0:0]` */
  readonly declared: readonly string[];
  readonly rules: readonly string[];
}

/** A built-in chain, and chains that only it leads to: what may stand in them is the same. */
function hookRules(dice: Dice, context: RuleContext, lacking: ReadonlySet<string>): ChainLines {
  const { table, hook } = context;
  const own = Array.from({ length: dice.number(4) }, (_, i) => `${table}-${hook}-${i + 1}`);
  const policy = table !== 'nat' && table !== 'raw' && dice.chance(5) ? 'DROP' : 'ACCEPT';
  const chains = [hook, ...own];
  const lines = chains.flatMap((name, at) =>
    Array.from({ length: at === 0 ? dice.number(5) : 1 + dice.number(4) }, () => {
      return ruleText(dice, name, chains.slice(at + 1), context, lacking);
    }),
  );
  const discovery = isAskedFirst(dice, context) ? neighborDiscovery(hook) : [];
  return {
    declared: [`:${hook} ${policy} [0:0]`, ...own.map((name) => `:${name} - [0:0]`)],
    rules: [...discovery, ...lines],
  };
}

function untranslated({ untranslated: ports }: RulesetContext): readonly string[] {
  return ports.flatMap((port) =>
    HOOKS.nat.map((hook) => `-A ${hook} -p udp -m udp --dport ${port} -j ACCEPT`),
  );
}

/**
 * Without marks, which would send it elsewhere, and on bridges: neither is traced. To and from a host
 * it is dropped now and then.
 */
function isAskedFirst(dice: Dice, { stack, table, hook }: RuleContext): boolean {
  if (stack === 'v4' || table === 'nat') return false;
  const isOfHost = hook === 'INPUT' || hook === 'OUTPUT';
  return table === 'mangle' || !isOfHost || dice.chance(60);
}

/** Without it nobody finds anybody: ND, unlike ARP, goes through ip6tables. */
function neighborDiscovery(chain: string): readonly string[] {
  return ['neighbour-solicitation', 'neighbour-advertisement'].map(
    (type) => `-A ${chain} -p ipv6-icmp -m icmp6 --icmpv6-type ${type} -j ACCEPT`,
  );
}

function ruleText(
  dice: Dice,
  chain: string,
  below: readonly string[],
  context: RuleContext,
  lacking: ReadonlySet<string>,
): string {
  if (below.length > 0 && dice.chance(45)) {
    const how = dice.weighted([
      [4, '-j'],
      [1, '-g'],
    ]);
    const matches = matchText(dice, context, lacking);
    return `-A ${chain} ${matches}${how} ${dice.pick(below)}`;
  }
  const { text, needs } = targetText(dice, context, lacking);
  if (needs === undefined) return `-A ${chain} ${matchText(dice, context, lacking)}${text}`.trim();
  // A rule has one protocol: the one that its target needs.
  const matches = matchText(dice, context, new Set([...lacking, ...PROTOCOL_MATCHES]));
  return `-A ${chain} ${protocolMatch(dice, needs)} ${matches}${text}`;
}

function protocolMatch(dice: Dice, needs: string): string {
  switch (needs) {
    case 'tcp or udp':
      return `-p ${dice.pick(['tcp', 'udp'])}`;
    case 'tcp --syn':
      return '-p tcp -m tcp --tcp-flags SYN,RST SYN';
    default:
      return `-p ${needs}`;
  }
}
