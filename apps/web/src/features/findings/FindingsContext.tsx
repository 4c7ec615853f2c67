import { useQuery } from '@tanstack/react-query';
import { type FindingReport, type MutedRule, muteRules, type Unchecked } from '@vethscope/findings';
import type { Severity } from '@vethscope/model';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { isLiveId } from '../../api/liveIds.ts';
import { type OpenCapture, useCapture } from '../../view/CaptureContext.tsx';
import { useCaptureScope } from '../../view/captureScope.ts';
import { untilIdle } from '../../view/untilIdle.ts';
import { type KeyedFinding, keyFindings } from './findingKeys.ts';
import { type FindingsAt, indexFindings } from './findingsAt.ts';
import { useMutedRules } from './mutedRules.ts';

/** What is wrong in the open capture, as far as it has been worked out. */
export type Findings =
  | { readonly kind: 'checking' }
  | { readonly kind: 'failed'; readonly message: string }
  | KnownFindings;

export interface KnownFindings {
  readonly kind: 'known';
  /** The worst first; without those of muted rules. */
  readonly findings: readonly KeyedFinding[];
  readonly at: FindingsAt;
  readonly unchecked: readonly Unchecked[];
  /** By hand, in this capture. */
  readonly muted: readonly MutedRule[];
  readonly mute: (ruleId: string) => void;
  readonly unmute: (ruleId: string) => void;
}

const FindingsContext = createContext<Findings>({ kind: 'checking' });

/** Works them out once for all: count, list, picture and details. */
export function FindingsProvider(props: { readonly children: ReactNode }) {
  const capture = useCapture();
  const { muted, setMuted } = useMutedRules(useCaptureScope());
  const { data, error } = useReport(capture);
  const { index } = capture;
  const findings = useMemo((): Findings => {
    if (error) return { kind: 'failed', message: error.message };
    if (!data) return { kind: 'checking' };
    const report = muteRules(data, muted);
    const shown = keyFindings(report.findings);
    return {
      kind: 'known',
      findings: shown,
      at: indexFindings(shown, index),
      unchecked: report.unchecked,
      muted: report.muted,
      mute: (rule) => setMuted([...muted, rule]),
      unmute: (rule) => setMuted(muted.filter((other) => other !== rule)),
    };
  }, [data, error, index, muted, setMuted]);
  return <FindingsContext value={findings}>{props.children}</FindingsContext>;
}

export function useFindings(): Findings {
  return useContext(FindingsContext);
}

export function countOf(findings: readonly KeyedFinding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

const KEY = 'findings';
const LIVE_GC_MS = 30_000;

function useReport(capture: OpenCapture) {
  return useQuery<FindingReport>({
    queryKey: [KEY, capture.id],
    queryFn: async ({ signal }): Promise<FindingReport> => {
      // Rules are many: the picture does not wait for them.
      const { checkCapture } = await import('./checkCapture.ts');
      return checkCapture(capture, () => untilIdle(signal));
    },
    // What a rule needs is still to come.
    enabled: !capture.isPending,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    // What was wrong in the state before stays on screen until it is known of the next one.
    ...(isLiveId(capture.id) && {
      placeholderData: (
        before: FindingReport | undefined,
        query: { readonly queryKey: readonly unknown[] } | undefined,
      ) => (isLiveId(`${query?.queryKey[1]}`) ? before : undefined),
      gcTime: LIVE_GC_MS,
    }),
    structuralSharing: false,
  });
}
