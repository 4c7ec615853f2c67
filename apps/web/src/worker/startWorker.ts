/** Starts a worker that ends when the signal says so; rejects with its reason where that is before. */
export async function startWorker(signal: AbortSignal): Promise<Worker> {
  // An exported page holds it; a server has it as a file, which the first screen need not wait for.
  const { default: CaptureWorker } =
    import.meta.env.MODE === 'export'
      ? await import('./capture.worker.ts?worker&inline')
      : await import('./capture.worker.ts?worker');
  signal.throwIfAborted();
  const worker = new CaptureWorker();
  signal.addEventListener('abort', () => worker.terminate(), { once: true });
  return worker;
}
