import { type FactKind, type Family, ipFamily, type Route } from '@vethscope/model';
import { looksLikeJson } from '../../source/jsonSource.ts';
import { defineCommand } from '../command.ts';
import { parseRoutes } from './parse.ts';
import { routeRequestOf } from './request.ts';

/** `ip [-4|-6] route [show [table NAME|all] [vrf NAME] …]`, also as JSON. */
export const ipRoute = defineCommand<Route>({
  name: 'ip route',
  accepts: (argv) => routeRequestOf(argv) !== undefined,
  recognizes: recognizeRoutes,
  parse: parseRoutes,
  facts: (routes, argv) => ({ routes, captured: capturedBy(argv) }),
});

/** `table all` lists both families unless one is named; any other listing is IPv4's: ip-route(8). */
function capturedBy(argv: readonly string[]): readonly FactKind[] {
  const request = routeRequestOf(argv);
  if (!request?.isWhole) return [];
  const { family, table } = request;
  if (table === 'all') return (family ? [family] : BOTH).flatMap((one) => [MAIN[one], ALL[one]]);
  return table === 'main' ? [MAIN[family ?? 4]] : [];
}

const BOTH: readonly Family[] = [4, 6];
const MAIN: Readonly<Record<Family, FactKind>> = { 4: 'routes4', 6: 'routes6' };
const ALL: Readonly<Record<Family, FactKind>> = { 4: 'allTables4', 6: 'allTables6' };

/** How many routes have to be understood before a text nobody labelled is taken for routes. */
const SAMPLE_LINES = 20;

/** The command line that explains a text nobody labelled: of the families that it shows. */
function recognizeRoutes(text: string): readonly string[] | undefined {
  const whole = looksLikeJson(text);
  if (whole && !/"dst":/.test(text.slice(0, 500))) return undefined;
  const sample = whole ? text : text.split('\n', SAMPLE_LINES).join('\n');
  const { records, diagnostics } = parseRoutes(sample, undefined, []);
  const isClean =
    records.length > 0 &&
    !isAnswerOfGet(sample) &&
    (whole || diagnostics.length === 0) &&
    records.every(({ attributes: { unknown } }) => unknown === undefined);
  if (!isClean) return undefined;
  const routes = sample === text ? records : parseRoutes(text, undefined, []).records;
  const isAllTables = routes.some((route) => route.table === 'local');
  const families = new Set(routes.map(({ destination }) => ipFamily(destination)));
  const option = families.size === 2 ? [] : families.has(6) ? ['-6'] : isAllTables ? ['-4'] : [];
  return ['ip', ...option, 'route', 'show', ...(isAllTables ? ['table', 'all'] : [])];
}

/** `8.8.8.8 via 10.0.0.1 dev eth0 src 10.0.0.2 uid 0`, then `    cache`: `ip route get`, no table's. */
function isAnswerOfGet(text: string): boolean {
  return /^\S.* uid \d+\s*$|^\s+cache\b/m.test(text);
}
