import { netnsId } from '@vethscope/model';
import type { Hop } from '@vethscope/trace';
import { expect, test } from 'vitest';
import { readExample } from '../../../../../packages/parsers/src/testing/readExample.ts';
import { rule } from '../../../../../packages/trace/src/testing/handMade.ts';
import { indexCapture } from '../../view/captureIndex.ts';
import { ruleOfStep } from './ruleOfStep.ts';

const { snapshot, topology, linesOf } = readExample('calico-single-node.md');
const index = indexCapture(snapshot, topology);
const host: Hop = {
  node: 'calico-single-node',
  netns: netnsId('calico-single-node', 'host'),
  steps: [],
};

test('a step leads back to its rule by chain, number and line', () => {
  const chains = index.netnsSnapshots(host.netns).flatMap(({ netns }) => netns.iptables);
  const nat = chains.find(({ table }) => table === 'nat')?.chains;
  const captured = nat?.find(({ name }) => name === 'KUBE-SERVICES')?.rules[1];
  const step = rule('nat KUBE-SERVICES 2', 'jump X', '', {
    evidence: captured ? [captured.evidence] : [],
  });
  const found = ruleOfStep(index, host, step);
  expect(found?.number).toBe(2);
  expect(found && linesOf(found.evidence)[0]).toMatch(/^KUBE-SVC-/);
});

test('one that stands on another line is another rule', () => {
  expect(ruleOfStep(index, host, rule('nat KUBE-SERVICES 2', 'accept', ''))).toBeUndefined();
  expect(ruleOfStep(index, host, rule('nat NO-SUCH-CHAIN 1', 'accept', ''))).toBeUndefined();
});
