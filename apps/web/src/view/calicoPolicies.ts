import type {
  Chain,
  ChainIndex,
  ChainName,
  Evidence,
  Family,
  Id,
  IptablesTable,
  NetnsSnapshot,
  NodeSnapshot,
  Topology,
} from '@vethscope/model';
import { chainNamer, indexChains, interfaceId, policyMachinery } from '@vethscope/model';

/** A policy or profile that Calico wrote into iptables, and the endpoints whose packets it sees. */
export interface CalicoPolicy {
  /** `policy/default/knp.default.web`, `profile/kns.default`. */
  readonly id: string;
  readonly kind: 'policy' | 'profile';
  /** `default/knp.default.web`; of one that nothing names its hash. */
  readonly name: string;
  readonly isNamed: boolean;
  readonly uses: readonly PolicyUse[];
  /** Its chains. */
  readonly evidence: readonly Evidence[];
}

/** One endpoint that is sent through a policy's chain. */
export interface PolicyUse {
  readonly netns: string;
  readonly family: Family;
  readonly chain: string;
  readonly direction: 'ingress' | 'egress';
  readonly ifname: string;
  readonly iface: Id;
  /** Its pod, where the interface name's hash proves which. */
  readonly pod?: Id;
  /** The rule that sends it. */
  readonly evidence: Evidence;
}

/** What is captured in namespaces, by the namespaces' ids. */
type Inside = ReadonlyMap<
  string,
  readonly { readonly node: NodeSnapshot; readonly netns: NetnsSnapshot }[]
>;

/** Calico's policies of all nodes, sorted by name; the profiles, one of each namespace, after them. */
export function calicoPolicies(topology: Topology, inside: Inside): readonly CalicoPolicy[] {
  const drafts = new Map<string, Draft>();
  for (const [netnsId, snapshots] of inside) {
    const [, node = '', ...name] = netnsId.split('/');
    const placeOf = (ifname: string) => interfaceId(node, name.join('/'), ifname);
    for (const { netns } of snapshots) {
      for (const table of netns.iptables.filter(({ table }) => table === 'filter')) {
        readTable(drafts, topology, table, netnsId, placeOf);
      }
    }
  }
  return [...drafts.values()].sort((a, b) => order(a) - order(b) || compare(a.name, b.name));
}

type Draft = Omit<CalicoPolicy, 'uses' | 'evidence'> & {
  readonly uses: PolicyUse[];
  readonly evidence: Evidence[];
};

function readTable(
  drafts: Map<string, Draft>,
  topology: Topology,
  table: IptablesTable,
  netns: string,
  placeOf: (ifname: string) => Id,
): void {
  const { endpoints } = policyMachinery(table);
  if (endpoints.length === 0) return;
  const chains = indexChains(table);
  const nameOf = chainNamer(topology, chains);
  for (const { ifname, ways } of endpoints) {
    for (const { chain: ownChain, direction, tiers, profiles } of ways) {
      const pod = podOf(chains, nameOf, ownChain);
      for (const { chain: name, at } of [...tiers.flatMap((tier) => tier.policies), ...profiles]) {
        const chain = chains.chain(name);
        const draft = draftOf(drafts, name, chain && nameOf(chain));
        if (chain && !draft.evidence.includes(chain.evidence)) draft.evidence.push(chain.evidence);
        draft.uses.push({
          ...{ netns, family: table.family, chain: name, direction, ifname },
          iface: placeOf(ifname),
          ...(pod !== undefined && { pod }),
          evidence: at.rule.evidence,
        });
      }
    }
  }
}

function podOf(
  chains: ChainIndex,
  nameOf: (chain: Chain) => ChainName | undefined,
  name: string,
): Id | undefined {
  const chain = chains.chain(name);
  return chain && nameOf(chain)?.subject;
}

/** `policy default/web, ingress` → `default/web`: both directions are one policy. */
function draftOf(drafts: Map<string, Draft>, chain: string, named: ChainName | undefined): Draft {
  const kind = /^cali-pr[io]-/.test(chain) ? 'profile' : 'policy';
  const isNamed = named?.confidence === 'proven';
  const name = isNamed
    ? named.title.replace(/^(?:policy|profile) /, '').replace(/, (?:ingress|egress)$/, '')
    : chain.replace(/^cali-(?:p[io]|pr[io])-/, '');
  const id = `${kind}/${name}`;
  const draft = drafts.get(id) ?? { id, kind, name, isNamed, uses: [], evidence: [] };
  drafts.set(id, draft);
  return draft;
}

function order({ kind, isNamed }: Draft): number {
  return (kind === 'profile' ? 2 : 0) + (isNamed ? 0 : 1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
