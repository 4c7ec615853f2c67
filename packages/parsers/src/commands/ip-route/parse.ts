import type { Evidence, Family, Route } from '@vethscope/model';
import { jsonLines, looksLikeJson } from '../../source/jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { readJsonRoutes } from './jsonRoutes.ts';
import { type RouteRequest, routeRequestOf } from './request.ts';
import { provenFamily, routeOfDraft } from './routeOfDraft.ts';
import type { PlacedDraft } from './routeWords.ts';
import { readTextRoutes } from './textRoutes.ts';

const MAIN_TABLE: RouteRequest = { table: 'main', given: [], isWhole: true };

/** Reads what `ip route show` prints, as text (with `-d`, `-o`, `-s`, `-N` too) or as JSON. */
export function parseRoutes(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<Route> {
  const request = routeRequestOf(argv) ?? MAIN_TABLE;
  const isJson = looksLikeJson(text);
  const source = isJson ? jsonLines(text, origin) : new SourceLines(text, origin);
  const read = isJson ? readJsonRoutes : readTextRoutes;
  const drafts = read(source, request.given);
  // `ip route show table all` prints main without naming it.
  const table = request.table === 'all' ? 'main' : request.table;
  const undecided = request.family ?? familyOfAll(drafts);
  const routes = drafts.flatMap((placed) => {
    const family = provenFamily(placed.draft) ?? undecided;
    return settle(source, placed, family, table);
  });
  return source.finish(routes, '`ip route` output');
}

/**
 * The family of a route that does not show its own, where the command line names none: IPv6 in a
 * text whose other routes are all IPv6, else IPv4, as `ip route` lists it.
 */
function familyOfAll(drafts: readonly PlacedDraft[]): Family {
  const families = new Set(drafts.flatMap(({ draft }) => provenFamily(draft) ?? []));
  return families.has(6) && !families.has(4) ? 6 : 4;
}

function settle(
  source: SourceLines,
  { draft, from, to }: PlacedDraft,
  family: Family,
  table: string,
): readonly Route[] {
  const evidence: Evidence = source.evidence(from, to);
  const route = routeOfDraft(draft, family, table, evidence);
  if (typeof route === 'string') {
    source.unrecognized(from, `not read as a route: ${route}`, to);
    return [];
  }
  source.understood(from, to);
  const { unknown } = route.attributes;
  if (unknown !== undefined) {
    source.report(from, 'warning', `words of a route that are not understood: ${unknown}`, to);
  }
  return [route];
}
