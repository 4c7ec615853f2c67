/** What was typed after `ip`, ip(8): options, then an object, then what to do with it. */
export interface IpCommandLine {
  readonly options: ReadonlySet<IpOption>;
  /** `-4`, `-6` or `-f NAME`: `inet`, `inet6`, `link`, `bridge`, `mpls`, …; absent: all. */
  readonly family?: string;
  /** As typed: `addr`, `a`, `link`. */
  readonly object: string;
  /** `['show', 'dev', 'eth0']`. */
  readonly args: readonly string[];
}

type IpOption =
  | 'all'
  | 'brief'
  | 'details'
  | 'human'
  | 'json'
  | 'numeric'
  | 'oneline'
  | 'pretty'
  | 'resolve'
  | 'statistics'
  | 'other';

/** In the order in which iproute2's ip.c tries them: `-b` is batch, `-br` is brief. */
const OPTIONS: readonly (readonly [
  name: string,
  means: IpOption | 'family' | 'valued' | 'refused',
])[] = [
  ['loops', 'valued'],
  ['family', 'family'],
  ['human-readable', 'human'],
  ['iec', 'other'],
  ['statistics', 'statistics'],
  ['stats', 'statistics'],
  ['details', 'details'],
  ['resolve', 'resolve'],
  ['oneline', 'oneline'],
  ['timestamp', 'other'],
  ['tshort', 'other'],
  ['Version', 'refused'],
  ['force', 'other'],
  ['batch', 'refused'],
  ['brief', 'brief'],
  ['json', 'json'],
  ['rcvbuf', 'valued'],
  ['color', 'other'],
  ['help', 'refused'],
  ['netns', 'valued'],
  ['Numeric', 'numeric'],
  ['all', 'all'],
  ['pretty', 'pretty'],
  ['echo', 'other'],
];

const FAMILIES: Readonly<Record<string, string>> = {
  '-4': 'inet',
  '-6': 'inet6',
  '-0': 'link',
  '-M': 'mpls',
  '-B': 'bridge',
};

/** `undefined` where the program is not `ip`, or was not asked to show anything. */
export function readIpCommandLine(argv: readonly string[]): IpCommandLine | undefined {
  const [program, ...rest] = argv[0] === 'busybox' ? argv.slice(1) : argv;
  if (program !== 'ip') return undefined;
  const options = new Set<IpOption>();
  let family: string | undefined;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-')) {
      return { options, ...(family !== undefined && { family }), object: word, args: rest };
    }
    // Both `-details` and `--details` are taken.
    const short = word.replace(/^--/, '-');
    if (Object.hasOwn(FAMILIES, short)) {
      family = FAMILIES[short];
      continue;
    }
    const option = short.slice(1).replace(/=.*/, '');
    const [, means] = OPTIONS.find(([name]) => option !== '' && name.startsWith(option)) ?? [];
    if (means === undefined || means === 'refused') return undefined;
    if (means === 'family') family = rest.shift();
    else if (means === 'valued') rest.shift();
    else options.add(means);
  }
  return undefined;
}

/**
 * What follows `show` (or nothing, which means the same): `ip link ls dev eth0` → `['dev', 'eth0']`.
 * `undefined` for any other verb. `shortest` is how much of `show` must be typed to be told from the
 * object's other verbs.
 */
export function argumentsOfShow(
  args: readonly string[],
  shortest: 's' | 'sh',
): readonly string[] | undefined {
  const [verb, ...rest] = args;
  if (verb === undefined) return [];
  const isShow =
    (verb.startsWith(shortest) && 'show'.startsWith(verb)) ||
    (verb !== '' && ('list'.startsWith(verb) || 'lst'.startsWith(verb)));
  return isShow ? rest : undefined;
}
