import type { Disposition } from '../disposition.ts';

/** In words: `no route`. docs/dispositions.md has the condition of each. */
export function describeDisposition(disposition: Disposition): string {
  return WORDS[disposition];
}

const WORDS: Readonly<Record<Disposition, string>> = {
  delivered: 'delivered',
  dropped: 'dropped',
  rejected: 'rejected',
  noRoute: 'no route',
  blackholed: 'blackholed',
  prohibited: 'prohibited',
  unresolved: 'no neighbour answers',
  leavesCapture: 'leaves the capture',
  looped: 'loops',
  undecided: 'undecided',
};

/** `33 %`, `0.1 %`: what is rare is not told to be never. */
export function percentWords(probability: number): string {
  const percent = probability * 100;
  if (percent > 0 && percent < 0.01) return '< 0.01 %';
  return `${Number(percent.toPrecision(percent < 1 ? 1 : 3))} %`;
}
