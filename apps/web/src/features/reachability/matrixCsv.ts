import type { Reach } from '@vethscope/trace';
import type { CsvRows } from '../../ui/csvText.ts';
import { outcomeOf } from '../trace/outcome.ts';
import type { Sender, Target } from './matrixAxes.ts';

/** A line for each pair: what is not worked out yet is so called. */
export function matrixCsv(
  senders: readonly Sender[],
  targets: readonly Target[],
  reachOf: (sender: Sender, target: Target) => Reach | undefined,
): CsvRows {
  return [
    ['From', 'To', 'Outcome', 'Why'],
    ...senders.flatMap((sender) =>
      targets.map((target) => {
        const reach = reachOf(sender, target);
        const why = reach?.kind === 'problem' ? reach.message : '';
        return [sender.from, targetText(target), outcomeOf(reach).title, why];
      }),
    ),
  ];
}

/** `kube-system/kube-dns 53/udp`, of pods too. */
function targetText({ request: { to, proto, dport } }: Target): string {
  return dport === undefined ? `${to} ${proto}` : `${to} ${dport}/${proto}`;
}
