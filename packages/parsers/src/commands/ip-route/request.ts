import type { Family } from '@vethscope/model';
import { ipInvocation, isAbbreviated } from '../ipInvocation.ts';
import { tableName } from '../rtnetlinkNames.ts';

/** What an `ip route show` asked for: ip-route(8). */
export interface RouteRequest {
  readonly family?: Family;
  /** `main` where none is named; `all`; `vrf NAME`, whose number the command line does not say. */
  readonly table: string;
  /**
   * What the filters say of every route listed. iproute2 leaves such words out of the lines:
   * `ip route show dev eth0` prints no `dev eth0`.
   */
  readonly given: readonly string[];
  /** False where a filter leaves routes out. */
  readonly isWhole: boolean;
}

/** Reads the command line, or `undefined` where it lists no routes. */
export function routeRequestOf(argv: readonly string[]): RouteRequest | undefined {
  const invocation = ipInvocation(argv);
  // `ip r` is route: it stands before rule in ip.c.
  if (!invocation || !isAbbreviated(invocation.object, 'route')) return undefined;
  const [verb, ...words] = invocation.words;
  if (verb !== undefined && !isAbbreviated(verb, 'list', 'show', 'lst')) return undefined;
  const { family } = invocation;
  return readFilters(words, family === undefined ? {} : { family });
}

function readFilters(
  words: readonly string[],
  family: Pick<RouteRequest, 'family'>,
): RouteRequest | undefined {
  let table = 'main';
  let isWhole = true;
  const given: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const value = words[i + 1] ?? '';
    if (isAbbreviated(word, 'table')) {
      if (isAbbreviated(value, 'cache')) return undefined;
      table = tableName(value);
    } else if (isAbbreviated(word, 'vrf')) {
      table = `vrf ${value}`;
    } else if (isAbbreviated(word, 'cached', 'cloned')) {
      return undefined;
    } else {
      isWhole = false;
      given.push(...hiddenWords(word, value));
      // A bare address: `ip route show 10.0.0.0/8`.
      if (!FILTERS.some((filter) => isAbbreviated(word, filter))) continue;
    }
    i++;
  }
  return { ...family, table, given, isWhole };
}

/** `via 10.0.0.0/8` hides nothing: the gateway is not yet known by it. */
function hiddenWords(word: string, value: string): readonly string[] {
  if (word === 'dev' || word === 'oif') return ['dev', value];
  if (word === 'via' || word === 'src') return /\/(?!32$|128$)/.test(value) ? [] : [word, value];
  if (word === 'tos' || isAbbreviated(word, 'dsfield')) return ['tos', value];
  if (isAbbreviated(word, 'protocol')) return ['proto', value];
  if (isAbbreviated(word, 'scope')) return ['scope', value];
  return [];
}

/** `to root 10.0.0.0/8` is two words that stand for one, then the address. */
const FILTERS: readonly string[] = [
  'tos',
  'dsfield',
  'protocol',
  'scope',
  'type',
  'dev',
  'oif',
  'iif',
  'mark',
  'via',
  'src',
  'realms',
];
