import type { ToWorker } from '../features/reachability/messages.ts';
import type { ReadingRequest } from '../reading/messages.ts';
import { hearReading } from '../reading/read.ts';

/** One program for all that is done beside the page: an exported page carries it once. */
self.onmessage = ({ data }: MessageEvent<ReadingRequest | ToWorker>) => {
  if (data.kind === 'open' || data.kind === 'go-on') hearReading(data);
  else answerPairs(data).catch(reportError);
};

/** Reading does not wait for the engine of traces. Messages stay in their order. */
async function answerPairs(data: ToWorker): Promise<void> {
  const { hearReachability } = await import('../features/reachability/answerPairs.ts');
  hearReachability(data);
}
