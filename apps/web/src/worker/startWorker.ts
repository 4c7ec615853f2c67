/** Starts a worker that ends when the signal says so; rejects with its reason where that is before. */
export async function startWorker(signal: AbortSignal): Promise<Worker> {
  const starting = spare ?? newWorker();
  spare = undefined;
  const worker = await starting;
  if (signal.aborted) worker.terminate();
  signal.throwIfAborted();
  signal.addEventListener('abort', () => worker.terminate(), { once: true });
  return worker;
}

let spare: Promise<Worker> | undefined;

/** Has one start while the page is still busy with itself. */
export function prepareWorker(): void {
  spare ??= newWorker();
  // Who needs it is told.
  spare.catch(() => {});
}

async function newWorker(): Promise<Worker> {
  if (import.meta.env.MODE !== 'export') {
    return new Worker(new URL('./capture.worker.ts', import.meta.url), { type: 'module' });
  }
  const { default: CaptureWorker } = await import('./capture.worker.ts?worker&inline');
  return new CaptureWorker();
}
