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

/**
 * `ip_netns_exec_my_ns_ip_addr`, `ip_addr_blue`: names of namespaces may hold `_` themselves. A
 * folder that names the namespace leaves no other to look for.
 */
function spelledWithNetns(
  base: string,
  folderNetns: string | undefined,
  knownNetns: ReadonlySet<string>,
): SpelledCommand | undefined {
  const names = folderNetns === undefined ? [...knownNetns] : [folderNetns];
  const inName = names.filter((name) => placeOf(name, base) >= 0);
  // The longest: `blue` is part of `blue-2` as well.
  const [netns] = inName.sort((a, b) => b.length - a.length);
  if (netns === undefined) return spelledCommand(base);
  const at = placeOf(netns, base);
  const before = base.slice(0, at).replace(/(^|[_ -])(ip[_ -]netns[_ -]exec|netns|ns)?[_ -]*$/, '');
  const after = base.slice(at + netns.length).replace(/^[_ .-]+/, '');
  const command = spelledCommand([before, after].filter(Boolean).join('_'));
  return command ? { netns, ...command } : spelledCommand(base);
}

/** Where a name stands as a word of its own: `a` is not in `ip_addr`. -1: nowhere. */
function placeOf(name: string, base: string): number {
  const isEdge = (i: number): boolean => /^[_ .-]?$/.test(base.charAt(i));
  for (let at = base.indexOf(name); at >= 0; at = base.indexOf(name, at + 1)) {
    if ((at === 0 || isEdge(at - 1)) && isEdge(at + name.length)) return at;
  }
  return -1;
}

function asJson(argv: readonly string[]): readonly string[] {
  const [program = '', ...args] = argv;
  const hasFormat = args.some((arg) => /^(-j|-json|-o|--output)/.test(arg));
  if (hasFormat) return argv;
  if (program === 'ip' || program === 'bridge') return [program, '-j', ...args];
  if (program === 'kubectl' || program === 'crictl') return [...argv, '-o', 'json'];
  return argv;
}
