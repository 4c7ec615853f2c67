import { serviceAddress } from './addressPlan.ts';
import type { Dice } from './dice.ts';
import { SERVER_PORTS } from './plan.ts';
import type { Hook, RuleContext, Table } from './vocabulary.ts';

interface TargetKind {
  readonly name: string;
  readonly weight: number;
  readonly hooks?: readonly Hook[];
  readonly tables?: readonly Table[];
  /** Behind the matches; `protocol` says which the rule must be about. */
  write(dice: Dice, context: RuleContext): string;
  /** Of which protocol the rule has to be. */
  readonly needs?: string;
}

export interface TargetText {
  readonly text: string;
  readonly needs?: string;
}

export function targetText(
  dice: Dice,
  context: RuleContext,
  lacking: ReadonlySet<string>,
): TargetText {
  const usable = TARGETS.filter(
    ({ name, hooks, tables }) =>
      !lacking.has(name) &&
      (hooks?.includes(context.hook) ?? true) &&
      (tables?.includes(context.table) ?? true),
  );
  const kind = dice.weighted(usable.map((each) => [each.weight, each] as const));
  return {
    text: kind.write(dice, context),
    ...(kind.needs !== undefined && { needs: kind.needs }),
  };
}

const LOCAL: readonly Hook[] = ['INPUT', 'FORWARD', 'OUTPUT'];

export const TARGETS: readonly TargetKind[] = [
  { name: 'none', weight: 2, write: () => '' },
  { name: 'accept', weight: 2, write: () => '-j ACCEPT' },
  {
    name: 'drop',
    weight: 0.8,
    tables: ['raw', 'mangle', 'filter', 'security'],
    write: () => '-j DROP',
  },
  { name: 'return', weight: 2, write: () => '-j RETURN' },
  {
    name: 'reject',
    weight: 0.8,
    hooks: LOCAL,
    tables: ['filter'],
    write: (dice, { stack }) =>
      `-j REJECT${dice.pick(['', ` --reject-with ${dice.pick(REJECTIONS[stack])}`])}`,
  },
  {
    name: 'reject reset',
    weight: 0.4,
    hooks: LOCAL,
    tables: ['filter'],
    needs: 'tcp',
    write: () => '-j REJECT --reject-with tcp-reset',
  },
  { name: 'mark', weight: 4, write: (dice) => `-j MARK ${markOption(dice)}` },
  {
    name: 'connmark',
    weight: 1,
    tables: ['mangle', 'nat', 'filter'],
    write: (dice) => `-j CONNMARK ${dice.pick(CONNMARKS)}`,
  },
  { name: 'log', weight: 0.7, write: () => '-j LOG --log-prefix "judge: "' },
  { name: 'nflog', weight: 0.5, write: () => '-j NFLOG --nflog-group 5' },
  {
    name: 'notrack',
    weight: 0.4,
    tables: ['raw'],
    write: (dice) => dice.pick(['-j NOTRACK', '-j CT --notrack']),
  },
  { name: 'trace', weight: 0.2, tables: ['raw'], write: () => '-j TRACE' },
  {
    name: 'dscp',
    weight: 0.7,
    tables: ['mangle'],
    write: (dice) => `-j DSCP --set-dscp ${dice.pick(['0x0a', '0x2e', '0x00'])}`,
  },
  {
    name: 'tcpmss',
    weight: 0.5,
    tables: ['mangle'],
    hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'],
    needs: 'tcp --syn',
    write: (dice) => `-j TCPMSS ${dice.pick(['--clamp-mss-to-pmtu', '--set-mss 1000'])}`,
  },
  {
    name: 'checksum',
    weight: 0.3,
    tables: ['mangle'],
    needs: 'udp',
    write: () => '-j CHECKSUM --checksum-fill',
  },
  { name: 'audit', weight: 0.2, write: () => '-j AUDIT --type accept' },
  {
    name: 'dnat',
    weight: 2,
    tables: ['nat'],
    hooks: ['PREROUTING', 'OUTPUT'],
    write: (dice, { words }) => `-j DNAT --to-destination ${dice.pick(words.addresses)}`,
  },
  {
    name: 'dnat port',
    weight: 2,
    tables: ['nat'],
    hooks: ['PREROUTING', 'OUTPUT'],
    needs: 'tcp or udp',
    write: (dice, context) => `-j DNAT --to-destination ${endpoint(dice, context)}`,
  },
  {
    name: 'redirect',
    weight: 1,
    tables: ['nat'],
    hooks: ['PREROUTING', 'OUTPUT'],
    write: () => '-j REDIRECT',
  },
  {
    name: 'redirect port',
    weight: 1,
    tables: ['nat'],
    hooks: ['PREROUTING', 'OUTPUT'],
    needs: 'tcp or udp',
    write: (dice) => `-j REDIRECT --to-ports ${dice.pick(SERVER_PORTS)}`,
  },
  {
    name: 'snat',
    weight: 1,
    tables: ['nat'],
    hooks: ['POSTROUTING', 'INPUT'],
    write: (dice, { words }) => `-j SNAT --to-source ${dice.pick(words.addresses)}`,
  },
  {
    name: 'masquerade',
    weight: 3,
    tables: ['nat'],
    hooks: ['POSTROUTING'],
    write: () => '-j MASQUERADE',
  },
  {
    name: 'masquerade random',
    weight: 0.5,
    tables: ['nat'],
    hooks: ['POSTROUTING'],
    write: () => '-j MASQUERADE --random-fully',
  },
  {
    name: 'masquerade ports',
    weight: 0.5,
    tables: ['nat'],
    hooks: ['POSTROUTING'],
    needs: 'tcp or udp',
    write: () => '-j MASQUERADE --to-ports 50000-60000',
  },
];

export const REJECTIONS = {
  v4: [
    'icmp-port-unreachable',
    'icmp-host-unreachable',
    'icmp-net-unreachable',
    'icmp-admin-prohibited',
    'icmp-proto-unreachable',
    'icmp-host-prohibited',
  ],
  v6: [
    'icmp6-port-unreachable',
    'icmp6-no-route',
    'icmp6-adm-prohibited',
    'icmp6-addr-unreachable',
  ],
} as const;

const CONNMARKS = [
  '--set-mark 0x1',
  '--set-xmark 0x2/0x2',
  '--save-mark',
  '--restore-mark',
  '--save-mark --nfmask 0xff --ctmask 0xff',
  '--restore-mark --nfmask 0xf0 --ctmask 0xf0',
];

function markOption(dice: Dice): string {
  return dice.pick([
    '--set-mark 0x1',
    '--set-mark 0x2/0x2',
    '--set-xmark 0x4000/0x4000',
    '--set-xmark 0x10/0xf0',
    '--set-xmark 0x1/0x0',
    '--or-mark 0x80000000',
    '--and-mark 0xfffffffe',
    '--xor-mark 0x1',
    '--set-mark 0x0',
  ]);
}

/** An address with a port: behind NAT a service, now and then one that leads nowhere. */
export function endpoint(dice: Dice, { stack, words }: RuleContext): string {
  const address = dice.chance(90) ? dice.pick(words.addresses) : serviceAddress(4)[stack];
  const port = dice.weighted([
    [8, String(dice.pick(SERVER_PORTS))],
    [1, '81'],
    [1, '8080-8082'],
  ]);
  return stack === 'v4' ? `${address}:${port}` : `[${address}]:${port}`;
}
