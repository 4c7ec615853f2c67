import { expect, test } from 'vitest';
import { type Bundle, bundleCapture, readBundle } from './manifest.ts';
import { type LookRequest, mergeBundle } from './mergeBundle.ts';
import { testBundle } from './testing/testBundle.ts';

const some = (netns: readonly string[], cluster: 'with' | 'without' = 'without'): LookRequest => ({
  scope: 'some',
  netns,
  cluster,
});

const EARLIER = '2026-11-24T18:00:00Z';
const LATER = '2026-11-24T18:05:00Z';

const base = testBundle(EARLIER, {
  host: { 'ip addr show': 'eth0', 'crictl pods': 'coredns' },
  blue: { 'ip addr show': 'blue 1' },
  green: { 'ip addr show': 'green 1' },
});

const texts = ({ files }: Bundle) =>
  Object.fromEntries(files.map(({ path, text }) => [path, text]));
const names = ({ manifest }: Bundle) => manifest.namespaces.map(({ name }) => name);

test('renews what was looked at and keeps the rest', () => {
  const part = testBundle(LATER, { blue: { 'ip addr show': 'blue 2' } }, ['host', 'green']);
  const { bundle, unseen } = mergeBundle(base, part, some(['blue']));
  expect(unseen).toEqual([]);
  expect(texts(bundle)).toEqual({
    'host/ip_addr_show': 'eth0',
    'host/crictl_pods': 'coredns',
    'netns/blue/ip_addr_show': 'blue 2',
    'netns/green/ip_addr_show': 'green 1',
  });
  expect(bundle.manifest).toMatchObject({ started: EARLIER, finished: '2026-11-24T18:05:01Z' });
  expect(bundle.manifest.namespaces.map(({ state }) => state)).toEqual(
    Array.from({ length: 3 }, () => 'captured'),
  );
  // Five minutes after the whole began, and a tenth of a second into the look.
  expect(bundle.manifest.commands.find(({ netns }) => netns === 'blue')).toMatchObject({
    at: 300.1,
  });
});

test('leaves out what a command does not print any more', () => {
  const part = testBundle(LATER, { blue: { 'ip rule show': 'rules' } }, ['host', 'green']);
  const { bundle } = mergeBundle(base, part, some(['blue']));
  expect(Object.keys(texts(bundle)).filter((path) => path.includes('blue'))).toEqual([
    'netns/blue/ip_rule_show',
  ]);
});

test('keeps what the cluster said when it was not asked again', () => {
  const part = testBundle(LATER, { host: { 'ip addr show': 'eth0 eth1' } }, ['blue', 'green']);
  expect(texts(mergeBundle(base, part, some(['host'])).bundle)).toMatchObject({
    'host/ip_addr_show': 'eth0 eth1',
    'host/crictl_pods': 'coredns',
  });
  const asked = mergeBundle(base, part, some(['host'], 'with'));
  expect(texts(asked.bundle)).not.toHaveProperty('host/crictl_pods');
});

test('lets a namespace go, and takes a new one in', () => {
  const part = testBundle(
    LATER,
    { host: { 'ip addr show': 'eth0' }, red: { 'ip addr show': 'red 1' } },
    ['blue'],
  );
  const { bundle } = mergeBundle(base, part, some(['host', 'red']));
  expect(names(bundle)).toEqual(['host', 'red', 'blue']);
  expect(texts(bundle)).not.toHaveProperty('netns/green/ip_addr_show');
  expect(texts(bundle)).toHaveProperty('netns/red/ip_addr_show', 'red 1');
});

test('says into which namespaces nobody looked yet: new ones, and new ones of an old name', () => {
  const part = testBundle(LATER, { host: { 'ip addr show': 'eth0' } }, ['blue', 'green', 'red']);
  const replaced = {
    ...part,
    manifest: {
      ...part.manifest,
      namespaces: part.manifest.namespaces.map((netns) =>
        netns.name === 'green' ? { ...netns, inode: 4026532999 } : netns,
      ),
    },
  };
  const { bundle, unseen } = mergeBundle(base, replaced, some(['host']));
  expect(unseen).toEqual(['green', 'red']);
  expect(texts(bundle)).not.toHaveProperty('netns/green/ip_addr_show');
});

test('keeps nothing of a namespace that vanished while it was looked at', () => {
  const part = testBundle(LATER, {}, ['host', 'green']);
  const { bundle } = mergeBundle(base, part, some(['blue']));
  expect(names(bundle)).toEqual(['host', 'green']);
  expect(texts(bundle)).not.toHaveProperty('netns/blue/ip_addr_show');
});

test('takes a look at everything as it is', () => {
  const whole = testBundle(LATER, { host: { 'ip addr show': 'new' } });
  expect(mergeBundle(base, whole, { scope: 'everything' }).bundle).toBe(whole);
});

test('is a capture again, whose manifest has a line for each entry', () => {
  const capture = bundleCapture(base);
  expect(capture.name).toBe('worker1');
  expect(readBundle(capture)).toEqual(base);
  const manifest = capture.files.find(({ path }) => path === 'manifest.json')?.text ?? '';
  // What reads bundles knows them by that.
  expect(manifest).toMatch(/^\{\n "format": "vethscope-bundle",\n/);
  const line = manifest.split('\n').find((one) => one.includes('"file":"netns/green'));
  expect(JSON.parse(line?.replace(/,$/, '') ?? '')).toMatchObject({ command: 'ip addr show' });
});

test('finds the bundle inside its folder, and knows one that was cut short', () => {
  const { files, ...rest } = bundleCapture(base);
  const inFolder = files.map(({ path, text }) => ({
    path: `vethscope-worker1-2026/${path}`,
    text,
  }));
  expect(readBundle({ ...rest, files: inFolder })).toEqual(base);
  const cut = inFolder.filter(({ path }) => !path.endsWith('manifest.json'));
  expect(readBundle({ ...rest, files: cut })).toBeUndefined();
});
