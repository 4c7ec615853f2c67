import type { IptablesTable } from '@vethscope/model';
import type { NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { inNetns } from '../inNetns.ts';
import { namesOf } from './chainNames.ts';

export const partialNftDump: NodeRule = {
  id: 'partial-nft-dump',
  name: 'Rules that iptables cannot show',
  scope: 'node',
  severity: 'warning',
  explanation:
    "iptables-nft keeps its tables in nf_tables, where `nft` can add chains and rules that have no iptables form. Such a table `iptables-save` leaves out, in full or in part, with a remark: `Table … is incompatible, use 'nft' tool`. The rules are there all the same and decide on packets; whoever reads `iptables-save` alone does not see them.",
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
    ({ family, table }) => `\`nft list table ${family === 4 ? 'ip' : 'ip6'} ${table}\``,
  );
  return {
    title: `${isOne ? 'Table' : 'Tables'} ${names}: iptables does not show all rules${inNetns(netns)}${node.onNode}`,
    subjects: [netns.id],
    evidence: hidden.flatMap(({ nftOnly }) => nftOnly ?? []),
    why: `Somebody added rules with \`nft\`, and ${isOne ? 'this table' : 'these tables'} cannot be listed whole by iptables. What is not shown can drop or change packets.`,
    remedy: `Look at ${lists.join(' and ')}. Rules that are not meant for iptables belong into a table of another name.`,
  };
}
