import type { Reach } from '@vethscope/trace';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useCapture } from '../../view/CaptureContext.tsx';
import { startWorker } from '../../worker/startWorker.ts';
import type { Sender, Target } from './matrixAxes.ts';
import type { FromWorker, ToWorker } from './messages.ts';

export type Progress =
  /** The worker reads the capture. */
  | { readonly kind: 'reading' }
  /** In pairs. */
  | { readonly kind: 'running' | 'stopped'; readonly done: number; readonly of: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };

export interface Reachability {
  readonly reachOf: (sender: Sender, target: Target) => Reach | undefined;
  readonly progress: Progress;
  readonly stop: () => void;
  readonly run: () => void;
}

/**
 * What becomes of each pair, worked out in a worker. What is known stays known: other filters ask
 * only for rows of which something is missing.
 */
export function useReachability(
  senders: readonly Sender[],
  targets: readonly Target[],
): Reachability {
  const { files } = useCapture();
  const worker = useRef<Worker>(undefined);
  const known = useRef(new Map<string, Reach>());
  const asking = useRef(0);
  const [progress, setProgress] = useState<Progress>({ kind: 'reading' });
  const [isRead, setRead] = useState(false);
  const hear = useRef<(message: Extract<FromWorker, { kind: 'pairs' }>) => void>(undefined);

  useEffect(() => {
    const ending = new AbortController();
    known.current = new Map();
    const fail = (message: string) => setProgress({ kind: 'failed', message });
    startWorker(ending.signal).then(
      (started) => {
        worker.current = started;
        started.onmessage = ({ data }: MessageEvent<FromWorker>) =>
          data.kind === 'read' ? setRead(true) : hear.current?.(data);
        started.onerror = ({ message }) => fail(message);
        send(started, { kind: 'capture', files });
      },
      (error) => ending.signal.aborted || fail(`${error}`),
    );
    return () => {
      ending.abort();
      setRead(false);
    };
  }, [files]);

  const run = useCallback(() => {
    const missing = senders.filter(({ from }) =>
      targets.some(({ request }) => !known.current.has(pairKey(from, request))),
    );
    const id = ++asking.current;
    const of = senders.length * targets.length;
    let done = of - missing.length * targets.length;
    hear.current = (message) => {
      // What was under way when it was stopped comes too late.
      if (message.id !== asking.current) return;
      for (const [i, reach] of message.reaches.entries()) {
        const at = message.first + i;
        const from = missing[Math.floor(at / targets.length)]?.from;
        const request = targets[at % targets.length]?.request;
        if (from !== undefined && request) known.current.set(pairKey(from, request), reach);
      }
      done += message.reaches.length;
      setProgress(done === of ? { kind: 'done' } : { kind: 'running', done, of });
    };
    setProgress({ kind: 'running', done, of });
    send(worker.current, {
      kind: 'ask',
      id,
      question: {
        from: missing.map(({ from }) => from),
        to: targets.map(({ request }) => request),
      },
    });
  }, [senders, targets]);
  useEffect(() => {
    if (isRead) run();
  }, [isRead, run]);

  return {
    reachOf: ({ from }, { request }) => known.current.get(pairKey(from, request)),
    progress,
    run,
    stop: () => {
      send(worker.current, { kind: 'stop' });
      asking.current++;
      setProgress((now) => (now.kind === 'running' ? { ...now, kind: 'stopped' } : now));
    },
  };
}

function send(worker: Worker | undefined, message: ToWorker): void {
  worker?.postMessage(message);
}

function pairKey(from: string, { to, proto, dport }: Target['request']): string {
  return `${from} ${to} ${proto} ${dport ?? ''}`;
}
