import { Readable } from 'node:stream';
import { beforeEach, describe, expect, test } from 'vitest';
import { type CaptureStore, type StoredCapture, TooLarge } from '../store/captureStore.ts';

/** What every store promises, whatever it keeps captures on. */
export function captureStoreContract(
  name: string,
  open: (now: () => Date) => Promise<CaptureStore>,
): void {
  describe(`${name} as a capture store`, () => {
    let store: CaptureStore;
    let minute: number;
    beforeEach(async () => {
      minute = 0;
      store = await open(() => new Date(Date.UTC(2024, 5, 1, 12, minute++)));
    });

    const receive = (text: string, maxBytes = 1000) =>
      store.receive(
        Readable.from([Buffer.from(text.slice(0, 2)), Buffer.from(text.slice(2))]),
        maxBytes,
      );
    const add = async (text: string): Promise<StoredCapture> =>
      (await receive(text)).accept({ name: text, fileName: `${text}.txt` });

    test('keeps the bytes and says when, how many, and their hash', async () => {
      const capture = await add('hello');
      expect(capture).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'hello',
        fileName: 'hello.txt',
        size: 5,
        uploadedAt: '2024-06-01T12:00:00.000Z',
        // sha256sum of "hello".
        sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      });
      expect(Buffer.from((await store.read(capture.id)) ?? []).toString()).toBe('hello');
      expect(await store.get(capture.id)).toEqual(capture);
    });

    test('lists the latest first', async () => {
      const first = await add('first');
      const second = await add('second');
      expect(await store.list()).toEqual([second, first]);
    });

    test('lists nothing that was not accepted', async () => {
      const upload = await receive('hello');
      expect(await store.list()).toEqual([]);
      expect(Buffer.from(await upload.bytes()).toString()).toBe('hello');
      await upload.discard();
      expect(await store.list()).toEqual([]);
    });

    test('refuses an upload as soon as it is too large, and takes one of just that size', async () => {
      await expect(receive('123456', 5)).rejects.toThrow(TooLarge);
      await expect(receive('12345', 5)).resolves.toBeDefined();
    });

    test('keeps nothing of an upload that breaks off', async () => {
      async function* broken() {
        yield Buffer.from('half');
        throw new Error('the line went dead');
      }
      await expect(store.receive(broken(), 1000)).rejects.toThrow('the line went dead');
      expect(await store.list()).toEqual([]);
    });

    test('renames', async () => {
      const capture = await add('hello');
      const renamed = { ...capture, name: 'new name' };
      expect(await store.rename(capture.id, 'new name')).toEqual(renamed);
      expect(await store.list()).toEqual([renamed]);
    });

    test('takes renames that come at the same time, of which one wins', async () => {
      const { id } = await add('hello');
      const names = Array.from({ length: 20 }, (_, index) => 'x'.repeat(index + 1));
      const renamed = await Promise.all(names.map((name) => store.rename(id, name)));
      expect(renamed.map((capture) => capture?.name)).toEqual(names);
      expect(names).toContain((await store.get(id))?.name);
    });

    test('removes one and leaves the others', async () => {
      const kept = await add('kept');
      const gone = await add('gone');
      expect(await store.remove(gone.id)).toBe(true);
      expect(await store.remove(gone.id)).toBe(false);
      expect(await store.list()).toEqual([kept]);
      expect(await store.read(gone.id)).toBeUndefined();
    });

    test.each(['..', '../captures', '', '00000000-0000-0000-0000-000000000000'])(
      'knows no capture %j',
      async (id) => {
        expect(await store.get(id)).toBeUndefined();
        expect(await store.read(id)).toBeUndefined();
        expect(await store.rename(id, 'x')).toBeUndefined();
        expect(await store.remove(id)).toBe(false);
      },
    );
  });
}
