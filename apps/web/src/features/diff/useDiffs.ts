import {
  diffFindings,
  type FindingsDiff,
  findingContext,
  RULES_OF_NODES,
  runRules,
} from '@vethscope/findings';
import { diffRecords, type RecordsDiff } from '@vethscope/model';
import { useMemo } from 'react';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import { networkOf } from '../../view/networkOf.ts';
import type { Comparison } from './ComparisonContext.tsx';
import { useAfterPaint } from './useAfterPaint.ts';

/** Record by record; `undefined` until they are compared. */
export function useRecordsDiff(comparison: Comparison | undefined): RecordsDiff | undefined {
  return useAfterPaint(
    useMemo(() => {
      if (!comparison) return undefined;
      const { before, after } = comparison;
      return () => diffRecords(before.snapshot, after.snapshot);
    }, [comparison]),
  );
}

/** What is wrong now and was not before, and the other way round; `undefined` until both are asked. */
export function useFindingsDiff(comparison: Comparison | undefined): FindingsDiff | undefined {
  return useAfterPaint(
    useMemo(() => {
      if (!comparison) return undefined;
      const { before, after } = comparison;
      return () => diffFindings(reportOf(before), reportOf(after));
    }, [comparison]),
  );
}

function reportOf(capture: OpenCapture) {
  return runRules(findingContext(networkOf(capture)), RULES_OF_NODES);
}
