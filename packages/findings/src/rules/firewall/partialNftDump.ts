import type { IptablesTable } from '@vethscope/model';
import type { NodeContext } from '../../context.ts';
import { inNetns } from '../../describe/inNetns.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { namesOf } from './chains/chainNames.ts';

export const partialNftDump: NodeRule = {
  id: 'partial-nft-dump',
  name: 'Rules that iptables cannot show',
  scope: 'node',
  severity: 'warning',
  explanation:
    "iptables-nft keeps its tables in nf_tables, where `nft` can add chains and rules that have no iptables form, and so does a newer iptables for an older one: that of kube-proxy's or kube-router's container for the node's. Such a table `iptables-save` leaves out, in full or in part, with a remark: `Table … is incompatible, use 'nft' tool`. The rules are there all the same and decide on packets; whoever reads `iptables-save` alone does not see them.",
  needs: ['iptables4'],
  check(node) {
    return node.namespaces.flatMap((netns) => {
      const hidden = netns.facts.iptables.filter(({ nftOnly }) => nftOnly !== undefined);
      return hidden.length > 0 ? [found(node, netns, hidden)] : [];
    });
  },
};

function found(
  node: NodeContext,
  netns: NodeContext['host'],
  hidden: readonly IptablesTable[],
): Found {
  const names = namesOf(
    hidden.map(({ family, table }) => `${family === 4 ? 'ip' : 'ip6'} ${table}`),
  );
  const isOne = hidden.length === 1;
  const lists = hidden.map(
    ({ family, table }) =>
      `\`${netns.isHost ? '' : `ip netns exec ${netns.name} `}nft list table ${family === 4 ? 'ip' : 'ip6'} ${table}\``,
  );
  return {
    title: `${isOne ? 'Table' : 'Tables'} ${names}: iptables does not show all rules${inNetns(netns)}${node.onNode}`,
    subjects: [netns.id],
    evidence: hidden.flatMap(({ nftOnly }) => nftOnly ?? []),
    why: `${isOne ? 'This table has' : 'These tables have'} rules that this iptables does not understand: from \`nft\`, or from a newer iptables, such as that of a container. What is not shown can drop or change packets.`,
    remedy: `Look at ${lists.join(' and ')}. Where a container wrote it (\`crictl exec\` … \`iptables -V\`), update the node's iptables to its version; rules of \`nft\` belong into a table of another name.`,
  };
}
