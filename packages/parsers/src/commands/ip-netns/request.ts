import { argumentsOfShow, readIpCommandLine } from '../ip-link/commandLine.ts';

/** `ip netns list`, `ip netns list-id`, `ls /run/netns`. */
export type NetnsRequest = 'list' | 'list-id' | 'ls';

/** Which list of namespaces was asked for; `undefined` for any other command. */
export function netnsRequestOf(argv: readonly string[]): NetnsRequest | undefined {
  if (argv[0] === 'ls') return listsFolder(argv.slice(1)) ? 'ls' : undefined;
  const commandLine = readIpCommandLine(argv);
  // `ip n` and `ip ne` are neighbours, `ip netc` is netconf.
  if (!commandLine || !/^net(n|ns)?$/.test(commandLine.object)) return undefined;
  const [verb, ...rest] = commandLine.args;
  if (verb === 'list-id') return rest.length === 0 ? 'list-id' : undefined;
  return argumentsOfShow(commandLine.args, 's')?.length === 0 ? 'list' : undefined;
}

function listsFolder(args: readonly string[]): boolean {
  const folders = args.filter((arg) => !arg.startsWith('-'));
  return folders.length === 1 && /^(\/var)?\/run\/netns\/?$/.test(folders[0] ?? '');
}
