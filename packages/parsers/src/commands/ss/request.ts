/** What an `ss` asked for: ss(8). */
export interface SocketRequest {
  /** The one protocol asked for, which the lines then do not repeat; absent where there are several. */
  readonly protocol?: string;
  /** False where not every listening TCP and UDP socket is shown. */
  readonly isWhole: boolean;
}

/** Reads the command line, or `undefined` where it lists no sockets. */
export function socketRequestOf(argv: readonly string[]): SocketRequest | undefined {
  const [program, ...args] = argv;
  if (program !== 'ss') return undefined;
  const options = args.flatMap(lettersOf);
  if (options.some((option) => OTHER_OUTPUT.has(option))) return undefined;
  const asked = options.filter((option) => PROTOCOLS.has(option));
  const protocols = asked.flatMap((option) => PROTOCOLS.get(option) ?? []);
  // state listening sport = :22; also what -f and -A take.
  const hasFilter = args.some((arg) => !arg.startsWith('-'));
  const showsListening = options.some((option) => LISTENING.has(option));
  const coversBoth = asked.length === 0 || (protocols.includes('tcp') && protocols.includes('udp'));
  const [only] = protocols;
  return {
    ...(only !== undefined && protocols.length === 1 && { protocol: only }),
    isWhole:
      showsListening &&
      coversBoth &&
      !hasFilter &&
      !options.some((option) => ONE_FAMILY.has(option)),
  };
}

/** `-lntup` → l, n, t, u, p; `--listening` as it is. */
function lettersOf(arg: string): readonly string[] {
  if (arg.startsWith('--')) return [arg];
  return arg.startsWith('-') ? [...arg.slice(1)] : [];
}

const LISTENING: ReadonlySet<string> = new Set(['l', '--listening', 'a', '--all']);

const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['t', 'tcp'],
  ['--tcp', 'tcp'],
  ['u', 'udp'],
  ['--udp', 'udp'],
  ['S', 'sctp'],
  ['--sctp', 'sctp'],
  ['M', 'mptcp'],
  ['--mptcp', 'mptcp'],
  ['d', 'dccp'],
  ['--dccp', 'dccp'],
  ['w', 'raw'],
  ['--raw', 'raw'],
  ['x', 'unix'],
  ['--unix', 'unix'],
]);

const ONE_FAMILY: ReadonlySet<string> = new Set(['4', '--ipv4', '6', '--ipv6']);

/** Counts, help, a binary dump, an endless listing, and the sockets of another namespace. */
const OTHER_OUTPUT: ReadonlySet<string> = new Set([
  's',
  '--summary',
  'h',
  '--help',
  'V',
  '--version',
  'D',
  '--diag',
  'E',
  '--events',
  'K',
  '--kill',
  'N',
  '--net',
]);
