import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { redactCaptures } from '../redactCaptures.ts';

const LO = [
  '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000',
  '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0 minmtu 0 maxmtu 0',
];

const IN_BLUE = '"netns": "acme-blue", "file": "netns/acme-blue/ip_-d_-batch"';

/** A namespace as the capture script saves it: four outputs of one ip, no neighbours in between. */
const BUNDLE: CaptureFiles = {
  name: 'vethscope-acme1-20261124T181804Z',
  files: [
    file(
      'netns/acme-blue/ip_-d_-batch',
      'unicast default via 10.1.2.1 dev eth0 table main proto boot scope global ',
      'a line that Jane wrote',
      ...LO,
      '0:\tfrom all lookup local proto kernel',
      ...LO,
      ...LO,
      ...LO,
      '2: eth0@if8: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default qlen 1000',
      '    link/ether 02:19:21:68:01:01 brd ff:ff:ff:ff:ff:ff link-netnsid 0',
      '    inet 10.1.2.3/24 scope global eth0',
    ),
    file('netns/acme-blue/ip_-d_-batch.stderr', 'Command failed -:3', 'Cannot open acme-blue'),
    file(
      'manifest.json',
      '{',
      ' "format": "vethscope-bundle",',
      ' "version": "1.0",',
      ' "tool": "vethscope-capture 0.1.0",',
      ' "node": "acme1",',
      ' "started": "2026-11-24T18:18:04Z",',
      ' "namespaces": [',
      '  { "name": "acme-blue", "folder": "netns/acme-blue", "inode": 4026532281, "names": ["acme-blue"], "paths": ["/run/netns/acme-blue"], "processes": 1, "process": "acmed", "state": "captured" },',
      '  { "name": "net:[4026532300]", "folder": "netns/net-4026532300", "inode": 4026532300, "names": [], "paths": [], "processes": 1, "state": "left out" }',
      ' ],',
      ' "commands": [',
      `  { "command": "ip -d route show table all", ${IN_BLUE}, "part": 1, "exit": 0, "stderr": "netns/acme-blue/ip_-d_-batch.stderr" },`,
      `  { "command": "ip -d rule show", ${IN_BLUE}, "part": 2, "exit": 0 },`,
      `  { "command": "ip -d neigh show", ${IN_BLUE}, "part": 3, "exit": 0 },`,
      `  { "command": "ip -d addr show", ${IN_BLUE}, "part": 4, "exit": 0 },`,
      '  { "command": "iptables-nft-save -c", "netns": "acme-blue", "skipped": "`nft list tables` lists none in this namespace", "empty": true }',
      ' ]',
      '}',
    ),
  ],
  diagnostics: [],
};

const { captures, report } = redactCaptures([BUNDLE]);
const [{ files } = { files: [] }] = captures;

test('the outputs of one batch can still be told apart', () => {
  const [batch] = files.filter(({ path }) => path.endsWith('/ip_-d_-batch'));
  const begins = batch?.text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(' ')[0]);
  expect(begins).toEqual(
    ['unicast', '#', '1:', 'link/loopback', '0:\tfrom', '1:', 'link/loopback'].concat([
      '1:',
      'link/loopback',
      '1:',
      'link/loopback',
      '2:',
      'link/ether',
      'inet',
    ]),
  );
  const [node] = readSnapshot(captures).nodes;
  const blue = node?.namespaces.find(({ name }) => /^netns-[0-9a-f]{4}$/.test(name));
  expect(blue).toMatchObject({ routes: [{}], policyRules: [{}], neighbors: [] });
  expect(blue?.links.map(({ name }) => name)).toEqual(['lo', 'eth0']);
  expect(blue?.captured).toEqual(expect.arrayContaining(['neighbors', 'iptables4']));
});

test('the manifest has each command on the line that it had, with its part and what it knows', () => {
  const before = BUNDLE.files.at(-1)?.text.split('\n') ?? [];
  const [manifest] = files.filter(({ path }) => path.endsWith('/manifest.json'));
  const after = manifest?.text.split('\n') ?? [];
  const withoutNames = (line: string): string =>
    line
      .replace(/acmed|word-[0-9a-f]{4}/g, '…')
      .replace(/acme1|acme-blue|(node|netns)-[0-9a-f]{4}/g, '…');
  expect(after.map(withoutNames)).toEqual(before.map(withoutNames));
});

test('of standard error only what names nobody stays', () => {
  const [said] = files.filter(({ path }) => path.endsWith('.stderr'));
  expect(said?.text).toMatch(
    /^(Command failed -:3\n)?# redacted: [12] lines? of standard error\n$/,
  );
  expect(report.dropped.map(({ what }) => what)).toContain('lines of standard error');
});

test('nothing of it is left', () => {
  expect(JSON.stringify(captures)).not.toMatch(/acme|Jane|10\.1\.2\.3|02:19:21/);
});

function file(path: string, ...lines: readonly string[]): CaptureFiles['files'][number] {
  const text = lines.map((line) => `${line}\n`).join('');
  return { path: `vethscope-acme1-20261124T181804Z/${path}`, text };
}
