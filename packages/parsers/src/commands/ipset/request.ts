/** What an `ipset list` or `ipset save` asked for: ipset(8). */
export interface IpsetRequest {
  /** As given to `-o`: `save`, `xml`, `json`; `plain` otherwise. */
  readonly output: string;
  /** `-n`: names alone. */
  readonly isNamesOnly: boolean;
  /** False where one set is asked for by name. */
  readonly isWhole: boolean;
}

/** Reads the command line, or `undefined` where it lists no sets. */
export function ipsetRequestOf(argv: readonly string[]): IpsetRequest | undefined {
  const [program, ...args] = argv;
  if (program !== 'ipset') return undefined;
  const words: string[] = [];
  const options: string[] = [];
  let output = 'plain';
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (/^(-o|-output|--output)$/.test(arg)) output = args[++i] ?? '';
    else if (/^(-f|-file|--file)$/.test(arg)) i++;
    else if (VERBS.has(arg) && words.length === 0) words.push(arg);
    else (arg.startsWith('-') ? options : words).push(arg);
  }
  const [verb, ...names] = words;
  if (verb === undefined || !VERBS.has(verb)) return undefined;
  return {
    output: VERBS.get(verb) ?? output,
    isNamesOnly: options.some((option) => /^--?n(ame)?$/.test(option)),
    isWhole: names.length === 0,
  };
}

/** Verbs, the old ones among them, and the output that they bring along. */
const VERBS: ReadonlyMap<string, string | undefined> = new Map([
  ['list', undefined],
  ['-L', undefined],
  ['--list', undefined],
  ['save', 'save'],
  ['-S', 'save'],
  ['--save', 'save'],
]);
