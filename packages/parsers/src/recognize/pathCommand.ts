import { LAYOUT_FILES, NETNS_FOLDERS, NODE_FOLDER } from './layouts.ts';
import { type SpelledCommand, spelledCommand } from './spelledCommand.ts';

/** What a file's path says about its content. */
export interface PathCommand {
  readonly command?: SpelledCommand;
  readonly netns?: string;
  readonly node?: string;
}

/** `knownNetns` are the names that the capture's own `ip netns list` has. */
export function pathCommand(path: string, knownNetns: ReadonlySet<string>): PathCommand {
  const isJson = /\.json$/i.test(path);
  const stem = path.replace(/(\.(txt|log|out|md|json|stdout))+$/i, '');
  const netns = netnsOfFolders(stem, knownNetns);
  const node = NODE_FOLDER.exec(stem)?.[1];
  const base = stem.slice(stem.lastIndexOf('/') + 1);
  const spelled = layoutCommand(stem) ?? spelledWithNetns(base, netns, knownNetns);
  const command = spelled && (isJson ? { ...spelled, argv: asJson(spelled.argv) } : spelled);
  const inside = command?.netns ?? netns;
  return {
    ...(command && { command }),
    ...(inside !== undefined && { netns: inside }),
    ...(node !== undefined && { node }),
  };
}

function layoutCommand(stem: string): SpelledCommand | undefined {
  const found = LAYOUT_FILES.find(({ path }) => path.test(stem));
  return found && { argv: found.argv };
}

/** `namespaces/blue/…`, `blue/ip_addr`: a folder for namespaces, or one that is called like one. */
function netnsOfFolders(stem: string, knownNetns: ReadonlySet<string>): string | undefined {
  for (const pattern of NETNS_FOLDERS) {
    const name = pattern.exec(stem)?.[1];
    if (name !== undefined) return name;
  }
  return stem
    .split('/')
    .slice(0, -1)
    .findLast((folder) => knownNetns.has(folder));
}

/** `ip_netns_exec_my_ns_ip_addr`, `ip_addr_blue`: names of namespaces may hold `_` themselves. */
function spelledWithNetns(
  base: string,
  folderNetns: string | undefined,
  knownNetns: ReadonlySet<string>,
): SpelledCommand | undefined {
  const names = folderNetns === undefined ? knownNetns : new Set([folderNetns, ...knownNetns]);
  const inName = [...names].filter((name) => base.includes(name));
  // The longest: `blue` is part of `blue2` as well.
  const [netns] = inName.sort((a, b) => b.length - a.length);
  if (netns === undefined) return spelledCommand(base);
  const at = base.indexOf(netns);
  const before = base.slice(0, at).replace(/(^|[_ -])(ip[_ -]netns[_ -]exec|netns|ns)?[_ -]*$/, '');
  const after = base.slice(at + netns.length).replace(/^[_ .-]+/, '');
  const command = spelledCommand([before, after].filter(Boolean).join('_')) ?? spelledCommand(base);
  return command && { netns, ...command };
}

function asJson(argv: readonly string[]): readonly string[] {
  const [program = '', ...args] = argv;
  const hasFormat = args.some((arg) => /^(-j|-json|-o|--output)/.test(arg));
  if (hasFormat) return argv;
  if (program === 'ip' || program === 'bridge') return [program, '-j', ...args];
  if (program === 'kubectl' || program === 'crictl') return [...argv, '-o', 'json'];
  return argv;
}
