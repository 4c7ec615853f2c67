import type { Chain, IptablesTable } from '@vethscope/model';
import { indexChains } from '@vethscope/model';
import type { NodeContext } from '../../context.ts';
import { inNetns } from '../../describe/inNetns.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { namesOf } from './chains/chainNames.ts';
import { isMachineChain, isServiceChain } from './chains/chainOwner.ts';
import { iptablesProgram } from './chains/iptablesProgram.ts';
import { tableName } from './chains/tableName.ts';

export const chainWithoutReference: NodeRule = {
  id: 'chain-without-reference',
  name: 'Chain that nothing leads to',
  scope: 'node',
  severity: 'info',
  explanation:
    "A chain of somebody's own making has rules, but no rule jumps or goes to it, so no packet ever meets them. Either the jump was forgotten or lost (another program flushed the chain that it stood in), or the chain is left over. Chains that programs keep in stock by design, as Calico, kubelet and ufw do, are not told of; chains that kube-proxy left behind for services and endpoints are.",
  needs: ['iptables4'],
  check(node) {
    return node.namespaces.flatMap((netns) =>
      netns.facts.iptables
        // Of a table that is listed in part, the jump may be in what is not listed.
        .filter(({ partial }) => !partial)
        .flatMap((table) => {
          const idle = idleChains(table);
          const left = idle.filter(({ name }) => isServiceChain(name));
          const own = idle.filter(({ name }) => !isMachineChain(name));
          return [
            ...(own.length > 0 ? [ownChains(node, netns, table, own)] : []),
            ...(left.length > 0 ? [leftChains(node, netns, table, left)] : []),
          ];
        }),
    );
  },
};

/** With rules, and not a hook's. */
function idleChains(table: IptablesTable): readonly Chain[] {
  const { referrers } = indexChains(table);
  return table.chains.filter(
    ({ name, policy, references, rules }) =>
      policy === undefined &&
      rules.length > 0 &&
      referrers(name).length === 0 &&
      // `(2 references)`: the kernel counts those that the listing does not show, too.
      (references ?? 0) === 0,
  );
}

type Netns = NodeContext['host'];

function ownChains(
  node: NodeContext,
  netns: Netns,
  table: IptablesTable,
  chains: readonly Chain[],
): Found {
  const [{ name } = { name: 'CHAIN' }] = chains;
  const command = `${iptablesProgram(netns, table)} -t ${table.table}`;
  return {
    title: `${namesOf(chains.map(({ name }) => name))} (${tableName(table)}): no rule leads there${inNetns(netns)}${node.onNode}`,
    ...evidenceOf(netns, table, chains),
    why: `No packet meets the rules of ${chains.length === 1 ? 'this chain' : `these ${chains.length} chains`}: no rule of the table jumps or goes there.`,
    remedy: `Where the rules are meant, lead packets there, as in \`${command} -A ${hookOf(table)} -j ${name}\`; else empty and remove the chain: \`${command} -F ${name}\`, then \`-X\`.`,
  };
}

/** One that the table has: there is no FORWARD in nat. */
function hookOf({ chains }: IptablesTable): string {
  const hooks = chains.filter(({ policy }) => policy !== undefined).map(({ name }) => name);
  return hooks.find((name) => name === 'FORWARD') ?? hooks[0] ?? 'HOOK';
}

function leftChains(
  node: NodeContext,
  netns: Netns,
  table: IptablesTable,
  chains: readonly Chain[],
): Found {
  const isOne = chains.length === 1;
  return {
    title: `${namesOf(
      chains.map(({ name }) => name),
      1,
    )} (${tableName(table)}): left over from kube-proxy${inNetns(netns)}${node.onNode}`,
    ...evidenceOf(netns, table, chains),
    why: `No rule leads to ${isOne ? 'this chain' : `these ${chains.length} chains`} of a service or an endpoint any more, so ${isOne ? 'it does' : 'they do'} nothing. In large clusters kube-proxy cleans up late; otherwise it no longer runs here, or another back end than its own is listed.`,
    remedy:
      'Look whether kube-proxy runs and syncs (`kubectl -n kube-system logs -l k8s-app=kube-proxy`). After a change of its mode, `kube-proxy --cleanup` or a reboot removes what is left.',
  };
}

/** Of a hundred chains, some are enough to look at. */
const SHOWN = 20;

function evidenceOf(
  netns: Netns,
  table: IptablesTable,
  chains: readonly Chain[],
): Pick<Found, 'subjects' | 'evidence'> {
  return {
    subjects: [netns.id],
    evidence: [
      table.evidence,
      ...chains
        .slice(0, SHOWN)
        .flatMap(({ evidence, rules }) => [evidence, ...rules.map((rule) => rule.evidence)]),
    ],
  };
}
