import { Readable } from 'node:stream';
import { DEFAULT_ARCHIVE_LIMITS } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { memoryStore } from '../testing/memoryStore.ts';
import { CRICTL_PODS } from '../testing/samples.ts';
import { CannotOpen, captureLibrary } from './captureLibrary.ts';

test('does not open what another server has removed from the same folder', async () => {
  const store = memoryStore(() => new Date('2024-06-01T12:00:00Z'));
  const library = captureLibrary({ store, limits: DEFAULT_ARCHIVE_LIMITS, given: [] });
  const added = await library.add('a.txt', Readable.from([Buffer.from(CRICTL_PODS)]), 10_000);
  const id = added.ok ? added.summary.id : '';
  expect(await library.open(id)).toBeDefined();
  await store.remove(id);
  expect(await library.open(id)).toBeUndefined();
});

test('says why what it kept cannot be opened under limits that are lower now', async () => {
  const store = memoryStore(() => new Date('2024-06-01T12:00:00Z'));
  const before = captureLibrary({ store, limits: DEFAULT_ARCHIVE_LIMITS, given: [] });
  const added = await before.add('a.txt', Readable.from([Buffer.from(CRICTL_PODS)]), 10_000);
  const limits = { ...DEFAULT_ARCHIVE_LIMITS, maxUnpackedBytes: 10 };
  const opening = captureLibrary({ store, limits, given: [] }).open(
    added.ok ? added.summary.id : '',
  );
  await expect(opening).rejects.toThrow(CannotOpen);
  await expect(opening).rejects.toThrow(/^a\.txt: .*10 bytes/);
});
