import { expect, it } from 'vitest';
import { judgeLong, record } from './long.ts';

/** No test among others: `scripts/labLong.mjs` runs it, with what is asked for in `LAB`. */
const asked: Asked = JSON.parse(process.env['LAB'] ?? '{}');

type Asked =
  | {
      readonly what: 'run';
      readonly firstSeed: number;
      readonly seeds: number;
      readonly probes: number;
    }
  | { readonly what: 'record'; readonly seed: number; readonly probe: number };

it(JSON.stringify(asked), async () => {
  if (asked.what === 'record') await record(asked.seed, asked.probe);
  else expect(await judgeLong(asked)).toEqual([]);
});
