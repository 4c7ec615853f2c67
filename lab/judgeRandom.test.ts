import { expect, it } from 'vitest';
import { describeInLab } from './describeInLab.ts';
import { describeJudgement } from './judge/describeJudgement.ts';
import { judgeCase } from './judge/judgeCase.ts';
import { lackingKinds } from './judge/lacking.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const PROBES = 40;

describeInLab('a trace of random packets is what the kernel does', () => {
  const lacking = lackingKinds();

  it.concurrent.each(SEEDS)(`seed %i, ${PROBES} probes`, async (seed) => {
    const { judgements } = await judgeCase({ seed, probes: PROBES, lacking });
    const wrong = judgements.filter(({ differences }) => differences.length > 0);
    expect(judgements).toHaveLength(PROBES);
    expect(wrong.map((judgement) => describeJudgement(seed, judgement))).toEqual([]);
  });
});
