import type { Neighbor } from '@vethscope/model';
import { looksLikeJson } from '../../source/jsonSource.ts';
import { defineCommand } from '../command.ts';
import { parseNeighbors } from './parse.ts';
import { neighborRequestOf } from './request.ts';

/** `ip [-s] neigh [show]`, also as JSON. One family alone does not settle who the neighbours are. */
export const ipNeigh = defineCommand<Neighbor>({
  name: 'ip neigh',
  accepts: (argv) => neighborRequestOf(argv) !== undefined,
  recognizes: (text) => (looksLikeNeighbors(text) ? ['ip', 'neigh'] : undefined),
  parse: parseNeighbors,
  facts: (neighbors, argv) => {
    const request = neighborRequestOf(argv);
    const isSettled = request?.isWhole && request.family === undefined;
    return { neighbors, captured: isSettled ? [request.lists] : [] };
  },
});

/** `10.0.0.2 dev eth0 lladdr 02:… REACHABLE`, `10.0.0.9 dev eth0 FAILED`. */
function looksLikeNeighbors(text: string): boolean {
  if (looksLikeJson(text)) {
    return (
      /^\s*\[\s*\{\s*"dst":\s*"[\da-f.:]+",\s*"dev":\s*"[^"]+",/.test(text) &&
      /"state":\s*\[/.test(text.slice(0, 500))
    );
  }
  return /^\s*[\da-f.:]+ dev \S+ ([^\n]* )?[A-Z]+( proto \S+)?\s*(\n|$)/.test(text);
}
