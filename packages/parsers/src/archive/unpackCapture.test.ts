import { execFileSync } from 'node:child_process';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { gzip, tarOf } from '../testing/archives.ts';
import { captureName } from './captureName.ts';
import { captureFromEntries, type UnpackResult, unpackCapture } from './unpackCapture.ts';

const ROUTES = 'default via 10.0.0.1 dev eth0\n';
const RULES = '0:\tfrom all lookup local\n';
const BINARY = new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function texts(result: UnpackResult): Readonly<Record<string, string>> {
  if (!result.ok) throw new Error(result.reason);
  return Object.fromEntries(result.capture.files.map(({ path, text }) => [path, text]));
}

function remarks(result: UnpackResult): readonly string[] {
  if (!result.ok) throw new Error(result.reason);
  return result.capture.diagnostics.map(({ file, message }) => `${file}: ${message}`);
}

function reason(result: UnpackResult): string {
  if (result.ok) throw new Error('should have been refused');
  expect(result.reason).not.toContain('\n');
  return result.reason;
}

async function zipOf(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    useWebWorkers: false,
    dataDescriptor: false,
  });
  for (const [name, text] of Object.entries(files)) await writer.add(name, new TextReader(text));
  return writer.close();
}

describe('the kind is told by the bytes, whatever the name says', async () => {
  const tar = await tarOf({ 'd/ip_route': ROUTES });
  const cases: readonly [string, Uint8Array, Readonly<Record<string, string>>][] = [
    ['node.tar.gz', gzip(tar), { 'd/ip_route': ROUTES }],
    ['node.tgz', tar, { 'd/ip_route': ROUTES }],
    ['node.zip', gzip(tar), { 'd/ip_route': ROUTES }],
    ['node.tar', await zipOf({ 'd/ip_route': ROUTES }), { 'd/ip_route': ROUTES }],
    ['ip_route.txt.gz', gzip(ROUTES), { 'ip_route.txt': ROUTES }],
    ['/tmp/ip_route.txt', bytesOf(ROUTES), { 'ip_route.txt': ROUTES }],
    ['node.tar.gz', bytesOf(ROUTES), { 'node.tar.gz': ROUTES }],
  ];
  test.each(cases)('%s', async (name, bytes, files) => {
    expect(texts(await unpackCapture(name, bytes))).toEqual(files);
  });
});

test('a .tar.xz made by xz itself is read', async () => {
  const packed = execFileSync('xz', ['-c'], { input: await tarOf({ 'd/ip_route': ROUTES }) });
  expect(texts(await unpackCapture('sos.tar.xz', packed))).toEqual({ 'd/ip_route': ROUTES });
});

test('files stored with mode 0 are read: calicoctl stores all of its files so', async () => {
  const archive = await tarOf({ 'diagnostics/ipv4_route': ROUTES }, 0);
  expect(texts(await unpackCapture('diags.tar', archive))).toEqual({
    'diagnostics/ipv4_route': ROUTES,
  });
});

test('directories are nothing, links are said, files around them are read', async () => {
  const archive = await packTar([
    { header: { name: 'd/', size: 0, type: 'directory' } },
    { header: { name: 'd/passwd', size: 0, type: 'symlink', linkname: '/etc/passwd' } },
    { header: { name: 'd/fifo', size: 0, type: 'fifo' } },
    { header: { name: 'd/ip_rule', size: RULES.length }, body: RULES },
  ]);
  const result = await unpackCapture('node.tar', archive);
  expect(texts(result)).toEqual({ 'd/ip_rule': RULES });
  expect(remarks(result)).toEqual([
    'd/passwd: a link is left out: links in archives are not followed',
  ]);
});

test('paths are made relative and plain; those that lead out are refused with their name', async () => {
  const archive = await tarOf({
    './a//ip_route': ROUTES,
    'b\\ip_rule': RULES,
    '../../etc/cron.d/x': 'x',
    '/etc/passwd': 'x',
    'C:\\windows\\x': 'x',
  });
  const result = await unpackCapture('node.tar', archive);
  expect(Object.keys(texts(result))).toEqual(['a/ip_route', 'b/ip_rule']);
  expect(remarks(result)).toEqual([
    '../../etc/cron.d/x: left out of the capture: its path leads out of the archive',
    '/etc/passwd: left out of the capture: its path is absolute',
    'C:\\windows\\x: left out of the capture: its path is absolute',
  ]);
});

test('binary members are named and left out; many of them in one line', async () => {
  const few = await unpackCapture('n.tar', await tarOf({ ip_route: ROUTES, 'bin/ls': BINARY }));
  expect(texts(few)).toEqual({ ip_route: ROUTES });
  expect(remarks(few)).toEqual(['bin/ls: a binary file is left out: vethscope reads text']);
  const numbered = Array.from({ length: 200 }, (_, i) => [`bin/${1000 + i}`, BINARY] as const);
  const many = await unpackCapture(
    'n.tar',
    await tarOf({ ip_route: ROUTES, ...Object.fromEntries(numbered) }),
  );
  expect(remarks(many)).toEqual([
    'bin/1000: 200 binary files are left out: bin/1000, bin/1001, bin/1002, bin/1003, bin/1004 and 195 more (vethscope reads text)',
  ]);
});

test('text that is not UTF-8 is read and said; UTF-16 with its mark is read as such', async () => {
  const latin1 = new Uint8Array([...bytesOf('# Ger'), 0xe4, ...bytesOf('t\n'), ...bytesOf(ROUTES)]);
  const result = await unpackCapture('notes.txt', latin1);
  expect(texts(result)).toEqual({ 'notes.txt': `# Ger\ufffdt\n${ROUTES}` });
  expect(remarks(result)).toEqual([
    'notes.txt: not all of it is UTF-8: other bytes are shown as \ufffd',
  ]);
  const utf16 = new Uint8Array(Buffer.from(`\ufeff${ROUTES}`, 'utf16le'));
  expect(texts(await unpackCapture('windows.txt', utf16))).toEqual({ 'windows.txt': ROUTES });
});

test('one gzipped text inside an archive is unpacked; what is packed deeper is said', async () => {
  const archive = await tarOf({
    'd/ip_route.txt.gz': gzip(ROUTES),
    'd/more.tar.gz': gzip(await tarOf({ ip_rule: RULES })),
    'd/more.zip': await zipOf({ ip_rule: RULES }),
  });
  const result = await unpackCapture('node.tar.gz', gzip(archive));
  expect(texts(result)).toEqual({ 'd/ip_route.txt': ROUTES });
  expect(remarks(result)).toEqual([
    'd/more.tar.gz: left out, since it is a tar archive inside an archive: unpack it first',
    'd/more.zip: left out, since it is a zip archive inside an archive: unpack it first',
  ]);
});

describe('bounds hold while unpacking', () => {
  const limits = { maxUnpackedBytes: 100_000, maxFiles: 3 };
  // 64 MiB of zeros in about 64 KiB: unpacking it whole first would show in the time it takes.
  const bomb = gzip(new Uint8Array(64 * 1024 * 1024));
  test('a gzip bomb is refused', async () => {
    expect(reason(await unpackCapture('bomb.gz', bomb, limits))).toBe(
      'bomb.gz: it unpacks to more than 97 KiB: pack only the command outputs, or raise the limit',
    );
  });
  test('so is one inside a tar, and the sum of many small files', async () => {
    const nested = await tarOf({ 'x.gz': bomb });
    expect(reason(await unpackCapture('n.tar', nested, limits))).toContain('more than 97 KiB');
    const sum = await zipOf({ a: 'a'.repeat(60_000), b: 'b'.repeat(60_000) });
    expect(reason(await unpackCapture('n.zip', sum, limits))).toContain('more than 97 KiB');
  });
  test('too many files are refused', async () => {
    const four = { a: 'a', b: 'b', c: 'c', d: 'd' };
    expect(reason(await unpackCapture('n.tar', await tarOf(four), limits))).toBe(
      'n.tar: it holds more than 3 files: pack only the command outputs, or raise the limit',
    );
    expect(reason(await unpackCapture('n.zip', await zipOf(four), limits))).toContain('3 files');
    const entries = Object.keys(four).map((path) => ({ path, bytes: bytesOf('x') }));
    expect(reason(captureFromEntries('folder', entries, limits))).toContain('3 files');
  });
});

describe('a truncated archive keeps its whole files and says so in one line', () => {
  // Random digits do not compress, so half the archive holds about half the files.
  const lines = (seed: number): string =>
    Array.from({ length: 2000 }, (_, i) => ((i * 7919 + seed) * 104729) % 1_000_003).join('\n');
  const files = Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [`d/${i}.txt`, lines(i)] as const),
  );
  const half = (bytes: Uint8Array): Uint8Array => bytes.slice(0, Math.floor(bytes.length / 2));
  const kinds: readonly [string, () => Promise<Uint8Array>, number][] = [
    ['n.tar', () => tarOf(files), 3],
    ['n.tar.gz', async () => gzip(await tarOf(files)), 3],
    ['n.zip', () => zipOf(files), 3],
  ];
  test.each(kinds)('%s', async (name, make, atLeast) => {
    const result = await unpackCapture(name, half(await make()));
    const found = texts(result);
    const kept = Object.keys(found);
    expect(kept.length).toBeGreaterThanOrEqual(atLeast);
    expect(kept.length).toBeLessThan(9);
    for (const path of kept) expect(found[path]).toBe(files[path]);
    expect(remarks(result)).toEqual([expect.stringMatching(/cut short or damaged/)]);
  });
});

describe('what is no capture is refused in one clear line', () => {
  const bad: readonly [string, () => Promise<Uint8Array> | Uint8Array, string][] = [
    ['empty.md', () => new Uint8Array(), 'empty.md: it is empty: nothing was captured'],
    [
      'ls',
      () => BINARY,
      'ls: it is neither text nor an archive: vethscope reads .tar.gz, .tar.xz, .tar, .zip, .gz and text',
    ],
    [
      'n.tar.bz2',
      () => bytesOf('BZh91AY&SY'),
      'n.tar.bz2: it is a bzip2 file, and vethscope reads .tar.gz, .tar.xz, .tar, .zip, .gz and text: pack it as .tar.gz',
    ],
    [
      'n.tar.gz',
      () => gzip(gzip(ROUTES)),
      'n.tar.gz: it holds a gzip file inside: unpack that first',
    ],
    [
      'n.gz',
      () => new Uint8Array([0x1f, 0x8b, 8, 0, 0]),
      'n.gz: it is a gzip file with nothing readable in it',
    ],
    [
      'n.tar',
      () => tarOf({ 'bin/ls': BINARY }),
      'n.tar: it holds no text to read: bin/ls: a binary file is left out: vethscope reads text',
    ],
    [
      'blank.txt',
      () => bytesOf(' \n\n'),
      'blank.txt: it holds nothing but blank lines or empty files: nothing was captured',
    ],
  ];
  test.each(bad)('%s', async (name, make, line) => {
    expect(reason(await unpackCapture(name, await make()))).toBe(line);
  });
});

test('any bytes at all give an answer', async () => {
  const magics = [[], [0x1f, 0x8b, 8], [0x50, 0x4b, 3, 4], [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...magics),
      fc.uint8Array({ maxLength: 2000 }),
      async (magic, rest) => {
        const result = await unpackCapture('x', new Uint8Array([...magic, ...rest]));
        expect(result.ok || result.reason.startsWith('x: ')).toBe(true);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});

test('a folder is read like an archive of the same files', () => {
  const result = captureFromEntries('/captures/node1/', [
    { path: 'netns/b/ip_route', bytes: bytesOf(ROUTES) },
    { path: 'ip_route', bytes: bytesOf(ROUTES) },
    { path: 'logs.zip', bytes: new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]) },
  ]);
  expect(result.ok && result.capture.name).toBe('node1');
  expect(Object.keys(texts(result))).toEqual(['ip_route', 'netns/b/ip_route']);
  expect(remarks(result)).toEqual([
    'logs.zip: left out, since it is a zip archive: unpack it first',
  ]);
});

test.each([
  ['controller.home.local.tar.gz', 'controller.home.local'],
  ['/tmp/node1.tgz', 'node1'],
  ['C:\\captures\\node1.zip', 'node1'],
  ['sosreport-node1.tar.xz', 'sosreport-node1'],
  ['calico-single-node.md', 'calico-single-node'],
  ['ip_addr.json', 'ip_addr'],
  ['captures/node1/', 'node1'],
  ['.txt', '.txt'],
  ['session.txt.gz', 'session'],
  ['-', 'stdin'],
])('the capture %s is called %s', (file, name) => expect(captureName(file)).toBe(name));

test('the holes that a crash leaves in a log cost nothing but themselves', () => {
  const line = '10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.5\n';
  const holed = captureFromEntries('n', [
    { path: 'ip_route', bytes: bytesOf(`${line.repeat(4)}\0\0\0\n${line}`) },
  ]);
  expect(texts(holed)).toEqual({ ip_route: `${line.repeat(4)}\uFFFD\n${line}` });
  expect(remarks(holed)).toEqual([
    'ip_route: not all of it is UTF-8: other bytes are shown as \ufffd',
  ]);
  const wide = [...line.repeat(9)].map((character) => `${character}\0`).join('');
  const utf16 = captureFromEntries('n', [{ path: 'ip_route', bytes: bytesOf(wide) }]);
  expect(utf16.ok).toBe(false);
});
