import { type CaptureRule, findingContext, RULES, runRules } from '@vethscope/findings';
import { exampleNetwork } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { checkFindings } from './checkFindings.ts';

const idle = () => Promise.resolve();

test.each(['calico-single-node.md', 'dual-stack-bridge'])(
  'says of %s what all rules at once say',
  async (example) => {
    const network = await exampleNetwork(example);
    const report = await checkFindings(() => network, RULES, idle);
    expect(report).toEqual(runRules(findingContext(network), RULES));
  },
);

test('sorts what the rules say one after the other', async () => {
  const network = await exampleNetwork('calico-single-node.md');
  const rule = (id: string, severity: 'info' | 'error'): CaptureRule => ({
    ...{ id, severity, scope: 'capture', name: id, explanation: '', needs: [] },
    check: ({ nodes }) =>
      nodes.map((node) => ({ title: id, subjects: [node.id], evidence: [], why: '', remedy: '' })),
  });
  const rules = [rule('mild', 'info'), rule('bad', 'error')];
  const { findings } = await checkFindings(() => network, rules, idle);
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(['bad', 'mild']);
});

test('does nothing before the page is idle, and stops when nobody waits any more', async () => {
  const nobodyWaits = () => Promise.reject(new Error('left'));
  const asked: string[] = [];
  const network = () => {
    asked.push('network');
    throw new Error('asked too early');
  };
  await expect(checkFindings(network, RULES, nobodyWaits)).rejects.toThrow('left');
  expect(asked).toEqual([]);
});
