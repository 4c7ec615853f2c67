import { buildTopology } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import {
  indexNetwork,
  type Network,
  type Reach,
  type ReachabilityQuestion,
  reachability,
} from '@vethscope/trace';
import type { FromWorker, ToWorker } from './messages.ts';

/**
 * Works out the matrix beside the page. It reads the raw files by itself: handing over what they
 * say would stop the page while it is copied.
 */
export function hearReachability(data: ToWorker): void {
  current = undefined;
  switch (data.kind) {
    case 'capture': {
      const snapshot = readSnapshot(data.files);
      network = indexNetwork(snapshot, buildTopology(snapshot));
      tell({ kind: 'read' });
      return;
    }
    case 'ask':
      current = data.id;
      void answer(data.id, data.question);
      return;
    case 'stop':
      return;
  }
}

let network: Network | undefined;
/** The question that is being answered. */
let current: number | undefined;

/** Between two messages the worker listens: at most so many milliseconds pass until it stops. */
const TURN = 100;

async function answer(id: number, question: ReachabilityQuestion): Promise<void> {
  if (!network) return;
  let first = 0;
  let reaches: Reach[] = [];
  let begun = performance.now();
  for (const reach of reachability(network, question)) {
    reaches.push(reach);
    if (performance.now() - begun < TURN) continue;
    tell({ kind: 'pairs', id, first, reaches });
    first += reaches.length;
    reaches = [];
    await new Promise((resolve) => setTimeout(resolve));
    if (current !== id) return;
    begun = performance.now();
  }
  tell({ kind: 'pairs', id, first, reaches });
}

function tell(message: FromWorker): void {
  self.postMessage(message);
}
