import type { CommandRun, NetnsElement } from '@vethscope/model';
import { notRunByReason, ranBadly } from '@vethscope/model';
import type { NodeContext } from '../../context.ts';
import { someOf } from '../../describe/someOf.ts';
import type { CaptureRule, Found } from '../../rule.ts';
import { isUsedHere } from './missing/isUsedHere.ts';
import { namespacesByNode, namespacesNotCaptured } from './missing/namespacesNotCaptured.ts';

export const captureIncomplete: CaptureRule = {
  id: 'capture-incomplete',
  name: 'Parts of the node that were not captured',
  scope: 'capture',
  severity: 'info',
  explanation:
    'Something of the node is missing in the capture: namespaces that have a name and were not looked into, commands that failed, hung, or could not be run. What they would have said is unknown, which is another thing than nothing; other rules say nothing there. What the kernel says is empty, and tools that have nothing to do on the node, are not missing.',
  needs: [],
  check(context) {
    const namespaces = namespacesByNode(context.topology);
    return context.nodes.flatMap((node) => [
      ...missingNamespaces(node, namespaces.get(node.id) ?? []),
      ...missingOutputs(node, node.facts.capture?.commands ?? []),
    ]);
  },
};

function missingOutputs(node: NodeContext, runs: readonly CommandRun[]): readonly Found[] {
  const bad = ranBadly(runs).filter((run) => !isAnswer(run));
  const hung = bad.filter(({ outcome }) => outcome.kind === 'timedOut');
  const failed = bad.filter(({ outcome }) => outcome.kind === 'exited');
  return [
    ...ranBadlyFinding(node, failed, 'failed'),
    ...ranBadlyFinding(node, hung, 'hung'),
    ...notRun(node, runs),
  ];
}

/** firewall-cmd(1), NOT_RUNNING: firewalld is installed, and has no zone in force. */
function isAnswer({ command, outcome }: CommandRun): boolean {
  return command.startsWith('firewall-cmd ') && outcome.kind === 'exited' && outcome.code === 252;
}

function isOfCluster(command: string): boolean {
  return /\bkubectl /.test(command);
}

function missingNamespaces(node: NodeContext, elements: readonly NetnsElement[]): readonly Found[] {
  const { missing, of } = namespacesNotCaptured(node, elements);
  const [first] = missing;
  if (!first) return [];
  const names = missing.map(({ name }) => name);
  return [
    {
      title: `${missing.length} of ${of} network namespaces beside the node's own were not captured${node.onNode}`,
      subjects: missing.map(({ id }) => id),
      evidence: missing.flatMap(({ evidence }) => evidence),
      why: `Interfaces, routes and rules of ${someOf(names, NAMED)} are unknown, so traces end there. Some of the names may stand for one namespace: CRI-O pins the node's own under a name for each pod with host network.`,
      remedy: `Capture the node as root with \`vethscope collect\`, or look inside: \`ip netns exec ${first.name} ip -d addr\`, and the same with \`ip route\`.`,
    },
  ];
}

function ranBadlyFinding(
  node: NodeContext,
  runs: readonly CommandRun[],
  how: string,
): readonly Found[] {
  const [first] = runs;
  if (!first) return [];
  const commands = [...new Set(runs.map(({ command }) => command))];
  return [
    {
      // Most nodes but the control plane have no access to the API server: that is no trouble.
      ...(!commands.every(isOfCluster) && { severity: 'warning' }),
      title: `${counted(runs.length)} of the capture ${how}${node.onNode}`,
      subjects: [node.id],
      evidence: runs
        .slice(0, SHOWN)
        .flatMap(({ evidence, stderr }) => [
          evidence,
          ...(stderr === undefined ? [] : [{ file: stderr, line: 1, endLine: 1 }]),
        ]),
      why: `What ${someOf(commands.map(quoted), NAMED)} did not print stays unknown.`,
      remedy: `Run ${quoted(first.command)} on the node by hand, as root, and see what it says; then capture again.`,
    },
  ];
}

function notRun(node: NodeContext, runs: readonly CommandRun[]): readonly Found[] {
  const missing = notRunByReason(runs.filter((run) => isUsedHere(node, run)));
  const all = missing.flatMap(({ runs: of }) => of);
  if (all.length === 0) return [];
  const told = missing.map(
    ({ reason, runs: of }) =>
      `${someOf([...new Set(of.map(({ command }) => command))].map(quoted), NAMED)}: ${reason}`,
  );
  return [
    {
      title: `${counted(all.length)} of the capture could not be run${node.onNode}`,
      subjects: [node.id],
      evidence: all.slice(0, SHOWN).map(({ evidence }) => evidence),
      why: `Unknown is what they would have said. ${told.join('. ')}.`,
      remedy:
        'Install what is missing, or capture as root and with access to the cluster, where the answer matters.',
    },
  ];
}

/** How many of them a line names. */
const NAMED = 3;

/** Of the same trouble in 250 namespaces, some are enough to look at. */
const SHOWN = 20;

function counted(commands: number): string {
  return commands === 1 ? '1 command' : `${commands} commands`;
}

function quoted(command: string): string {
  return `\`${command}\``;
}
