import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '@vethscope/model';
import { compareText } from '@vethscope/model';
import type { Captures, JudgedCase, Judgement } from './judgeCase.ts';
import type { KernelAnswer, KernelStep, PlaceKey, Probe } from './probe.ts';

/**
 * A question that trace and kernel once answered differently, with the kernel's answer: one folder,
 * a bundle of each node in it.
 */
export interface Fixture {
  /** `seed-17-probe-4`. */
  readonly name: string;
  /** By the node's name. */
  readonly captures: Captures;
  readonly probe: Probe;
  readonly answer: KernelAnswer;
  /** What the topology calls the places that were watched. */
  readonly names: ReadonlyMap<PlaceKey, Id>;
}

const FOLDER = join(import.meta.dirname, 'fixtures');

interface FixtureFile {
  readonly probe: Probe;
  readonly answer: Omit<KernelAnswer, 'request' | 'reply' | 'chains'> & {
    readonly chains: Readonly<Record<PlaceKey, readonly string[]>>;
    readonly request: Readonly<Record<PlaceKey, readonly KernelStep[]>>;
    readonly reply: Readonly<Record<PlaceKey, readonly KernelStep[]>>;
  };
  readonly names: Readonly<Record<PlaceKey, Id>>;
}

/** Keeps one judgement of a case. Gives the folder. */
export async function writeFixture(
  { seed, captures, names }: JudgedCase,
  { number, probe, answer }: Judgement,
): Promise<string> {
  const folder = join(FOLDER, `seed-${seed}-probe-${number}`);
  await mkdir(folder, { recursive: true });
  for (const [node, bytes] of captures) await writeFile(join(folder, `${node}.tar.gz`), bytes);
  const { request, reply, chains, ...rest } = answer;
  const file: FixtureFile = {
    probe,
    answer: {
      ...rest,
      chains: Object.fromEntries([...chains].map(([place, of]) => [place, [...of]])),
      request: Object.fromEntries(request),
      reply: Object.fromEntries(reply),
    },
    names: Object.fromEntries(names),
  };
  await writeFile(join(folder, 'kernel.json'), `${JSON.stringify(file, undefined, 2)}\n`);
  return folder;
}

export async function readFixtures(): Promise<readonly Fixture[]> {
  const names = (await readdir(FOLDER)).toSorted(compareText);
  return Promise.all(names.map(readFixture));
}

async function readFixture(name: string): Promise<Fixture> {
  const folder = join(FOLDER, name);
  const file: FixtureFile = JSON.parse(await readFile(join(folder, 'kernel.json'), 'utf8'));
  const bundles = (await readdir(folder))
    .filter((one) => one.endsWith('.tar.gz'))
    .toSorted(compareText);
  const captures = await Promise.all(
    bundles.map(async (bundle) => {
      return [bundle.replace('.tar.gz', ''), await readFile(join(folder, bundle))] as const;
    }),
  );
  const { request, reply, chains, ...rest } = file.answer;
  return {
    name,
    captures: new Map(captures),
    probe: file.probe,
    answer: {
      ...rest,
      chains: new Map(Object.entries(chains).map(([place, of]) => [place, new Set(of)])),
      request: new Map(Object.entries(request)),
      reply: new Map(Object.entries(reply)),
    },
    names: new Map(Object.entries(file.names)),
  };
}
