import type { Chain, Evidence, Family, IptablesTable } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';
import { inNetns } from '../../describe/inNetns.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { namesOf } from './chains/chainNames.ts';
import { iptablesProgram } from './chains/iptablesProgram.ts';

export const bothIptablesBackends: NodeRule = {
  id: 'both-iptables-backends',
  name: 'Rules in both back ends of iptables',
  scope: 'node',
  severity: 'warning',
  explanation:
    "`iptables` is two programs with rules of their own in the kernel: one keeps them in nf_tables, the other, `iptables-legacy`, in the old x_tables. Packets go through both. What one accepts the other can still drop, and each program lists its own rules alone, so that people look for a dropped packet in the wrong place. It comes about where a container brings an iptables of its own (kube-proxy, a CNI plugin, Docker) and takes the other back end than the node's.",
  needs: ['iptables4'],
  check(node) {
    return node.namespaces.flatMap((netns) =>
      FAMILIES.flatMap((family) => {
        const legacy = filledChains(netns, family, 'legacy');
        // Hardly ever: then the many chains of the other need not be looked at.
        if (legacy.length === 0) return [];
        const nft = filledChains(netns, family, 'nft');
        if (nft.length === 0) return [];
        return [found(netns, node.onNode, { family, nft, legacy })];
      }),
    );
  },
};

const FAMILIES: readonly Family[] = [4, 6];

interface FilledChain {
  /** `filter FORWARD` */
  readonly name: string;
  readonly rules: number;
  readonly evidence: readonly Evidence[];
}

/** Those that do anything at all: no packet comes to the others, or an empty chain accepts it. */
function filledChains(
  netns: Namespace,
  family: Family,
  backend: NonNullable<IptablesTable['backend']>,
): readonly FilledChain[] {
  return netns.facts.iptables
    .filter((table) => table.family === family && table.backend === backend)
    .flatMap((table) =>
      reachedChains(table)
        .filter(({ policy, rules }) => rules.length > 0 || (policy ?? 'ACCEPT') !== 'ACCEPT')
        .map(({ name, rules, evidence }) => ({
          name: `${table.table} ${name}`,
          rules: rules.length,
          evidence: [evidence, ...rules.slice(0, 1).map((rule) => rule.evidence)],
        })),
    );
}

/** Those of hooks, and where they lead to; of a table that is listed in part all there are. */
function reachedChains({ chains, partial }: IptablesTable): readonly Chain[] {
  if (partial) return chains;
  const reached = new Set(chains.filter(({ policy }) => policy !== undefined));
  const byName = new Map(chains.map((chain) => [chain.name, chain]));
  // What is added is looked at in its turn.
  for (const { rules } of reached) {
    for (const { target } of rules) {
      const isJump = target.kind === 'jump' || target.kind === 'goto';
      const next = isJump ? byName.get(target.chain) : undefined;
      if (next) reached.add(next);
    }
  }
  return chains.filter((chain) => reached.has(chain));
}

interface BothBackends {
  readonly family: Family;
  readonly nft: readonly FilledChain[];
  readonly legacy: readonly FilledChain[];
}

function found(netns: Namespace, onNode: string, { family, nft, legacy }: BothBackends): Found {
  const program = family === 4 ? 'iptables' : 'ip6tables';
  const [inLegacy, inNft] = (['legacy', 'nft'] as const).map((backend) =>
    iptablesProgram(netns, { family, backend }),
  );
  return {
    title: `${program}-legacy and ${program}-nft both have rules${inNetns(netns)}${onNode}`,
    subjects: [netns.id],
    evidence: [...nft.slice(0, SHOWN), ...legacy.slice(0, SHOWN)].flatMap(
      ({ evidence }) => evidence,
    ),
    why: `Packets go through both, and each program lists its own alone: legacy has ${told(legacy)}, nft has ${told(nft)}. A packet that one of them drops is lost, whatever the other one says.`,
    remedy: `See both with \`${inLegacy}-save -c\` and \`${inNft}-save -c\`, and find out from the counters and comments who still writes to which. Give all of them one back end (\`update-alternatives --display ${program}\`), then empty the one that is left over, or reboot.`,
  };
}

const SHOWN = 20;

/** `3 rules in filter FORWARD, nat POSTROUTING` */
function told(chains: readonly FilledChain[]): string {
  const rules = chains.reduce((sum, chain) => sum + chain.rules, 0);
  return `${rules} ${rules === 1 ? 'rule' : 'rules'} in ${namesOf(chains.map(({ name }) => name))}`;
}
