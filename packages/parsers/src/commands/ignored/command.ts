import { SourceLines } from '../../source/sourceLines.ts';
import { defineCommand } from '../command.ts';
import { argumentsOfKubectl, readFlags } from '../kubectl/getRequest.ts';

/**
 * Commands that transcripts of an installation are full of and whose output says nothing about
 * how packets travel. Listed one by one: what is not here stays unknown and is named as such.
 */
export const ignoredOnPurpose = defineCommand<never>({
  name: 'ignored on purpose',
  accepts: (argv) => {
    const [program = '', ...args] = argv;
    return (
      PROGRAMS.has(program) ||
      changesCluster(argv) ||
      (program === 'firewall-cmd' && changesFirewall(args)) ||
      (program === 'hostnamectl' && /^(set-hostname|hostname)$/.test(args[0] ?? '')) ||
      (program === 'cat' && args.join(' ') === '/etc/os-release') ||
      (/^ip6?tables/.test(program) && /^(-V|--version)$/.test(args.join(' '))) ||
      (program === 'uname' && !/^(-n|--nodename)$/.test(args.join(' ')))
    );
  },
  parse: (text, origin) => {
    const source = new SourceLines(text, origin);
    source.ignored(0, source.lines.length - 1);
    return source.finish([], 'anything');
  },
  facts: () => ({ captured: [] }),
});

const PROGRAMS: ReadonlySet<string> = new Set([
  'apt',
  'apt-get',
  'cd',
  'chmod',
  'chown',
  'clear',
  'cp',
  'curl',
  'date',
  'dnf',
  'echo',
  'exit',
  'export',
  'logout',
  'ls',
  'mkdir',
  'mv',
  'nano',
  'pwd',
  'rm',
  'sleep',
  'systemctl',
  'vi',
  'vim',
  'wget',
  'yum',
]);

/** `deployment.apps/tigera-operator created`, or what the API is able to. Not exec and describe: what they print may matter. */
const CHANGING_VERBS: ReadonlySet<string> = new Set([
  'annotate',
  'api-resources',
  'api-versions',
  'apply',
  'config',
  'cordon',
  'create',
  'delete',
  'drain',
  'edit',
  'expose',
  'label',
  'patch',
  'replace',
  'rollout',
  'scale',
  'set',
  'taint',
  'uncordon',
  'version',
  'wait',
]);

function changesCluster(argv: readonly string[]): boolean {
  const args = argumentsOfKubectl(argv);
  const verb = args && readFlags(args).words[0];
  return verb !== undefined && CHANGING_VERBS.has(verb);
}

/** They answer `success`, `--state` answers `running`. */
function changesFirewall(args: readonly string[]): boolean {
  return args.some((arg) =>
    /^--(add-|remove-|change-|set-|new-|delete-|reload$|complete-reload$|runtime-to-permanent$|state$)/.test(
      arg,
    ),
  );
}
