import { expect, test } from 'vitest';
import { redactCaptures } from '../redactCaptures.ts';
import { bundleOf } from '../testing/bundle.ts';

const HOST = 'acme-worker1.corp.example';
const BUNDLE = bundleOf({
  host: HOST,
  namespace: 'acme-billing',
  pod: 'ledger-7db6d8ff4d-x2x4k',
  bridgePod: 'audit-0',
  service: 'invoices',
  port: 'grpc-internal',
  netns: 'acme-blue',
  bridgeNetns: 'e3e2e0a1-062b-480a-a483-660254e2abe0',
  device: 'acmewan0',
  set: 'acme-offices',
  comment: 'ask Jane first',
});

const [redacted] = redactCaptures([BUNDLE]).captures;
const files = new Map(redacted?.files.map(({ path, text }) => [path, text]));
const root = `${redacted?.name}/`;
const text = files.get(`${root}manifest.json`) ?? '';
const manifest = JSON.parse(text);

test('a bundle is still one, with one object of its manifest a line', () => {
  expect(redacted?.name).toMatch(/^vethscope-node-[0-9a-f]{4}-20261124T181804Z$/);
  const before = BUNDLE.files.find(({ path }) => path.endsWith('manifest.json'))?.text ?? '';
  expect(text.split('\n').length).toBe(before.split('\n').length);
  expect(manifest).toMatchObject({
    format: 'vethscope-bundle',
    version: '1.0',
    tool: 'vethscope-capture 0.1.0',
    started: '2026-11-24T18:18:04Z',
    user: 'root',
  });
});

test('its node is called as its own outputs call it', () => {
  expect(`${manifest.node}\n`).toBe(files.get(`${root}host/uname_-n`));
});

test('every file and folder that it names is there', () => {
  const named = manifest.commands.flatMap((one: { file?: string }) => one.file ?? []);
  expect(named.length).toBe(files.size - 1);
  for (const file of named) expect(files.has(root + file)).toBe(true);
  for (const { folder } of manifest.namespaces) {
    expect([...files.keys()].some((path) => path.startsWith(`${root}${folder}/`))).toBe(true);
  }
});

test('namespaces keep their inodes, and go by one name in all their fields', () => {
  const [host, blue] = manifest.namespaces.toSorted(
    (a: { inode: number }, b: { inode: number }) => a.inode - b.inode,
  );
  expect(host).toMatchObject({
    name: 'host',
    folder: 'host',
    inode: 4026531840,
    state: 'captured',
  });
  expect(blue).toMatchObject({
    folder: `netns/${blue.name}`,
    names: [blue.name],
    paths: [`/run/netns/${blue.name}`],
    inode: 4026532281,
    process: 'pause',
  });
});

test('commands keep how they ended, and lose what they name', () => {
  const skipped = manifest.commands.at(-1);
  expect(skipped.command).toMatch(/^crictl inspectp [0-9a-f]{64}$/);
  expect(skipped.skipped).toBe(`crictl is not installed on ${manifest.node}`);
  expect(text).not.toMatch(/acme|corp\.example|Jane|a0f922c5fc8f/);
  expect(manifest.commands[0]).toMatchObject({ exit: 0, at: 0.12, seconds: 0.01 });
});

test.each([
  ['6.1.0-21-amd64', '6.1.0-21-amd64'],
  ['5.14.0-427.13.1.el9_4.x86_64', '5.14.0-427.13.1.el9_4.x86_64'],
  ['6.9.3-acme2', '6.9.3'],
  ['acme-6.9', /^word-[0-9a-f]{4}$/],
])('of the kernel %s it tells %s', (release, expected) => {
  const files = BUNDLE.files.map((file) => ({
    ...file,
    text: file.text.replace('"kernel": "6.1.0-21-amd64"', `"kernel": "${release}"`),
  }));
  const [one] = redactCaptures([{ ...BUNDLE, files }]).captures;
  const { kernel } = JSON.parse(one?.files.find(({ path }) => path.endsWith('.json'))?.text ?? '');
  expect(kernel).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
});
