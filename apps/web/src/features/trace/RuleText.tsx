import { describeRule } from '@vethscope/model';
import type { Hop, RuleStep } from '@vethscope/trace';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { ruleOfStep } from './ruleOfStep.ts';

/** A rule that matched: what it asks for in words, its place in its chain, and as iptables-save writes it. */
export function RuleText(props: { readonly hop: Hop; readonly step: RuleStep }) {
  const { hop, step } = props;
  const { index } = useCapture();
  const { view } = useViewState();
  const rule = ruleOfStep(index, hop, step);
  const words = rule && describeRule(rule).conditions;
  return (
    <div className="text-ink-2 text-xs leading-4 [overflow-wrap:anywhere]">
      {words && words.length > 0 && <p>{words.join(' · ')}</p>}
      <a
        href={viewHref(view, {
          tab: 'iptables',
          netns: hop.netns,
          family: step.family === 6 ? '6' : undefined,
          table: step.table,
          chain: step.chain,
          rule: `${step.rule}`,
          q: undefined,
        })}
        className="text-accent-text hover:underline"
      >
        {step.table} {step.chain} {step.rule}
      </a>{' '}
      <code className="font-mono">{step.text}</code>
    </div>
  );
}
