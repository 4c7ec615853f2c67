import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { bundleCheck } from './bundleCheck.ts';

type Members = readonly (readonly [name: string, text: string])[];

async function tarOf(members: Members): Promise<Buffer> {
  const tar = await packTar(
    members.map(([name, body]) => ({
      header: { name, size: body.length, mtime: new Date(0) },
      body,
    })),
  );
  return Buffer.from(tar);
}

/** In pieces, as a pipe hands them on. */
async function verdictOf(bytes: Uint8Array, pieceBytes = 1000) {
  const check = bundleCheck();
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    await check.take(bytes.subarray(at, at + pieceBytes));
  }
  return check.finish();
}

const outputs: Members = [
  ['node/host/ip_link', 'lo\n'.repeat(400)],
  ['node/netns/blue/ip_link', ''],
];
const manifest: Members = [['node/manifest.json', '{"node":"worker1"}']];

describe('whole is an archive with the manifest at its end', () => {
  test.each([1, 7, 512, 100_000])('in pieces of %i bytes', async (pieceBytes) => {
    const bytes = gzipSync(await tarOf([...outputs, ...manifest]));
    expect(await verdictOf(bytes, pieceBytes)).toEqual({
      kind: 'whole',
      manifest: { path: 'node/manifest.json', text: '{"node":"worker1"}' },
      packedBytes: bytes.length,
    });
  });

  test.each<readonly [string, Members, string]>([
    ['no manifest', outputs, 'node/netns/blue/ip_link'],
    ['something behind it', [...manifest, ...outputs], 'node/netns/blue/ip_link'],
    [
      'a file of a namespace called so',
      [['node/netns/manifest.json', '{}']],
      'node/netns/manifest.json',
    ],
  ])('%s: not', async (_, members, lastMember) => {
    expect(await verdictOf(gzipSync(await tarOf(members)))).toEqual({
      kind: 'noManifest',
      lastMember,
    });
  });

  test('every shorter one is cut, wherever that is', async () => {
    const bytes = gzipSync(await tarOf([...outputs, ...manifest]));
    for (let length = 2; length < bytes.length; length++) {
      expect(await verdictOf(bytes.subarray(0, length))).toMatchObject({ kind: 'cut' });
    }
  });

  test('a wrong checksum or length is cut', async () => {
    const bytes = gzipSync(await tarOf([...outputs, ...manifest]));
    // CRC32 and ISIZE, RFC 1952.
    for (let at = bytes.length - 8; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 4;
      expect(await verdictOf(damaged)).toMatchObject({ kind: 'cut' });
    }
  });

  test('a damaged header of a member is cut', async () => {
    const tar = await tarOf([...outputs, ...manifest]);
    tar.write('X', 0);
    expect(await verdictOf(gzipSync(tar))).toEqual({ kind: 'cut' });
  });

  test('a manifest that no capture needs is not even kept', async () => {
    const huge = gzipSync(await tarOf([['node/manifest.json', ' '.repeat(65 * 1024 * 1024)]]));
    expect(await verdictOf(huge)).toEqual({ kind: 'hugeManifest' });
  });

  test('a tar that ends in the middle inside a proper gzip is cut', async () => {
    const tar = await tarOf([...outputs, ...manifest]);
    expect(await verdictOf(gzipSync(tar.subarray(0, 900)))).toEqual({ kind: 'cut' });
  });
});

test('says how something else begins', async () => {
  expect(await verdictOf(Buffer.from('\nWelcome!\nmore\n'))).toEqual({
    kind: 'noArchive',
    beginning: 'Welcome!',
  });
  expect(await verdictOf(Buffer.alloc(0))).toEqual({ kind: 'nothing' });
});

test('takes no more once it knows enough: a stream of junk need not be read to its end', async () => {
  const check = bundleCheck();
  let pieces = 0;
  while ((await check.take(Buffer.alloc(1000, 'junk '))) === 'goOn') pieces++;
  expect(pieces).toBeLessThan(1000);
  expect(await check.finish()).toMatchObject({ kind: 'noArchive' });
});
