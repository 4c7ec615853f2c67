import type { RunCounts } from '@vethscope/model';
import type { InspectedCapture } from './inspectedCapture.ts';

/** How one node was captured, for people. */
export function captureLines(capture: InspectedCapture): readonly string[] {
  const { node, tool, user, startedAt, finishedAt, kernel, os } = capture;
  const by = user === undefined ? tool : `${tool} as ${user}`;
  const until = finishedAt === undefined ? '' : ` to ${finishedAt}`;
  const machine = [os, kernel].filter((part) => part !== undefined).join(', ');
  return [
    `${node}: captured ${startedAt}${until} by ${by}${machine === '' ? '' : ` on ${machine}`}`,
    `  ${countWords(capture.commands)}`,
    ...capture.notRun.map(
      ({ reason, commands, netns }) =>
        `  not run${whereWords(netns)}: ${commands.join(', ')}: ${reason}`,
    ),
    ...notCapturedLines(capture),
  ];
}

function countWords({ ran, failed, timedOut, notRun, knownEmpty }: RunCounts): string {
  return `${ran} commands run: ${failed} failed, ${timedOut} hung; ${notRun} not run, ${knownEmpty} known to list nothing`;
}

function whereWords(netns: readonly string[]): string {
  const [only] = netns;
  return netns.length === 1 ? ` in ${only}` : ` in ${netns.length} namespaces`;
}

function notCapturedLines({ notCaptured }: InspectedCapture): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { netns, reason } of notCaptured) {
    const others = byReason.get(reason);
    if (others) others.push(netns);
    else byReason.set(reason, [netns]);
  }
  return [...byReason].map(([reason, names]) => `  not captured: ${names.join(', ')}: ${reason}`);
}
