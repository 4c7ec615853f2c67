import type { Ip } from '@vethscope/model';
import { useEffect, useState } from 'react';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { untilIdle } from '../../view/untilIdle.ts';
import { answersEverywhere, type SameAnswer } from './addressEverywhere.ts';

interface Answered {
  readonly address: Ip;
  readonly index: CaptureIndex;
  readonly groups: readonly SameAnswer[];
}

/** What each namespace does with an address; `undefined` until all of them were asked. */
export function useAnswersEverywhere(address: Ip): readonly SameAnswer[] | undefined {
  const { topology, index } = useCapture();
  const [answered, setAnswered] = useState<Answered>();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    answersEverywhere(topology, index, address, () => untilIdle(signal)).then(
      (groups) => {
        if (!signal.aborted) setAnswered({ address, index, groups });
      },
      (error: unknown) => {
        if (!signal.aborted) throw error;
      },
    );
    return () => controller.abort();
  }, [topology, index, address]);
  return answered?.address === address && answered.index === index ? answered.groups : undefined;
}
