import type { NftChain, NftRule, NftTable } from '../../snapshot/nftTable.ts';
import { nftRuleWords } from './nftRuleWords.ts';
import type { NftRuleAt } from './nftServices.ts';
import { markTaken, type PortMap, type PortMaps } from './portMaps.ts';

/** In the order in which they are asked: ports of one address, then those of all. */
const PORT_CHAINS = ['hostip_hostports', 'hostports'];
const OWN_CHAINS = [...PORT_CHAINS, 'masquerading'];

/**
 * Reads the portmap plugin's table by structure: containernetworking/plugins,
 * `plugins/meta/portmap/portmap_nftables.go`. `undefined` where a table is another's, or its rules are not
 * listed.
 */
export function nftHostPorts(table: NftTable): PortMaps<NftRuleAt> | undefined {
  const { name, rules, chains } = table;
  if (name !== 'cni_hostport' || rules === undefined || !chains) return undefined;
  const understood = new Set<NftRule>();
  const masquerades = masqueradesOf(chains);
  const maps = PORT_CHAINS.filter((chain) => isCalled(chain, chains)).flatMap((chain) =>
    rulesIn(chain, chains).flatMap((at) => {
      const map = readMap(at, masquerades);
      for (const { rule } of map?.rules ?? []) understood.add(rule);
      return map ?? [];
    }),
  );
  return {
    maps: markTaken(maps),
    notUnderstood: OWN_CHAINS.flatMap((chain) =>
      rulesIn(chain, chains).filter(({ rule }) => !understood.has(rule)),
    ),
  };
}

function rulesIn(name: string, chains: readonly NftChain[]): readonly NftRuleAt[] {
  const rules = chains.find((chain) => chain.name === name)?.rules ?? [];
  return rules.map((rule) => ({ chain: name, rule }));
}

/** Prerouting asks for nothing where its network has no conditions of its own. */
function isCalled(name: string, chains: readonly NftChain[]): boolean {
  return chains.some(
    ({ base, rules }) => base && rules.some((rule) => nftRuleWords(rule) === `jump ${name}`),
  );
}

// tcp dport 8080 dnat to 10.85.0.7:80
// ip6 daddr 2001:db8::1 tcp dport 8443 dnat to [fd00:85::7]:443
const MAP =
  /^(?:ip6? daddr ([\da-f.:]+) )?(tcp|udp|sctp) dport (\d+) dnat (?:ip6? )?to (?:\[([\da-f:]+)\]|([\d.]+)):(\d+)$/;

function readMap(
  at: NftRuleAt,
  masquerades: ReadonlyMap<string, readonly Masquerade[]>,
): Omit<PortMap<NftRuleAt>, 'isTaken'> | undefined {
  const read = MAP.exec(nftRuleWords(at.rule));
  if (!read) return undefined;
  const [, hostAddress, protocol = '', hostPort, ip6, ip4, port] = read;
  const address = ip6 ?? ip4 ?? '';
  const { comment } = at.rule;
  const its = masquerades.get(address) ?? [];
  return {
    ...{ protocol, hostPort: Number(hostPort), address, port: Number(port), chain: at.chain },
    ...(hostAddress !== undefined && { hostAddress }),
    ...(comment !== undefined && { sandbox: comment }),
    masquerades: its.map(({ whose }) => whose),
    rules: [at, ...its.map((one) => one.at)],
  };
}

interface Masquerade {
  readonly whose: string;
  readonly at: NftRuleAt;
}

// ip saddr 127.0.0.1 ip daddr 10.85.0.7 masquerade
const MASQUERADE = /^ip6? saddr ([\da-f.:]+) ip6? daddr ([\da-f.:]+) masquerade$/;

/** By the pod's address. */
function masqueradesOf(chains: readonly NftChain[]): ReadonlyMap<string, readonly Masquerade[]> {
  const found = new Map<string, Masquerade[]>();
  for (const at of rulesIn('masquerading', chains)) {
    const [, whose, address] = MASQUERADE.exec(nftRuleWords(at.rule)) ?? [];
    if (whose === undefined || address === undefined) continue;
    found.set(address, [...(found.get(address) ?? []), { whose, at }]);
  }
  return found;
}
