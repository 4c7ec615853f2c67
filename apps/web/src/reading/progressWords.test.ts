import { describe, expect, it } from 'vitest';
import { progressWords } from './progressWords.ts';

describe('how far reading is', () => {
  it('is told in bytes of all while it is fetched', () => {
    expect(progressWords({ phase: 'fetching', done: 512, of: 2048 })).toEqual({
      title: 'Fetching the capture',
      detail: '512 B of 2.0 KiB',
      share: 0.25,
    });
  });

  it('has no share where the server does not say how much there is', () => {
    expect(progressWords({ phase: 'fetching', done: 512 }).share).toBeUndefined();
  });

  it('is never more than all', () => {
    expect(progressWords({ phase: 'fetching', done: 4096, of: 2048 }).share).toBe(1);
  });

  it('is told in shares of the text while it is read', () => {
    expect(progressWords({ phase: 'reading', share: 0.429 })).toMatchObject({
      detail: '42 % of the text',
      share: 0.429,
    });
  });
});
