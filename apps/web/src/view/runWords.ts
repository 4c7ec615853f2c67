import type { CommandOutcome, CommandRun } from '@vethscope/model';
import { assertNever, HOST_NETNS } from '@vethscope/model';

/** `1.5` → `1.5 s`, `10.96` → `11 s`: the manifest counts hundredths. */
export function formatDuration(seconds: number): string {
  if (seconds < 0.01) return 'less than 0.01 s';
  return seconds < 10 ? `${Number(seconds.toFixed(2))} s` : `${Math.round(seconds)} s`;
}

/** `ended with 1`, `hung, ended after 11 s`; `undefined` for what went well. */
export function whatWentWrong(outcome: CommandOutcome, seconds?: number): string | undefined {
  switch (outcome.kind) {
    case 'exited':
      return outcome.code === 0 ? undefined : `ended with ${outcome.code}`;
    case 'timedOut':
      return seconds === undefined
        ? 'hung, and was ended'
        : `hung, ended after ${formatDuration(seconds)}`;
    case 'notRun':
      return outcome.reason;
    default:
      return assertNever(outcome);
  }
}

/** Where a command ran: `in blue on worker1`; the node's own namespace goes by the node alone. */
export function whereRun({ netns }: CommandRun, node: string): string {
  return netns === HOST_NETNS ? `on ${node}` : `in ${netns} on ${node}`;
}

const LONGEST = 100;

/** `grep -sH . /proc/sys/…`: a command line as a label, where it is told in full elsewhere. */
export function shortCommand(command: string): string {
  return command.length <= LONGEST ? command : `${command.slice(0, LONGEST - 1)}…`;
}
