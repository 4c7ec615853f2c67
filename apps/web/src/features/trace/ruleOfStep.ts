import type { Rule } from '@vethscope/model';
import type { Hop, RuleStep } from '@vethscope/trace';
import type { CaptureIndex } from '../../view/captureIndex.ts';

/** The captured rule that a step is about; a chain can stand in the tables of two back ends. */
export function ruleOfStep(index: CaptureIndex, { netns }: Hop, step: RuleStep): Rule | undefined {
  const [evidence] = step.evidence;
  return index
    .netnsSnapshots(netns)
    .flatMap((captured) => captured.netns.iptables)
    .filter(({ table, family }) => table === step.table && family === step.family)
    .flatMap(
      ({ chains }) => chains.find(({ name }) => name === step.chain)?.rules[step.rule - 1] ?? [],
    )
    .find((rule) => rule.evidence.line === evidence?.line && rule.evidence.file === evidence.file);
}
