import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { watchNetnsFolders } from './netnsFolders.ts';

function watched(...folders: readonly string[]) {
  const onChange = vi.fn();
  const watching = watchNetnsFolders(folders, onChange);
  onTestFinished(watching.stop);
  return { ...watching, onChange };
}

const changed = (onChange: ReturnType<typeof vi.fn>) =>
  vi.waitFor(() => expect(onChange).toHaveBeenCalled(), 5000);

test('tells of names that come and go, and lists them', async () => {
  const folder = scratchFolder();
  const { names, onChange } = watched(folder);
  writeFileSync(join(folder, 'blue'), '');
  await changed(onChange);
  expect(await names()).toEqual(['blue']);
  onChange.mockClear();
  rmSync(join(folder, 'blue'));
  await changed(onChange);
  expect(await names()).toEqual([]);
});

// `ip netns add` makes /run/netns with the first namespace.
test('waits for a folder that is not there yet', async () => {
  const run = scratchFolder();
  const { names, onChange } = watched(join(run, 'netns'));
  expect(await names()).toEqual([]);
  mkdirSync(join(run, 'netns'));
  await changed(onChange);
  onChange.mockClear();
  writeFileSync(join(run, 'netns', 'blue'), '');
  await changed(onChange);
  expect(await names()).toEqual(['blue']);
});

test('waits in vain where there is nothing, without harm', async () => {
  const { names } = watched('/nonexistent/netns');
  expect(await names()).toEqual([]);
});
