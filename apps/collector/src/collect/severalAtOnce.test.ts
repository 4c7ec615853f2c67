import { expect, test } from 'vitest';
import { severalAtOnce } from './severalAtOnce.ts';

test('never more than the limit, and the results in the order of the items', async () => {
  const finish = new Map<number, () => void>();
  const all = severalAtOnce([10, 11, 12, 13, 14], 2, (item, index) => {
    return new Promise<string>((resolve) => {
      finish.set(index, () => {
        finish.delete(index);
        resolve(`${index}:${item}`);
      });
    });
  });
  // The second ends first, each time.
  for (const [running, ended] of [
    [[0, 1], 1],
    [[0, 2], 2],
    [[0, 3], 3],
    [[0, 4], 4],
    [[0], 0],
  ] as const) {
    expect([...finish.keys()]).toEqual(running);
    finish.get(ended)?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await all).toEqual(['0:10', '1:11', '2:12', '3:13', '4:14']);
});

test('nothing to do is done', async () => {
  expect(await severalAtOnce([], 8, () => Promise.reject(new Error('called')))).toEqual([]);
});
