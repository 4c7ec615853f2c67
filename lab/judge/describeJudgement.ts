import type { Judgement } from './judgeCase.ts';
import type { Probe } from './probe.ts';
import { showWalk } from './showWalk.ts';

/** `tcp alpha/b2-n1 → 10.96.0.1:80`. */
export function describeProbe({ from, source, proto, address, dport }: Probe): string {
  const sender = source === undefined ? from : `${from} (${source})`;
  const host = address.includes(':') ? `[${address}]` : address;
  return `${proto} ${sender} → ${proto === 'icmp' ? address : `${host}:${dport}`}`;
}

/** A judgement that people can begin to look for the reason with: what was asked, and both answers. */
export function describeJudgement(seed: number, judgement: Judgement): string {
  const { number, probe, answer, trace, differences } = judgement;
  return [
    `seed ${seed}, probe ${number}: ${describeProbe(probe)}`,
    ...differences.map((line) => `  ${line}`),
    `  the kernel: ${answer.sight.kind === 'error' ? answer.sight.code : answer.sight.kind}`,
    ...[...answer.request].map(
      ([key, steps]) => `    request in ${key}: ${showWalk(steps).join(', ')}`,
    ),
    ...[...answer.reply].map(
      ([key, steps]) => `    reply in ${key}: ${showWalk(steps).join(', ')}`,
    ),
    ...trace.branches.map(({ disposition, because }) => `  the trace: ${disposition}: ${because}`),
  ].join('\n');
}
