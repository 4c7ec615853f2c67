import { expect, test } from 'vitest';
import { bundleCapture, readBundle } from './manifest.ts';
import { type LookRequest, mergeBundle } from './mergeBundle.ts';
import { testBundle } from './testing/testBundle.ts';

const NOBODY: ReadonlySet<string> = new Set();
const some = (...netns: readonly string[]): LookRequest => ({
  scope: 'some',
  netns,
  cluster: 'without',
});

const base = testBundle('2026-11-24T18:00:00Z', {
  host: { 'ip addr show': 'eth0', 'crictl pods': 'coredns' },
  blue: { 'ip addr show': 'blue 1' },
  green: { 'ip addr show': 'green 1' },
});

const texts = ({ files }: ReturnType<typeof testBundle>) =>
  Object.fromEntries(files.map(({ path, text }) => [path, text]));

test('renews what was looked at and keeps the rest', () => {
  const part = testBundle('2026-11-24T18:05:00Z', { blue: { 'ip addr show': 'blue 2' } });
  const merged = mergeBundle(base, part, some('blue'), NOBODY);
  expect(texts(merged)).toEqual({
    'host/ip_addr_show': 'eth0',
    'host/crictl_pods': 'coredns',
    'netns/blue/ip_addr_show': 'blue 2',
    'netns/green/ip_addr_show': 'green 1',
  });
  expect(merged.manifest).toMatchObject({
    started: '2026-11-24T18:00:00Z',
    finished: '2026-11-24T18:05:01Z',
    namespaces: [{ name: 'host' }, { name: 'blue' }, { name: 'green' }],
  });
  // Five minutes after the whole began, and a tenth of a second into the look.
  expect(merged.manifest.commands.find(({ netns }) => netns === 'blue')).toMatchObject({
    at: 300.1,
  });
});

test('leaves out what a command does not print any more', () => {
  const part = testBundle('2026-11-24T18:05:00Z', { blue: { 'ip rule show': 'rules' } });
  const merged = mergeBundle(base, part, some('blue'), NOBODY);
  expect(Object.keys(texts(merged)).filter((path) => path.includes('blue'))).toEqual([
    'netns/blue/ip_rule_show',
  ]);
});

test('keeps what the cluster said when it was not asked again', () => {
  const host = testBundle('2026-11-24T18:05:00Z', { host: { 'ip addr show': 'eth0 eth1' } });
  const merged = mergeBundle(base, host, some('host'), NOBODY);
  expect(texts(merged)).toMatchObject({
    'host/ip_addr_show': 'eth0 eth1',
    'host/crictl_pods': 'coredns',
  });
  const withCluster = mergeBundle(
    base,
    host,
    { ...some('host'), cluster: 'with' } as LookRequest,
    NOBODY,
  );
  expect(texts(withCluster)).not.toHaveProperty('host/crictl_pods');
});

test('lets a namespace go, and takes a new one in', () => {
  const part = testBundle('2026-11-24T18:05:00Z', {
    host: { 'ip addr show': 'eth0' },
    red: { 'ip addr show': 'red 1' },
  });
  const merged = mergeBundle(base, part, some('host', 'red'), new Set(['green']));
  expect(merged.manifest.namespaces.map(({ name }) => name)).toEqual(['host', 'blue', 'red']);
  expect(Object.keys(texts(merged)).filter((path) => path.startsWith('netns/'))).toEqual([
    'netns/blue/ip_addr_show',
    'netns/red/ip_addr_show',
  ]);
});

test('keeps nothing of a namespace that vanished while it was looked at', () => {
  const part = testBundle('2026-11-24T18:05:00Z', {});
  const merged = mergeBundle(base, part, some('blue'), NOBODY);
  expect(merged.manifest.namespaces.map(({ name }) => name)).toEqual(['host', 'green']);
  expect(texts(merged)).not.toHaveProperty('netns/blue/ip_addr_show');
});

test('takes a look at everything as it is', () => {
  const whole = testBundle('2026-11-24T18:05:00Z', { host: { 'ip addr show': 'new' } });
  expect(mergeBundle(base, whole, { scope: 'everything' }, NOBODY)).toBe(whole);
});

test('is a capture again, whose manifest has a line for each entry', () => {
  const capture = bundleCapture(base);
  expect(capture.name).toBe('worker1');
  expect(readBundle(capture)).toEqual(base);
  const manifest = capture.files.find(({ path }) => path === 'manifest.json')?.text ?? '';
  const line = manifest
    .split('\n')
    .find((one) => one.includes('"green"') && one.includes('"file"'));
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
