import { unpackTar } from 'modern-tar';
import { expect, test } from 'vitest';
import { foldersPacked, LARGEST_FOLDER } from './foldersPacked.ts';

function file(path: string, text: string) {
  const name = path.split('/').at(-1) ?? '';
  return Object.assign(new File([text], name), { path, relativePath: path });
}

test('files as they are, a folder as an archive of its name', async () => {
  const { files, tooLarge } = await foldersPacked([
    file('./node1/host/ip_addr.txt', 'addresses'),
    file('./routes.txt', 'routes'),
    file('./node1/manifest.json', '{}'),
  ]);
  const [alone, packed, ...others] = files;
  expect([...others, ...tooLarge]).toEqual([]);
  expect(alone?.name).toBe('routes.txt');
  expect(packed?.name).toBe('node1.tar');
  const entries = await unpackTar((await packed?.arrayBuffer()) ?? new ArrayBuffer(0));
  expect(entries.map(({ header, data }) => [header.name, new TextDecoder().decode(data)])).toEqual([
    ['node1/host/ip_addr.txt', 'addresses'],
    ['node1/manifest.json', '{}'],
  ]);
});

test('two folders are two captures', async () => {
  const { files } = await foldersPacked([file('/a/x.txt', '1'), file('/b/x.txt', '2')]);
  expect(files.map(({ name }) => name)).toEqual(['a.tar', 'b.tar']);
});

test('a folder larger than what is read is named, and not packed', async () => {
  const large = Object.defineProperty(file('/logs/all.txt', ''), 'size', {
    value: LARGEST_FOLDER + 1,
  });
  expect(await foldersPacked([large])).toEqual({
    files: [],
    tooLarge: [{ name: 'logs', size: LARGEST_FOLDER + 1 }],
  });
});
