import { execFileSync, spawn } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { writeAtomically } from './writeAtomically.ts';

test('lets several write at once: one of them wins whole, nothing is left beside', async () => {
  const folder = scratchFolder();
  const path = join(folder, 'file');
  const contents = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(1000));
  await Promise.all(contents.map((content) => writeAtomically(path, content)));
  expect(contents).toContain(readFileSync(path, 'utf8'));
  expect(readdirSync(folder)).toEqual(['file']);
});

test('writes through a symbolic link instead of replacing it', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'file'), 'old');
  symlinkSync('file', join(folder, 'link'));
  await writeAtomically(join(folder, 'link'), 'new');
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('new');
});

// `-o /dev/null` of root would else leave a plain file where the device was.
test.skipIf(process.platform === 'win32')(
  'writes into a pipe instead of replacing it',
  async () => {
    const pipe = join(scratchFolder(), 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    const reader = spawn('cat', [pipe]);
    await writeAtomically(pipe, 'through');
    expect(await text(reader.stdout)).toBe('through');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  },
);
