import type { SourceLines } from '../../source/sourceLines.ts';
import { wordsOf } from '../../source/wordReader.ts';
import { type PlacedDraft, type RouteDraft, readMoreWords, readRouteWords } from './routeWords.ts';

/** Reads one route a line, with the `nexthop` lines below it. */
export function readTextRoutes(
  source: SourceLines,
  given: readonly string[],
): readonly PlacedDraft[] {
  const routes: OpenRoute[] = [];
  let open: OpenRoute | undefined;
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    // `ip -o` writes `\` where a line would end.
    const [head = '', ...below] = line.split(/\\\s+/);
    const words = wordsOf(head);
    if (CONTINUATIONS.has(words[0] ?? '')) {
      if (open) addBelow(open, i, words);
    } else {
      const draft = readRouteWords(words, given);
      open = draft && { draft, from: i, to: i };
      if (open) routes.push(open);
    }
    for (const part of below) if (open) addBelow(open, i, wordsOf(part));
  }
  return routes;
}

interface OpenRoute extends PlacedDraft {
  readonly draft: RouteDraft;
  to: number;
}

/** `nh_info` is `ip -d` telling again what the next hop object holds; `cache` is of `ip -s`. */
const CONTINUATIONS: ReadonlySet<string> = new Set(['nexthop', 'nh_info', 'cache']);

/** Indented or not: pasting loses tabs. A `nexthop` line never is a route of its own. */
function addBelow(route: OpenRoute, line: number, words: readonly string[]): void {
  if (words[0] === 'nexthop') readMoreWords(route.draft, words);
  route.to = line;
}
