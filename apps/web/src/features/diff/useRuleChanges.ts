import type { Id } from '@vethscope/model';
import { useMemo } from 'react';
import { useViewState } from '../../view/viewState.ts';
import { useCompared, useComparison } from './ComparisonContext.tsx';
import { detailsSide, type Side } from './detailsSide.ts';
import { type RuleChanges, ruleChanges } from './ruleChanges.ts';

/** `undefined` unless two captures are compared: then how the rules that the details show differ. */
export function useRuleChanges(
  netns: Id | undefined,
): { readonly changes: RuleChanges; readonly otherSide: Side } | undefined {
  const { records } = useCompared();
  const comparison = useComparison();
  const { view } = useViewState();
  const side = comparison && detailsSide(comparison, view);
  return useMemo(() => {
    if (!records || side === undefined || netns === undefined) return undefined;
    return {
      changes: ruleChanges(records.changes, side, netns),
      otherSide: side === 'after' ? 'before' : 'after',
    };
  }, [records, side, netns]);
}
