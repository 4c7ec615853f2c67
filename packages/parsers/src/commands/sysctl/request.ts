/** What a `sysctl`, or a `cat` or `grep` under /proc/sys, asked for. */
export interface SysctlRequest {
  /** What is printed of each setting. */
  readonly form: 'keys and values' | 'values';
  /** In the order asked for, in sysctl's own notation; a name may be a branch: `net.ipv4`. */
  readonly keys: readonly string[];
  /** `sysctl -a`: every setting there is. */
  readonly isWhole: boolean;
}

/** Reads the command line, or `undefined` where it prints no settings. */
export function sysctlRequestOf(argv: readonly string[]): SysctlRequest | undefined {
  const [program, ...args] = argv;
  switch (program) {
    case 'sysctl':
      return sysctlRequest(args);
    case 'cat':
      return fileRequest(args, 'values');
    case 'grep':
      return grepRequest(args);
    default:
      return undefined;
  }
}

/**
 * `/proc/sys/net/ipv4/conf/eth0.100/rp_filter` → `net.ipv4.conf.eth0/100.rp_filter`: sysctl(8)
 * writes the dot of an interface's name as a slash.
 */
export function keyOfPath(path: string): string | undefined {
  const [, rest] = /^\/proc\/sys\/(.+?)\/?$/.exec(path) ?? [];
  return rest === undefined ? undefined : dotted(rest);
}

function sysctlRequest(args: readonly string[]): SysctlRequest | undefined {
  const flags = args.filter((arg) => arg.startsWith('-'));
  const has = (letter: string, long: string): boolean =>
    flags.some((flag) => flag === long || (/^-[a-zA-Z]+$/.test(flag) && flag.includes(letter)));
  // Names alone say nothing.
  if (has('N', '--names')) return undefined;
  const isAll = has('a', '--all') || has('A', '-A') || has('X', '-X');
  const isFiltered = flags.some((flag) => /^(-r|--pattern)/.test(flag));
  const isLoading = flags.some((flag) => /^(-p|--load|--system)/.test(flag));
  const keys = args.filter((arg, i) => !arg.startsWith('-') && !isPatternOption(args[i - 1]));
  if (!isAll && !isFiltered && !isLoading && keys.length === 0) return undefined;
  return {
    form: has('n', '--values') ? 'values' : 'keys and values',
    // `sysctl -w net.ipv4.ip_forward=1` prints what it has set; `-p` is followed by files.
    keys: isLoading ? [] : keys.map((key) => dotted(key.replace(/=.*$/, ''))),
    isWhole: isAll && !isFiltered && keys.length === 0,
  };
}

function isPatternOption(arg: string | undefined): boolean {
  return arg === '-r' || arg === '--pattern';
}

function grepRequest(args: readonly string[]): SysctlRequest | undefined {
  const flags = args.filter((arg) => arg.startsWith('-'));
  // The first word is the pattern: only one that every line has lists the values.
  const [pattern, ...paths] = args.filter((arg) => !arg.startsWith('-'));
  if (!/^(\.|\^|\.\*|)$/.test(pattern ?? 'x')) return undefined;
  const isNamed = flags.some((flag) => /^-\w*[rRH]/.test(flag)) || paths.length > 1;
  const isNamedByGlob = paths.some((path) => path.includes('*'));
  return fileRequest(paths, isNamed || isNamedByGlob ? 'keys and values' : 'values');
}

function fileRequest(
  paths: readonly string[],
  form: SysctlRequest['form'],
): SysctlRequest | undefined {
  const keys = paths.flatMap((path) => keyOfPath(path) ?? []);
  return keys.length > 0 && keys.length === paths.length
    ? { form, keys, isWhole: false }
    : undefined;
}

/** With slashes as separators the dots belong to the names: `net/ipv4/conf/eth0.100/rp_filter`. */
function dotted(key: string): string {
  if (!/^[^.]*\//.test(key)) return key;
  return key.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}
