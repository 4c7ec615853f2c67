import type { Chain, IptablesTable, Severity } from '@vethscope/model';
import { formatRule, formatTarget, indexChains } from '@vethscope/model';
import type { NodeContext } from '../../context.ts';
import { inNetns } from '../../describe/inNetns.ts';
import { someOf } from '../../describe/someOf.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { isMachineChain } from './chains/chainOwner.ts';
import { iptablesProgram } from './chains/iptablesProgram.ts';
import { tableName } from './chains/tableName.ts';
import { endsChainIn } from './covering/decidingTargets.ts';
import { type RuledOut, ruledOut } from './covering/ruledOut.ts';

export const unreachableRule: NodeRule = {
  id: 'unreachable-rule',
  name: 'Rule that no packet reaches',
  scope: 'node',
  severity: 'warning',
  explanation:
    'Rules are asked in order, and the first that decides is the last. A rule is never reached where an earlier one of its chain decides on every packet that it would match: `-A INPUT -j REJECT` and whatever was appended behind it, or `-s 10.0.0.0/8 -j DROP` and then `-s 10.1.0.0/16 -p tcp -j ACCEPT`. Where both do the same the later one is merely superfluous. Only what the rules say for certain counts: limits, random choices and matches that are not understood prove nothing. Chains that programs fill are left out.',
  needs: ['iptables4'],
  check(node) {
    return node.namespaces.flatMap((netns) =>
      netns.facts.iptables.flatMap((table) => ofTable(node, netns, table)),
    );
  },
};

type Netns = NodeContext['host'];

function ofTable(node: NodeContext, netns: Netns, table: IptablesTable): readonly Found[] {
  const endsChain = endsChainIn(table);
  const { referrers } = indexChains(table);
  return table.chains.flatMap((chain) => {
    if (isMachineChain(chain.name) || chain.rules.length < 2) return [];
    // Of a chain that nobody enters `chain-without-reference` tells.
    const isEntered = chain.policy !== undefined || referrers(chain.name).length > 0;
    if (!isEntered && !table.partial) return [];
    const place = { node, netns, table, chain };
    const all = ruledOut(chain, endsChain);
    return [
      ...finding(
        place,
        'warning',
        all.filter((one) => !doesTheSame(one)),
      ),
      ...finding(place, 'info', all.filter(doesTheSame)),
    ];
  });
}

function doesTheSame({ rule, by }: RuledOut): boolean {
  return formatTarget(rule.target) === formatTarget(by.target);
}

interface Place {
  readonly node: NodeContext;
  readonly netns: Netns;
  readonly table: IptablesTable;
  readonly chain: Chain;
}

function finding(
  { node, netns, table, chain }: Place,
  severity: Severity,
  pairs: readonly RuledOut[],
): readonly Found[] {
  const [first] = pairs;
  if (!first) return [];
  const isOne = pairs.length === 1;
  const what = severity === 'info' ? 'superfluous' : 'never reached';
  const command = `${iptablesProgram(netns, table)} -t ${table.table}`;
  const { rule, by } = first;
  const place = `${inNetns(netns)}${node.onNode}`;
  const title = isOne
    ? `${chain.name} rule ${rule.number} (${tableName(table)}) is ${what}: rule ${by.number} takes its packets`
    : `${chain.name} (${tableName(table)}): ${pairs.length} rules are ${what}, ${numbersOf(pairs)}`;
  return [
    {
      severity,
      title: `${title}${place}`,
      subjects: [netns.id],
      evidence: pairs.slice(0, SHOWN).flatMap((pair) => [pair.by.evidence, pair.rule.evidence]),
      why: `Rule ${by.number}, \`${formatRule(by)}\`, comes first and decides on every packet that rule ${rule.number}, \`${formatRule(rule)}\`, would match${severity === 'info' ? ', in the same way' : ''}.`,
      remedy: `${
        severity === 'info'
          ? `Remove what is superfluous: \`${command} -D ${chain.name} ${rule.number}\`${isOne ? '' : ', the last ones first, since the numbers move up'}.`
          : `Where rule ${rule.number} is meant to count, put it before rule ${by.number} with \`${command} -I ${chain.name} ${by.number} …\`, and remove it from its old place; else remove it.`
      } See first whether the numbers still hold: \`${command} -nvL ${chain.name} --line-numbers\`.`,
    },
  ];
}

/** Of a thousand, some are enough to look at. */
const SHOWN = 20;

/** `4, 5, 6 and 9 more` */
function numbersOf(pairs: readonly RuledOut[]): string {
  return someOf(
    pairs.map(({ rule }) => rule.number),
    4,
  );
}
