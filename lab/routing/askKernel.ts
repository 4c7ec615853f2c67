import type { Machine } from '../machine.ts';
import { run } from '../run.ts';
import { commandOf, type RouteQuestion } from './questions.ts';

/** An answer in words that two answers are the same by: `unicast via 10.0.0.9 dev w0 src 10.0.0.1`. */
export type AnswerText = string;

/** What `ip route get` answers to each of the questions, which are of one family. */
export async function askKernel(
  machine: Machine,
  questions: readonly RouteQuestion[],
): Promise<readonly AnswerText[]> {
  const option = questions[0]?.family === 6 ? '-6' : '-4';
  const script = `ip ${option} -o -force -batch - 2> /run/refused; echo ===; cat /run/refused`;
  const input = questions.map((question) => `${commandOf(question)}\n`).join('');
  const printed = await run(machine, ['sh', '-c', script], { input });
  const [answers = '', complaints = ''] = printed.split('===\n');
  const refusals = refusalsByLine(complaints);
  const found = answers.split('\n').filter((line) => line !== '');
  let next = 0;
  return questions.map((question, i) => {
    const refusal = refusals.get(i + 1);
    return refusal ?? answerText(found[next++] ?? 'no answer', question);
  });
}

/** `RTNETLINK answers: No route to host`, then `Command failed -:5` */
function refusalsByLine(complaints: string): ReadonlyMap<number, string> {
  const refusals = new Map<number, string>();
  let said = '';
  for (const line of complaints.split('\n')) {
    const [, number] = /^Command failed -:(\d+)/.exec(line) ?? [];
    if (number !== undefined) refusals.set(Number(number), said);
    else said = line.replace(/^RTNETLINK answers: /, '').replace(CROSS_DEVICE, 'Invalid argument');
  }
  return refusals;
}

/** What rp_filter refuses: newer kernels say "Invalid argument", as of all other sources. */
const CROSS_DEVICE = 'Invalid cross-device link';

const TYPES = /^(local|broadcast|multicast|anycast|blackhole|unreachable|prohibit|throw) /;

/** `local 10.0.0.1 dev lo src 10.0.0.1 uid 0 \    cache <local>` */
function answerText(line: string, { iif, family }: RouteQuestion): AnswerText {
  const word = (name: string): string => {
    const [, value] = new RegExp(` ${name} (?:inet6 )?(\\S+)`).exec(line) ?? [];
    return value === undefined ? '' : ` ${name} ${value}`;
  };
  const [, type = 'unicast'] = TYPES.exec(line) ?? [];
  const kind = type === 'anycast' ? 'local' : type;
  // What is for here is shown on lo.
  const isHere = kind === 'local' || (iif !== undefined && family === 4 && kind !== 'unicast');
  const device = isHere ? '' : word('dev');
  // The answer to `iif` repeats no source that it would choose.
  const source = iif === undefined ? word('src') : '';
  const isGroup = family === 6 && / ff0/.test(` ${line}`);
  return `${isGroup ? 'multicast' : kind}${isHere ? '' : word('via')}${device}${source}`;
}
