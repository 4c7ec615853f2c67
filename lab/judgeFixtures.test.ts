import { describe, expect, it } from 'vitest';
import { differences } from './judge/compare.ts';
import { describeProbe } from './judge/describeJudgement.ts';
import type { Fixture } from './judge/fixture.ts';
import { readFixtures } from './judge/fixture.ts';
import { readNetwork } from './judge/judgeCase.ts';
import type { KernelAnswer } from './judge/probe.ts';
import { traceProbe } from './judge/traceProbe.ts';

/** No kernel is asked: its answer was written down when it was. */
const fixtures = await readFixtures();
const ENDS_INSIDE: ReadonlySet<string> = new Set(['seed-12-probe-23', 'seed-102-probe-6']);

it.each(fixtures.map((fixture) => ({ ...fixture, what: describeProbe(fixture.probe) })))(
  'as the kernel did it: $name, $what',
  async ({ answer, ...fixture }) => {
    expect(await compare(fixture, answer)).toEqual([]);
  },
);

describe('a kernel that had done otherwise would be told of', () => {
  // What becomes of a packet outside of the capture is nothing that a trace tells.
  const insideOnly = fixtures.filter(({ name }) => ENDS_INSIDE.has(name));

  it.each(insideOnly)('$name: another outcome', async ({ answer, ...fixture }) => {
    const kind = answer.sight.kind === 'answered' ? 'silent' : 'answered';
    expect(await compare(fixture, { ...answer, sight: { kind } })).toEqual([
      expect.stringContaining(`the sender saw: ${kind}`),
    ]);
  });

  it.each(fixtures)('$name: one rule more', async ({ answer, ...fixture }) => {
    const [found] = answer.request;
    const [step] = found?.[1] ?? [];
    if (!found || !step) throw new Error('a fixture without a step');
    const [place, steps] = found;
    const request = new Map([...answer.request, [place, [step, ...steps]] as const]);
    expect(await compare(fixture, { ...answer, request })).toHaveLength(1);
  });

  it.each(fixtures)('$name: nothing seen of it', async ({ answer, ...fixture }) => {
    const unseen = { ...answer, request: new Map(), reply: new Map() };
    expect(await compare(fixture, unseen)).not.toEqual([]);
  });
});

async function compare(
  { captures, probe, names }: Omit<Fixture, 'answer'>,
  answer: KernelAnswer,
): Promise<readonly string[]> {
  const { network } = await readNetwork(captures);
  const trace = traceProbe(network, { ...probe, sport: answer.sport }, names);
  return differences(trace, answer, { network, names });
}
