import type { FindingsDiff } from '@vethscope/findings';
import type { RecordsDiff } from '@vethscope/model';
import { useMemo } from 'react';
import type { Comparison } from './compareCaptures.ts';
import { useAfterPaint } from './useAfterPaint.ts';

/** Record by record; `undefined` until they are compared. */
export function useRecordsDiff(comparison: Comparison | undefined): RecordsDiff | undefined {
  return useAfterPaint(
    useMemo(() => {
      if (!comparison) return undefined;
      const { before, after } = comparison;
      return async () => (await import('./diffsOf.ts')).recordsDiffOf(before, after);
    }, [comparison]),
  );
}

/** What is wrong now and was not before, and the other way round; `undefined` until both are asked. */
export function useFindingsDiff(comparison: Comparison | undefined): FindingsDiff | undefined {
  return useAfterPaint(
    useMemo(() => {
      if (!comparison) return undefined;
      const { before, after } = comparison;
      return async () => (await import('./diffsOf.ts')).findingsDiffOf(before, after);
    }, [comparison]),
  );
}
