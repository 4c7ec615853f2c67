import { assertNever } from '../assertNever.ts';
import type { Family } from '../net/ip.ts';
import type { Chain, IptablesTable, TableName } from '../snapshot/iptables.ts';
import type { NftBaseChain, NftHook, NftTable } from '../snapshot/nftTable.ts';
import { HOOKS, TABLES } from './chainIndex.ts';

type HookName = (typeof HOOKS)[number];

/** Where packets come into a table: a built-in chain of iptables, or a base chain of nftables. */
export type BaseChain =
  | {
      readonly kind: 'iptables';
      readonly priority: number;
      readonly table: IptablesTable;
      readonly chain: Chain;
    }
  | BaseChainOfNft;

export interface BaseChainOfNft {
  readonly kind: 'nft';
  readonly priority: number;
  readonly table: NftTable;
  readonly base: NftBaseChain;
}

export interface HookStations {
  readonly hook: HookName;
  /** In the order in which a packet meets them. */
  readonly chains: readonly BaseChain[];
  /** Tables of iptables that nobody listed: whether they have rules here is unknown. */
  readonly unlisted: readonly TableName[];
}

/**
 * What a packet of a family meets at each hook of the IP layer. `listed` says whether a table that is
 * not among `tables` was looked for, and so is known not to be there.
 */
export function hookStations(props: {
  readonly family: Family;
  readonly tables: readonly IptablesTable[];
  readonly nftTables: readonly NftTable[];
  readonly listed: 'all tables' | 'these tables';
}): readonly HookStations[] {
  const { family, listed } = props;
  const tables = props.tables.filter((table) => table.family === family);
  const nftTables = props.nftTables.filter((table) => isForeign(table, family));
  return HOOKS.map((hook) => ({
    hook,
    chains: [
      ...tables.flatMap((table) => builtIn(table, hook)),
      ...nftTables.flatMap((table) => nftChains(table, hook)),
    ].sort((a, b) => a.priority - b.priority || isLegacy(a) - isLegacy(b)),
    unlisted:
      listed === 'all tables'
        ? []
        : TABLES.filter(
            (name) => HOOKS_OF[name].includes(hook) && !tables.some(({ table }) => table === name),
          ),
  }));
}

/** What a packet meets at a network device, below the IP layer. */
export interface DeviceStations {
  /** Absent: the listing leaves out of which device. */
  readonly device?: string;
  readonly chains: readonly BaseChainOfNft[];
}

/** Base chains at the devices where packets come in, or go out; by device, those of no known one last. */
export function deviceStations(
  nftTables: readonly NftTable[],
  hook: 'ingress' | 'egress',
): readonly DeviceStations[] {
  const chains = nftTables
    .filter(({ managedBy, isDormant }) => managedBy === 'others' && !isDormant)
    .flatMap((table) =>
      (table.hooks ?? []).filter((base) => base.hook === hook).map((base) => ofNft(table, base)),
    )
    .sort((a, b) => a.priority - b.priority);
  const devices = [...new Set(chains.flatMap(({ base }) => base.devices ?? []))].sort();
  const unlisted = chains.filter(({ base }) => base.devices === undefined);
  return [
    ...devices.map((device) => ({
      device,
      chains: chains.filter(({ base }) => base.devices?.includes(device)),
    })),
    ...(unlisted.length > 0 ? [{ chains: unlisted }] : []),
  ];
}

/** What frames meet that a bridge passes on; empty where no table has a chain there. */
export function bridgeStations(nftTables: readonly NftTable[]): readonly HookStations[] {
  const tables = nftTables.filter(({ family, isDormant }) => family === 'bridge' && !isDormant);
  if (!tables.some(({ hooks = [] }) => hooks.length > 0)) return [];
  return HOOKS.map((hook) => ({
    hook,
    chains: tables
      .flatMap((table) => nftChains(table, hook))
      .sort((a, b) => a.priority - b.priority),
    unlisted: [],
  }));
}

/** Built-in chains of each table: the `valid_hooks` of net/ipv4/netfilter/iptable_*.c. */
const HOOKS_OF: Readonly<Record<TableName, readonly HookName[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: HOOKS,
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** Tables that iptables made are listed by iptables; a dormant one sees no packet. */
function isForeign({ family, managedBy, isDormant }: NftTable, of: Family): boolean {
  const isSeen = family === 'inet' || family === (of === 4 ? 'ip' : 'ip6');
  return isSeen && managedBy === 'others' && !isDormant;
}

function builtIn(table: IptablesTable, hook: HookName): readonly BaseChain[] {
  const chain = table.chains.find(({ name, policy }) => name === hook && policy !== undefined);
  return chain ? [{ kind: 'iptables', priority: priority(table, hook), table, chain }] : [];
}

function nftChains(table: NftTable, hook: HookName): readonly BaseChainOfNft[] {
  return (table.hooks ?? [])
    .filter((base) => base.hook === NFT_HOOKS[hook])
    .map((base) => ofNft(table, base));
}

function ofNft(table: NftTable, base: NftBaseChain): BaseChainOfNft {
  return { kind: 'nft', priority: base.priority, table, base };
}

const NFT_HOOKS: Readonly<Record<HookName, NftHook>> = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
};

/**
 * enum nf_ip_hook_priorities of netfilter_ipv4.h, the same for IPv6. Only iptables-nft has its
 * security table at 150: `xtables_ipv4` of iptables/nft-ipv4.c.
 */
function priority({ table, backend }: IptablesTable, hook: HookName): number {
  switch (table) {
    case 'raw':
      return -300;
    case 'mangle':
      return -150;
    case 'nat':
      return hook === 'PREROUTING' || hook === 'OUTPUT' ? -100 : 100;
    case 'filter':
      return 0;
    case 'security':
      return backend === 'nft' ? 150 : 50;
    default:
      return assertNever(table);
  }
}

/** At one priority the first to be registered comes first, which no listing tells; nft's in front. */
function isLegacy(chain: BaseChain): number {
  return chain.kind === 'iptables' && chain.table.backend === 'legacy' ? 1 : 0;
}
