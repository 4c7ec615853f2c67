import { HOST_NETNS } from '@vethscope/model';

/** Where a command ran. */
export type Place =
  | { readonly kind: 'netns'; readonly name: string }
  /** `ip -all netns exec`: the output names each namespace in a heading. */
  | { readonly kind: 'every-netns' }
  /** On another machine, or inside a container: `inWords` says where. */
  | { readonly kind: 'elsewhere'; readonly inWords: string };

export interface PlacedCommand {
  /** Begins with the program's own name, without folders. */
  readonly argv: readonly string[];
  readonly place: Place;
}

const HOST: Place = { kind: 'netns', name: HOST_NETNS };

/** `nsenter … sh -c "ip netns exec … "`: deeper than this is no command that anybody typed. */
const MAX_DEPTH = 8;

/** Takes off everything in front of a command that only says how and where it runs. */
export function unwrapped(words: readonly string[]): PlacedCommand {
  let command: PlacedCommand = { argv: words, place: HOST };
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const argv = withProgramName(command.argv);
    const inner = unwrapOnce(argv);
    if (inner === undefined) return { argv, place: command.place };
    command = { argv: inner.argv, place: inner.place ?? command.place };
    if (command.place.kind === 'elsewhere') break;
  }
  return { argv: withProgramName(command.argv), place: command.place };
}

/** `KUBECONFIG=… /usr/sbin/ip` → `ip`. */
function withProgramName(argv: readonly string[]): readonly string[] {
  const start = argv.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const [program = '', ...args] = start < 0 ? [] : argv.slice(start);
  return program === ''
    ? []
    : [program.split('/').findLast((part) => part !== '') ?? program, ...args];
}

interface Inner {
  readonly argv: readonly string[];
  readonly place?: Place;
}

function unwrapOnce(argv: readonly string[]): Inner | undefined {
  const [program = '', ...args] = argv;
  const prefix = PREFIXES.get(program);
  if (prefix) return { argv: afterOptions(args, prefix) };
  switch (program) {
    case 'ip':
    case 'bridge':
    case 'tc':
      return inNamedNetns(program, args);
    case 'nsenter':
      return afterNsenter(args);
    case 'chroot':
      // chroot /host ip a: what a debug pod types; the namespace is the host's.
      return { argv: args.slice(1) };
    case 'sh':
    case 'bash':
      return args[0] === '-c' ? { argv: (args[1] ?? '').split(/\s+/).filter(Boolean) } : undefined;
    case 'ssh':
      return elsewhere('on another machine', args);
    case 'kubectl':
    case 'oc':
      return args[0] === 'exec' ? elsewhere('inside a pod', args.slice(1)) : undefined;
    case 'docker':
    case 'podman':
    case 'nerdctl':
    case 'crictl':
      return args[0] === 'exec' ? elsewhere('inside a container', args.slice(1)) : undefined;
    default:
      return undefined;
  }
}

interface PrefixOptions {
  /** Options that take the next word. */
  readonly withValue: ReadonlySet<string>;
  /** Words of its own before the command: `timeout 5 ip a` has one. */
  readonly operands: number;
}

function prefix(operands: number, ...withValue: readonly string[]): PrefixOptions {
  return { withValue: new Set(withValue), operands };
}

const PREFIXES: ReadonlyMap<string, PrefixOptions> = new Map([
  [
    'sudo',
    prefix(0, '-u', '--user', '-g', '--group', '-h', '--host', '-p', '-C', '-D', '-R', '-T'),
  ],
  ['doas', prefix(0, '-u', '-C')],
  ['env', prefix(0, '-u', '-C', '-S')],
  ['time', prefix(0, '-f', '-o')],
  ['watch', prefix(0, '-n', '--interval', '-q', '--equexit')],
  ['timeout', prefix(1, '-k', '--kill-after', '-s', '--signal')],
  ['nice', prefix(0, '-n', '--adjustment')],
  ['stdbuf', prefix(0, '-i', '-o', '-e')],
  ['nohup', prefix(0)],
  ['command', prefix(0)],
  ['exec', prefix(0)],
]);

function afterOptions(
  args: readonly string[],
  { withValue, operands }: PrefixOptions,
): readonly string[] {
  let i = 0;
  while (args[i]?.startsWith('-')) {
    const option = args[i++] ?? '';
    if (option === '--') break;
    if (withValue.has(option)) i++;
  }
  return args.slice(i + operands);
}

/** `ip -n NAME …`, `ip netns exec NAME CMD`, `ip -all netns exec CMD`: ip(8), ip-netns(8). */
function inNamedNetns(program: string, args: readonly string[]): Inner | undefined {
  const rest: string[] = [];
  let netns: string | undefined;
  let isEvery = false;
  let i = 0;
  for (; args[i]?.startsWith('-'); i++) {
    const option = (args[i] ?? '').replace(/^--/, '-');
    // Any prefix is accepted: -n, -net, -netns. -N is -Numeric.
    if (/^-n(e(t(ns?)?)?)?$/.test(option)) {
      netns = netnsOfPath(args[++i] ?? '');
      continue;
    }
    if (/^-a(ll?)?$/.test(option)) isEvery = true;
    rest.push(args[i] ?? '');
    if (/^-(f|family|l|loops|rc|rcvbuf|b|batch)$/.test(option)) rest.push(args[++i] ?? '');
  }
  const [object = '', verb = '', name = '', ...command] = args.slice(i);
  if (program === 'ip' && /^net(ns?)?$/.test(object) && /^e(x(ec?)?)?$/.test(verb)) {
    return isEvery
      ? { argv: [name, ...command], place: { kind: 'every-netns' } }
      : { argv: command, place: { kind: 'netns', name: netnsOfPath(name) } };
  }
  if (netns === undefined) return undefined;
  return { argv: [program, ...rest, ...args.slice(i)], place: { kind: 'netns', name: netns } };
}

/** nsenter(1): `-t PID -n`, `--net=/run/netns/NAME`, `-n/proc/PID/ns/net`. */
function afterNsenter(args: readonly string[]): Inner {
  let pid: string | undefined;
  let file: string | undefined;
  let entersNet = false;
  let i = 0;
  for (; args[i]?.startsWith('-'); i++) {
    const option = args[i] ?? '';
    const value = option.slice(option.indexOf('=') + 1);
    if (option === '--') {
      i++;
      break;
    }
    if (option === '-t' || option === '--target') pid = args[++i];
    else if (option.startsWith('--target=')) pid = value;
    else if (/^-t\d+$/.test(option)) pid = option.slice(2);
    else if (option === '--net' || option === '--all' || option === '-a') entersNet = true;
    else if (option.startsWith('--net=')) file = value;
    else if (/^-n./.test(option) && option.includes('/')) file = option.slice(2).replace(/^=/, '');
    // -muinp: several letters in one word.
    else if (/^-[a-zA-Z]+$/.test(option) && option.includes('n')) entersNet = true;
  }
  const argv = args.slice(i);
  if (file !== undefined) return { argv, place: { kind: 'netns', name: netnsOfPath(file) } };
  if (entersNet && pid !== undefined)
    return { argv, place: { kind: 'netns', name: netnsOfPid(pid) } };
  return { argv };
}

/** `/run/netns/blue` → `blue`, `/proc/4711/ns/net` → `pid-4711`. */
function netnsOfPath(path: string): string {
  const [, pid] = /^\/proc\/(\d+)\/ns\/net$/.exec(path) ?? [];
  if (pid !== undefined) return netnsOfPid(pid);
  const name = path.split('/').findLast((part) => part !== '') ?? path;
  // Nothing forbids `ip netns add host`; the node's own goes by that name here.
  return name === HOST_NETNS ? `netns-${HOST_NETNS}` : name;
}

/** Process 1 is in the host's namespace, wherever its number is seen from a host's shell. */
function netnsOfPid(pid: string): string {
  return pid === '1' ? HOST_NETNS : `pid-${pid}`;
}

/** `[options] TARGET [--] COMMAND`, as ssh, `kubectl exec` and `docker exec` have it. */
function elsewhere(where: string, args: readonly string[]): Inner {
  const dashes = args.indexOf('--');
  const at = args.findIndex(
    (arg, i) => !arg.startsWith('-') && !OPTIONS_BEFORE_TARGET.test(args[i - 1] ?? ''),
  );
  const argv = dashes >= 0 ? args.slice(dashes + 1) : at >= 0 ? args.slice(at + 1) : [];
  return { argv, place: { kind: 'elsewhere', inWords: `${where} (${args[at] ?? ''})` } };
}

/** Those that take the next word: ssh(1), `kubectl exec -n NS -c CONTAINER`, `docker exec -e X=Y`. */
const OPTIONS_BEFORE_TARGET =
  /^-([bcDEeFIiJLlmnOopQRSuWw]|-namespace|-container|-user|-env|-workdir|-context|-kubeconfig)$/;
