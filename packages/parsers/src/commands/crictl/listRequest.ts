/** What a `crictl ps`, `pods` or `images` asked for. */
export interface ListRequest {
  readonly list: 'containers' | 'sandboxes' | 'images';
  /** `part`: running containers only, or a filter. */
  readonly extent: 'whole' | 'part';
  /** As given to `-o`: `json`, `yaml`, `table`; `''` for the usual table. */
  readonly format: string;
  /** `-q` and `-v` print no table. */
  readonly detail: 'table' | 'quiet' | 'verbose';
}

/** Reads a crictl command line (cri-tools' docs/crictl.md), or `undefined` where it lists nothing. */
export function listRequestOf(argv: readonly string[]): ListRequest | undefined {
  const [subcommand = '', ...rest] = crictlWords(argv);
  const list = LISTS.get(subcommand);
  if (list === undefined) return undefined;
  const isWhole = list !== 'containers' || hasFlag(rest, 'a', '--all');
  return {
    list,
    extent: isWhole && !isNarrowed(rest) ? 'whole' : 'part',
    format: formatOf(rest),
    detail: detailOf(rest),
  };
}

const LISTS: ReadonlyMap<string, ListRequest['list']> = new Map([
  ['ps', 'containers'],
  ['pods', 'sandboxes'],
  ['images', 'images'],
  ['image', 'images'],
  ['img', 'images'],
]);

/**
 * The subcommand and its words of `crictl`, or of `k3s crictl`; empty for another program. In front
 * of it stand the flags that hold for each: `crictl -r unix:///run/crio/crio.sock -D ps`.
 */
export function crictlWords(argv: readonly string[]): readonly string[] {
  const args = argv.slice(argv[0] === 'k3s' ? 1 : 0);
  if (args.shift() !== 'crictl') return [];
  const takesNext = /^(-[rict]|--?(runtime-endpoint|image-endpoint|config|timeout))$/;
  let i = 0;
  while (args[i]?.startsWith('-')) i += takesNext.test(args[i] ?? '') ? 2 : 1;
  return args.slice(i);
}

/** `-a`, `--all`, and `-a` among other letters: `-aq`. */
function hasFlag(args: readonly string[], letter: string, long: string): boolean {
  return args.some((arg) => arg === long || (/^-[aqvlr]+$/.test(arg) && arg.includes(letter)));
}

function isNarrowed(args: readonly string[]): boolean {
  const filter =
    /^(-[psn]|--?(name|pod|state|label|image|latest|last|id|namespace|filter|annotation))(=|$)/;
  return (
    hasFlag(args, 'l', '--latest') ||
    args.some(
      (arg, i) => filter.test(arg) || (!arg.startsWith('-') && !OUTPUT.test(args[i - 1] ?? '')),
    )
  );
}

const OUTPUT = /^(-o|--?output)$/;

export function formatOf(args: readonly string[]): string {
  for (const [i, arg] of args.entries()) {
    if (OUTPUT.test(arg)) return args[i + 1] ?? '';
    const [, value] = /^(?:-o|--?output)=?(.+)$/.exec(arg) ?? [];
    if (value !== undefined) return value;
  }
  return '';
}

function detailOf(args: readonly string[]): ListRequest['detail'] {
  if (hasFlag(args, 'q', '--quiet')) return 'quiet';
  return hasFlag(args, 'v', '--verbose') ? 'verbose' : 'table';
}
