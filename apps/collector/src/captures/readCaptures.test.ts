import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { DEFAULT_ARCHIVE_LIMITS, readSnapshot } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { bundle } from '../testing/bundles.ts';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { readCaptures } from './readCaptures.ts';

const noStdin = Readable.from([]);
const read = (...paths: string[]) => readCaptures(paths, noStdin, DEFAULT_ARCHIVE_LIMITS);

describe('readCaptures', () => {
  test('reads a text file under its own name', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'node1.txt'), '$ hostname\nnode1\n');
    const { captures, problems } = await read(join(folder, 'node1.txt'));
    expect(problems).toEqual([]);
    expect(captures[0]?.files).toMatchObject({
      name: 'node1',
      files: [{ path: 'node1.txt', text: '$ hostname\nnode1\n' }],
    });
    expect(captures[0]?.fileName).toBe('node1.txt');
  });

  test('reads standard input for -', async () => {
    const stdin = Readable.from([Buffer.from('$ host'), Buffer.from('name\nnode1\n')]);
    const { captures } = await readCaptures(['-'], stdin, DEFAULT_ARCHIVE_LIMITS);
    expect(captures[0]?.files.files[0]?.text).toBe('$ hostname\nnode1\n');
  });

  test('reads a folder with its subfolders, sorted, and names it after the folder', async () => {
    const folder = join(scratchFolder(), 'worker');
    mkdirSync(join(folder, 'netns'), { recursive: true });
    writeFileSync(join(folder, 'z.txt'), 'z');
    writeFileSync(join(folder, 'netns', 'a.txt'), 'a');
    const { captures } = await read(`${folder}/`);
    expect(captures[0]?.files.name).toBe('worker');
    expect(captures[0]?.files.files.map(({ path }) => path)).toEqual(['netns/a.txt', 'z.txt']);
    expect(captures[0]?.original).toBeUndefined();
  });

  test('reads a folder of bundles, as collect makes it of several hosts, as that many captures', async () => {
    const folder = join(scratchFolder(), 'captures');
    mkdirSync(folder);
    writeFileSync(join(folder, 'worker.tar.gz'), await bundle());
    writeFileSync(join(folder, 'control.tar.gz'), await bundle());
    writeFileSync(join(folder, 'half.tar.gz'), (await bundle()).subarray(0, 12));
    const { captures, problems } = await read(`${folder}/`);
    expect(captures.map(({ argument, fileName }) => [argument, fileName])).toEqual([
      [join(folder, 'control.tar.gz'), 'control.tar.gz'],
      [join(folder, 'worker.tar.gz'), 'worker.tar.gz'],
    ]);
    // Both say that they are worker1.
    const snapshot = readSnapshot(captures.map(({ files }) => files));
    expect(snapshot.nodes.map(({ name }) => name)).toEqual(['worker1', 'worker1-2']);
    expect(problems).toEqual([
      `${join(folder, 'half.tar.gz')}: it is a gzip file with nothing readable in it`,
    ]);
  });

  test('a bundle beside texts, and a folder of other archives, are left packed, as named', async () => {
    const mixed = scratchFolder();
    writeFileSync(join(mixed, 'a.txt'), 'a');
    writeFileSync(join(mixed, 'node.tar.gz'), await bundle());
    const packedText = join(scratchFolder(), 'gzipped');
    mkdirSync(packedText);
    writeFileSync(join(packedText, 'a.txt.gz'), gzipSync('a'));
    const { captures, problems } = await read(mixed, packedText);
    expect(captures.map(({ files }) => files.files.map(({ path }) => path))).toEqual([['a.txt']]);
    expect(problems).toEqual([
      `${mixed}: node.tar.gz: left out, since it is a gzip file: unpack it first`,
      `${packedText}: it holds no text to read: a.txt.gz: left out, since it is a gzip file: unpack it first`,
    ]);
  });

  test('does not follow links out of a folder, and says so', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'a.txt'), 'a');
    symlinkSync('/etc/passwd', join(folder, 'passwd'));
    const { captures, problems } = await read(folder);
    expect(captures[0]?.files.files.map(({ path }) => path)).toEqual(['a.txt']);
    expect(problems).toEqual([`${folder}: symbolic links in it are not followed (1 left out)`]);
  });

  test('ends at a folder that holds more files than allowed', async () => {
    const folder = scratchFolder();
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), name);
    const limits = { maxUnpackedBytes: 1000, maxFiles: 2 };
    const { captures, problems } = await readCaptures([folder], noStdin, limits);
    expect(captures).toEqual([]);
    expect(problems).toEqual([
      `${folder}: it holds more than 2 files: give the folder of the command outputs alone, or raise the limit`,
    ]);
  });

  test('reads no more of a file than allowed', async () => {
    const file = join(scratchFolder(), 'big.txt');
    writeFileSync(file, 'x'.repeat(2048));
    const { problems } = await readCaptures([file], noStdin, {
      maxUnpackedBytes: 1024,
      maxFiles: 5,
    });
    expect(problems).toEqual([
      `${file}: it is larger than 1 KiB: raise the limit with --max-unpacked`,
    ]);
  });

  test.each([
    ['a missing file', undefined, 'no such file or folder: check the path'],
    ['an empty file', Buffer.alloc(0), 'it is empty: nothing was captured'],
    ['a binary', Buffer.from([1, 2, 0, 3]), expect.stringContaining('neither text nor an archive')],
  ])('says in one line what is wrong with %s', async (_, content, what) => {
    const file = join(scratchFolder(), 'input');
    if (content) writeFileSync(file, content);
    const { captures, problems } = await read(file);
    expect(captures).toEqual([]);
    expect(problems).toHaveLength(1);
    const [problem = ''] = problems;
    expect(problem.slice(0, file.length + 2)).toBe(`${file}: `);
    expect(problem.slice(file.length + 2)).toEqual(what);
    expect(problem).not.toContain('\n');
  });

  test('goes on with the others after an unreadable one', async () => {
    const file = join(scratchFolder(), 'node1.txt');
    writeFileSync(file, '$ hostname\nnode1\n');
    const { captures, problems } = await read('/nonexistent', file);
    expect(captures).toHaveLength(1);
    expect(problems).toEqual(['/nonexistent: no such file or folder: check the path']);
  });

  test('keeps what a cut file still gives, and warns', async () => {
    const file = join(scratchFolder(), 'cut.txt.gz');
    const text = Array.from({ length: 20_000 }, (_, i) => `line ${i * 7919}`).join('\n');
    const packed = gzipSync(text);
    writeFileSync(file, packed.subarray(0, packed.length - 2000));
    const { captures, problems } = await read(file);
    expect(captures).toHaveLength(1);
    expect(problems).toEqual([expect.stringContaining('cut short or damaged')]);
  });
});
