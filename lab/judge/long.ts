import { whyNoLab } from '../availability.ts';
import { describeJudgement } from './describeJudgement.ts';
import { writeFixture } from './fixture.ts';
import { judgeCase } from './judgeCase.ts';
import { lackingKinds } from './lacking.ts';
import { Tally } from './tally.ts';

interface LongRun {
  readonly firstSeed: number;
  readonly seeds: number;
  readonly probes: number;
}

/** How many cases are built side by side: they wait for silence more than they work. */
const SIDE_BY_SIDE = 2;

/**
 * Judges cases of many seeds, and prints those that fail as they do. Resolves to
 * the seeds that failed. */
export async function judgeLong({ firstSeed, seeds, probes }: LongRun): Promise<readonly number[]> {
  mustRun();
  const lacking = lackingKinds();
  console.log(`This kernel has not: ${[...lacking].join(', ') || 'nothing is missing'}`);
  const tally = new Tally();
  const failed = new Set<number>();
  let next = firstSeed;
  const work = async (): Promise<void> => {
    while (next < firstSeed + seeds) {
      const seed = next++;
      const { judgements, refused } = await judgeCase({ seed, probes, lacking });
      tally.add(judgements, refused);
      for (const judgement of judgements) {
        if (judgement.differences.length === 0) continue;
        failed.add(seed);
        console.log(describeJudgement(seed, judgement));
      }
      console.log(`seed ${seed}: ${tally.line()}`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  console.log(tally.page());
  return [...failed].toSorted((a, b) => a - b);
}

/** Keeps a probe of a case with the kernel's answer, as a test that needs no kernel. */
export async function record(seed: number, number: number): Promise<void> {
  mustRun();
  const judged = await judgeCase({ seed, probes: number + 1, lacking: lackingKinds() });
  const judgement = judged.judgements[number];
  if (!judgement) throw new RangeError(`seed ${seed} has no probe ${number}`);
  console.log(describeJudgement(seed, judgement));
  console.log(`kept in ${await writeFixture(judged, judgement)}`);
}

function mustRun(): void {
  const reason = whyNoLab();
  if (reason !== undefined) throw new Error(`lab: ${reason}`);
}
