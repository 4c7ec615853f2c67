import type { Finding, FindingRule, MutedReport, RuleGroup } from '@vethscope/findings';
import { nodeId } from '@vethscope/model';

/** Findings of rules that do not exist, with all that can happen to a rule. */
const rule = (id: string, name: string, severity: FindingRule['severity']): FindingRule => ({
  ...{ id, name, severity, scope: 'capture' },
  explanation: `Tells of ${id} in \`ip route\`.`,
  needs: ['routes4'],
  check: () => [],
});

export const TEST_GROUPS: readonly RuleGroup[] = [
  {
    name: 'Wiring',
    rules: [
      rule('veth-lost', 'Veth pair without its other end', 'error'),
      rule('quiet', 'Never found', 'warning'),
    ],
  },
  { name: 'Empty', rules: [] },
  {
    name: 'Routing',
    rules: [
      rule('odd-route', 'Route that is odd', 'info'),
      rule('in-part', 'Checked on one node only', 'warning'),
      rule('blind', 'Checked nowhere', 'error'),
      rule('muted', 'Muted by the user', 'error'),
    ],
  },
];

const WORKER = nodeId('worker');

function finding(differs: Partial<Finding> & Pick<Finding, 'ruleId' | 'severity'>): Finding {
  return {
    title: 'veth1 leads nowhere',
    subjects: [WORKER],
    evidence: [{ file: 'host/ip link#1', line: 3, endLine: 4 }],
    why: 'Packets into it are lost.',
    remedy: '`ip link del veth1`',
    ...differs,
  };
}

export const TEST_REPORT: MutedReport = {
  findings: [
    finding({ ruleId: 'veth-lost', severity: 'error' }),
    finding({
      ...{ ruleId: 'veth-lost', severity: 'error', title: 'veth2 leads nowhere' },
      evidence: [
        { file: 'host/ip link#1', line: 5, endLine: 6 },
        { file: 'host/ip route', line: 1, endLine: 1 },
      ],
    }),
    finding({ ruleId: 'odd-route', severity: 'info', title: 'a <route> & "more" ]]>' }),
  ],
  unchecked: [
    { ruleId: 'in-part', node: nodeId('control'), missing: ['routes4'] },
    { ruleId: 'blind', missing: ['ipsets', 'links'] },
  ],
  muted: [{ ruleId: 'muted', findings: 2 }],
};

export const NOTHING_FOUND: MutedReport = { findings: [], unchecked: [], muted: [] };

/** The same title for all, such as no output should hold and some do. */
export function titled(title: string): MutedReport {
  return {
    ...TEST_REPORT,
    findings: TEST_REPORT.findings.map((one) => ({ ...one, title })),
  };
}
