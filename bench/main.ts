import { writeFileSync } from 'node:fs';
import { whyNoLab } from '@vethscope/lab/availability.ts';
import { benchChainRules } from './browser/chainRules.ts';
import { benchClusterPicture } from './browser/clusterPicture.ts';
import { inBrowser } from './browser/inBrowser.ts';
import { benchNodePicture } from './browser/nodePicture.ts';
import { benchCapturing } from './capturing.ts';
import type { Comparison } from './compare.ts';
import { benchDiff } from './diff.ts';
import { benchFindings } from './findings.ts';
import { benchLayout } from './layout.ts';
import { benchLiveIdle } from './liveIdle.ts';
import { benchReading } from './reading.ts';
import { benchTracing } from './tracing.ts';

/** `names` are those to measure, all of them where there are none. */
const [, , program = '', results = '', ...names] = process.argv;
const noLab = whyNoLab();
const BENCHMARKS: Readonly<
  Record<string, () => readonly Comparison[] | Promise<readonly Comparison[]>>
> = {
  reading: benchReading,
  tracing: () => benchTracing(program),
  diff: benchDiff,
  findings: benchFindings,
  layout: benchLayout,
  capturing: () => (noLab === undefined ? benchCapturing(program) : []),
  node: () => inBrowser(benchNodePicture, program),
  cluster: () => inBrowser(benchClusterPicture, program),
  chains: () => inBrowser(benchChainRules, program),
  liveIdle: () => benchLiveIdle(program),
};

const comparisons: Comparison[] = [];
for (const [name, bench] of Object.entries(BENCHMARKS)) {
  if (names.length === 0 || names.includes(name)) comparisons.push(...(await bench()));
}
console.log(table(comparisons));
if (noLab !== undefined) console.log(`capturing: skipped, ${noLab}`);
if (names.length === 0) writeFileSync(results, `${JSON.stringify(comparisons, null, 2)}\n`);

function table(rows: readonly Comparison[]): string {
  const cells = [
    ['benchmark', 'ours', 'peer', 'ratio', 'the peer'],
    ...rows.map(({ benchmark, peer, unit, ours, theirs, ratio }) => [
      ...[benchmark, `${figures(ours)} ${unit}`, `${figures(theirs)} ${unit}`],
      ...[`${ratio.toFixed(2)}×`, peer],
    ]),
  ];
  const widths = cells[0]?.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => {
          const width = widths?.[at] ?? 0;
          return at === 0 || at === row.length - 1 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function figures(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
