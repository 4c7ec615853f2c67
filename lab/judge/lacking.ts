import { spawnSync } from 'node:child_process';
import { labEnvironment } from '../machine.ts';
import type { Dice } from './generate/dice.ts';
import { dice } from './generate/dice.ts';
import { MATCHES } from './generate/matches.ts';
import type { Stack } from './generate/plan.ts';
import { STACKS } from './generate/plan.ts';
import { TARGETS } from './generate/targets.ts';
import type { Hook, RuleContext, Table } from './generate/vocabulary.ts';

const SET_TYPES = {
  'hash:ip': '',
  'hash:net': '',
  'hash:ip,port': '',
  'hash:ip,port,ip': '',
  'hash:ip,port,net': '',
  'hash:net,port': '',
  'hash:net,net': '',
  'hash:net,iface': '',
  'bitmap:port': 'range 0-10',
  'bitmap:ip': 'range 10.0.0.0/24',
  'list:set': '',
};

/** Kinds of matches, targets and sets that the kernel at hand, or its iptables, does not take. */
export function lackingKinds(): ReadonlySet<string> {
  const rules = [...MATCHES, ...TARGETS].filter((kind) => !isTaken(kind)).map(({ name }) => name);
  const sets = Object.entries(SET_TYPES)
    .filter(
      ([type, options]) =>
        !succeeds([
          'ipset',
          'create',
          'x',
          type,
          ...options.split(' ').filter((word) => word !== ''),
        ]),
    )
    .map(([type]) => type);
  return new Set([...rules, ...sets]);
}

interface RuleKind {
  readonly hooks?: readonly Hook[];
  readonly tables?: readonly Table[];
  readonly needs?: string;
  write(chance: Dice, context: RuleContext): string;
}

function isTaken({ hooks = ['FORWARD'], tables = ['mangle'], needs, write }: RuleKind): boolean {
  const [hook = 'FORWARD'] = hooks;
  const [table = 'mangle'] = tables;
  const protocol = {
    'tcp or udp': '-p tcp ',
    'tcp --syn': '-p tcp -m tcp --tcp-flags SYN,RST SYN ',
  };
  const before =
    needs === undefined ? '' : (new Map(Object.entries(protocol)).get(needs) ?? `-p ${needs} `);
  return STACKS.every((stack) => {
    const at =
      table === 'raw' || table === 'nat'
        ? hooks.includes('PREROUTING')
          ? 'PREROUTING'
          : hook
        : hook;
    const text = write(dice(1), { stack, table, hook: at, words: WORDS[stack] });
    const program = { v4: 'iptables-nft-restore', v6: 'ip6tables-nft-restore' }[stack];
    return succeeds(
      [program],
      `*${table}\n-A ${at === 'FORWARD' && table === 'raw' ? 'PREROUTING' : at} ${before}${text}\nCOMMIT\n`,
    );
  });
}

const WORDS: Readonly<Record<Stack, RuleContext['words']>> = {
  v4: words('10.0.0.1', '10.0.0.0/8'),
  v6: words('fd00::1', 'fd00::/8'),
};

function words(address: string, prefix: string): RuleContext['words'] {
  return {
    ...{ interfaces: ['eth0'], bridgePorts: ['veth1'], sets: [] },
    ...{ addresses: [address], prefixes: [prefix], macs: ['02:00:00:00:00:01'] },
  };
}

/** In a network namespace that ends with it. */
function succeeds(argv: readonly string[], input = ''): boolean {
  return spawnSync('unshare', ['--net', ...argv], { env: labEnvironment(), input }).status === 0;
}
