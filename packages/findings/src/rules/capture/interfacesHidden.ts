import type { IptablesTable } from '@vethscope/model';
import { hidesInterfaces } from '@vethscope/model';
import type { NodeContext } from '../../context.ts';
import { inNetns } from '../../describe/inNetns.ts';
import type { Found, NodeRule } from '../../rule.ts';

export const interfacesHidden: NodeRule = {
  id: 'interfaces-hidden',
  name: 'Listing of rules without interfaces',
  scope: 'node',
  severity: 'info',
  explanation:
    '`iptables -L` without `-v` does not print the interfaces that rules ask for: `-A INPUT -i lo -j ACCEPT` looks like a rule that accepts everything. Such rules are unknown here and never taken for “any”, so that traces through them have to assume. `iptables-save -c` prints all of it.',
  needs: [],
  check(node) {
    return node.namespaces.flatMap((netns) => {
      const tables = netns.facts.iptables.filter(({ chains }) =>
        chains.some(({ rules }) => rules.some(hidesInterfaces)),
      );
      return tables.length > 0 ? [found(node, netns, tables)] : [];
    });
  },
};

function found(
  node: NodeContext,
  netns: NodeContext['host'],
  tables: readonly IptablesTable[],
): Found {
  const names = tables.map(({ family, table }) => (family === 6 ? `ip6tables ${table}` : table));
  const rules = tables.reduce((sum, table) => sum + hiddenRules(table), 0);
  const prefix = netns.isHost ? '' : `ip netns exec ${netns.name} `;
  const programs = [
    ...(tables.some(({ family }) => family === 4) ? ['iptables'] : []),
    ...(tables.some(({ family }) => family === 6) ? ['ip6tables'] : []),
  ];
  return {
    title: `${names.join(', ')}: listed without the interfaces of rules${inNetns(netns)}${node.onNode}`,
    subjects: [netns.id],
    evidence: tables.map(({ evidence }) => evidence),
    why: `Each of ${rules} ${rules === 1 ? 'rule' : 'rules'} may hold for one interface alone, and the listing does not say so. Traces through them have to assume.`,
    remedy: `List them with ${programs.map((program) => `\`${prefix}${program}-save -c\``).join(' and ')}, or with \`${prefix}${programs[0]} -nvL\`.`,
  };
}

function hiddenRules({ chains }: IptablesTable): number {
  return chains.reduce((sum, { rules }) => sum + rules.filter(hidesInterfaces).length, 0);
}
