import { expect, it } from 'vitest';
import { differences } from './judge/compare.ts';
import { describeProbe } from './judge/describeJudgement.ts';
import { readFixtures } from './judge/fixture.ts';
import { readNetwork } from './judge/judgeCase.ts';
import { traceProbe } from './judge/traceProbe.ts';

/** No kernel is asked: its answer was written down when it was. */
const fixtures = await readFixtures();

it.each(fixtures.map((fixture) => ({ ...fixture, what: describeProbe(fixture.probe) })))(
  'as the kernel did it: $name, $what',
  async ({ captures, probe, answer, names }) => {
    const { network } = await readNetwork(captures);
    const trace = traceProbe(network, { ...probe, sport: answer.sport }, names);
    expect(differences(trace, answer, { network, names })).toEqual([]);
  },
);
