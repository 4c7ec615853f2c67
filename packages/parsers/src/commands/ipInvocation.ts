import type { Family } from '@vethscope/model';

/** A command line of `ip` or `bridge`, which share their options: ip(8), bridge(8). */
export interface IpInvocation {
  /** As typed: `route`, `r`, `neigh`. */
  readonly object: string;
  /** What follows the object: `show`, `table`, `all`. */
  readonly words: readonly string[];
  /** `-4`, `-6`, `-f inet6`. */
  readonly family?: Family;
}

/** Reads the options before the object, or `undefined` for another program or without an object. */
export function ipInvocation(
  argv: readonly string[],
  program: 'ip' | 'bridge' = 'ip',
): IpInvocation | undefined {
  if (argv[0] !== program) return undefined;
  let family: Family | undefined;
  let at = 1;
  for (; argv[at]?.startsWith('-'); at++) {
    const option = optionOf(argv[at] ?? '');
    if (option === undefined) return undefined;
    if (option === '4' || option === '6') family = option === '4' ? 4 : 6;
    if (option === 'family') family = FAMILIES.get(argv[at + 1] ?? '');
    if (WITH_VALUE.has(option)) at++;
  }
  const object = argv[at];
  if (object === undefined) return undefined;
  return { object, words: argv.slice(at + 1), ...(family !== undefined && { family }) };
}

/** iproute2 takes any beginning of a word, where several fit the first of its list. */
export function isAbbreviated(typed: string | undefined, ...words: readonly string[]): boolean {
  return typed !== undefined && typed !== '' && words.some((word) => word.startsWith(typed));
}

/** In the order in which ip.c tries them: `-s` is statistics, `-r` resolve, `-n` netns. */
const OPTIONS: readonly string[] = [
  'loops',
  'family',
  '4',
  '6',
  '0',
  'M',
  'B',
  'human-readable',
  'iec',
  'stats',
  'statistics',
  'details',
  'resolve',
  'oneline',
  'timestamp',
  'tshort',
  'force',
  'brief',
  'json',
  'rcvbuf',
  'color',
  'compressvlans',
  'pretty',
  'netns',
  'Numeric',
  'all',
];

const WITH_VALUE: ReadonlySet<string> = new Set(['loops', 'family', 'rcvbuf', 'netns']);

const FAMILIES: ReadonlyMap<string, Family> = new Map([
  ['inet', 4],
  ['inet6', 6],
]);

/** `-d`, `-details`, `--details`, `-color=always`. */
function optionOf(typed: string): string | undefined {
  const name = typed.replace(/^--?/, '').replace(/=.*$/, '');
  return OPTIONS.find((option) => isAbbreviated(name, option));
}
