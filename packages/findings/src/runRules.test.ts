import { readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingContext } from './context.ts';
import type { CaptureRule, NodeRule } from './rule.ts';
import { RULES } from './rules/index.ts';
import { runRules } from './runRules.ts';

const LINK = `# ip link
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff
`;
const ROUTE = '# ip route\ndefault via 192.0.2.1 dev eth0\n';
const context = findingContext(readNodes({ worker1: LINK + ROUTE, worker2: LINK }));

const texts = { name: 'Test', explanation: 'Test.', needs: ['routes4'] } as const;
const found = { evidence: [{ file: 'f', line: 2, endLine: 2 }], why: 'w', remedy: 'r' };

const perNode: NodeRule = {
  ...{ ...texts, id: 'per-node', scope: 'node', severity: 'warning' },
  check: (node) => [{ ...found, title: node.name, subjects: [node.id] }],
};
const perCapture: CaptureRule = {
  ...{ ...texts, id: 'per-capture', scope: 'capture', severity: 'info' },
  check: ({ nodes }) =>
    nodes.map((node) => ({ ...found, title: node.name, subjects: [node.id], severity: 'error' })),
};
const hopeless: NodeRule = { ...perNode, id: 'hopeless', needs: ['ipsets', 'routes4'] };

test('asks a rule of nodes only where the capture holds what it needs, and says where not', () => {
  const { findings, unchecked } = runRules(context, [perNode]);
  expect(findings).toEqual([
    {
      ...found,
      ruleId: 'per-node',
      severity: 'warning',
      title: 'worker1',
      subjects: ['node/worker1'],
    },
  ]);
  expect(unchecked).toEqual([{ ruleId: 'per-node', node: 'node/worker2', missing: ['routes4'] }]);
});

test('asks a rule of the whole capture where any node has it; the worst comes first', () => {
  const { findings } = runRules(context, [perNode, perCapture]);
  expect(findings.map(({ ruleId, severity, title }) => [ruleId, severity, title])).toEqual([
    ['per-capture', 'error', 'worker1'],
    ['per-capture', 'error', 'worker2'],
    ['per-node', 'warning', 'worker1'],
  ]);
});

test('tells once of a rule that no node can answer, else node by node', () => {
  const bare = findingContext(readNodes({ worker1: LINK, worker2: LINK }));
  expect(runRules(bare, [perNode]).unchecked).toEqual([
    { ruleId: 'per-node', missing: ['routes4'] },
  ]);
  expect(runRules(context, [hopeless]).unchecked).toEqual([
    { ruleId: 'hopeless', node: 'node/worker1', missing: ['ipsets'] },
    { ruleId: 'hopeless', node: 'node/worker2', missing: ['ipsets', 'routes4'] },
  ]);
});

test('a rule may say itself what it lacks', () => {
  const unsure: NodeRule = { ...perNode, check: () => ({ missing: ['sockets'] }) };
  expect(runRules(context, [unsure])).toEqual({
    findings: [],
    unchecked: [
      { ruleId: 'per-node', node: 'node/worker1', missing: ['sockets'] },
      { ruleId: 'per-node', node: 'node/worker2', missing: ['routes4'] },
    ],
  });
});

test('every rule has an id of its own', () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
});
