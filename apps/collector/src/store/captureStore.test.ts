import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { captureStoreContract } from '../testing/captureStoreContract.ts';
import { memoryStore } from '../testing/memoryStore.ts';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { dataFolder } from './dataFolder.ts';
import { openDiskStore } from './diskStore.ts';

captureStoreContract('memory', async (now) => memoryStore(now));
captureStoreContract('a folder', (now) =>
  openDiskStore({ folder: scratchFolder(), now, warn: () => {} }),
);

const now = () => new Date('2024-06-01T12:00:00Z');

describe('a store on disk', () => {
  const openIn = (folder: string, warn: (line: string) => void = () => {}) =>
    openDiskStore({ folder, now, warn });
  const addTo = async (folder: string, text: string) => {
    const store = await openIn(folder);
    const upload = await store.receive(Readable.from([Buffer.from(text)]), 1000);
    return upload.accept({ name: text, fileName: `${text}.txt` });
  };

  test('has everything again after a restart', async () => {
    const folder = scratchFolder();
    const capture = await addTo(folder, 'hello');
    expect(await (await openIn(folder)).list()).toEqual([capture]);
  });

  test('removes at its start what a crash left half, and nothing else', async () => {
    const folder = scratchFolder();
    const capture = await addTo(folder, 'hello');
    // No process has this id: Linux gives 2^22 at most.
    const half = join(folder, 'incoming', '99999999-half');
    const running = join(folder, 'incoming', '1-of-another-server');
    for (const upload of [half, running]) {
      mkdirSync(upload);
      writeFileSync(join(upload, 'original'), 'hel');
    }
    const store = await openIn(folder);
    expect(existsSync(half)).toBe(false);
    expect(existsSync(running)).toBe(true);
    expect(await store.list()).toEqual([capture]);
  });

  test.runIf(process.platform === 'linux')(
    'removes what a killed server left, also before anybody has waited for it',
    async () => {
      const folder = scratchFolder();
      await addTo(folder, 'hello');
      // The shell's child ends at once; the sleep that takes the shell's place never waits for it.
      const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
      onTestFinished(() => {
        parent.kill();
      });
      const pid = String(await once(parent.stdout, 'data')).trim();
      const isDead = () => /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      while (!isDead()) await new Promise((resolve) => setTimeout(resolve, 5));
      const half = join(folder, 'incoming', `${pid}-half`);
      mkdirSync(half);
      await openIn(folder);
      expect(existsSync(half)).toBe(false);
    },
  );

  test('leaves nothing in its incoming folder', async () => {
    const folder = scratchFolder();
    const store = await openIn(folder);
    const accepted = await addTo(folder, 'hello');
    await expect(store.receive(Readable.from([Buffer.from('too much')]), 3)).rejects.toThrow();
    await (await store.receive(Readable.from([Buffer.from('x')]), 3)).discard();
    await store.remove(accepted.id);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
    expect(readdirSync(join(folder, 'captures'))).toEqual([]);
  });

  test.each([
    ['cut', '{"formatVersion":1,"na'],
    ['of another form', '{"formatVersion":1,"name":5}'],
    ['of a later version', '{"formatVersion":2}'],
  ])('names a capture whose description is %s, and lists the others', async (_, text) => {
    const folder = scratchFolder();
    const damaged = await addTo(folder, 'damaged');
    const whole = await addTo(folder, 'whole');
    const meta = join(folder, 'captures', damaged.id, 'meta.json');
    writeFileSync(meta, text);
    const warnings: string[] = [];
    const store = await openIn(folder, (line) => warnings.push(line));
    expect(await store.list()).toEqual([whole]);
    expect(warnings).toEqual([
      `${meta}: damaged, so this capture is not listed: delete its folder`,
    ]);
  });

  test('passes over what somebody else put there', async () => {
    const folder = scratchFolder();
    const capture = await addTo(folder, 'hello');
    writeFileSync(join(folder, 'captures', 'README'), 'mine');
    mkdirSync(join(folder, 'captures', 'lost+found'));
    expect(await (await openIn(folder)).list()).toEqual([capture]);
  });

  test('keeps captures to the user', async () => {
    const folder = scratchFolder();
    const { id } = await addTo(folder, 'hello');
    expect(statSync(join(folder, 'captures')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'captures', id, 'original')).mode & 0o077).toBe(0);
    expect(readFileSync(join(folder, 'captures', id, 'original'), 'utf8')).toBe('hello');
  });
});

describe('dataFolder', () => {
  test.each([
    ['linux', {}, '/home/u', '/home/u/.local/share/vethscope'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/u', '/data/vethscope'],
    // "All paths set in these environment variables must be absolute": XDG Base Directory.
    ['linux', { XDG_DATA_HOME: 'data' }, '/home/u', '/home/u/.local/share/vethscope'],
    ['darwin', {}, '/Users/u', '/Users/u/Library/Application Support/vethscope'],
    ['win32', {}, 'C:\\Users\\u', 'C:\\Users\\u\\AppData\\Local\\vethscope'],
    ['win32', { LOCALAPPDATA: 'D:\\L' }, 'C:\\Users\\u', 'D:\\L\\vethscope'],
  ] as const)('on %s with %j is where users expect it', (platform, env, home, expected) => {
    expect(dataFolder({ platform, env, home })).toBe(expected);
  });
});
