import { useCallback, useMemo } from 'react';
import { useKeptText } from '../../view/keptText.ts';

/** Rules that somebody muted by hand in this browser, for the capture that `scope` names. */
export function useMutedRules(scope: string): {
  readonly muted: readonly string[];
  readonly setMuted: (rules: readonly string[]) => void;
} {
  const [text, keep] = useKeptText(`muted ${scope}`);
  // `stale-workload-chains,underlay-not-default`
  const muted = useMemo(() => text.split(',').filter((rule) => rule !== ''), [text]);
  const setMuted = useCallback(
    (rules: readonly string[]) => keep([...new Set(rules)].sort().join(',')),
    [keep],
  );
  return { muted, setMuted };
}
