import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { redactCaptures } from '../redactCaptures.ts';

function capture(files: Readonly<Record<string, string>>): CaptureFiles {
  const sorted = Object.entries(files).map(([path, text]) => ({ path, text }));
  return { name: 'acme-worker', files: sorted, diagnostics: [] };
}

const ADDRESS = `2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
    inet 10.20.0.5/24 brd 10.20.0.255 scope global eth0
`;

describe('what is not read', () => {
  const { captures, report } = redactCaptures([
    capture({
      'notes/acme.txt': 'Jane has the keys\nand Bob\n',
      'ip_addr_show.txt': `${ADDRESS}Jane was here\nand here\n`,
      'ip_route_show.stderr': 'acme: Permission denied\n',
      'kubectl_get_pods_-A_-o_json': '{ "kind": "List", "items": [ { "kind": "Pod", "metadata": ',
      'empty-acme.txt': '',
    }),
  ]);
  const files = captures[0]?.files ?? [];
  const texts = files.map(({ text }) => text).join('');

  test('is left out, and a note says how much', () => {
    expect(texts).not.toMatch(/Jane|Bob|acme|Permission/);
    const notes = files.flatMap(({ text }) => text.match(/^# redacted: .*$/gm) ?? []).sort();
    expect(notes).toEqual([
      '# redacted: 1 line not understood',
      '# redacted: 1 line of JSON that is broken or cut off',
      '# redacted: 2 lines not understood',
      '# redacted: 2 lines of a file that is not read',
    ]);
  });

  test('is in the report, under the new name of its file', () => {
    const counts = report.dropped.map(({ count, what }) => `${count} ${what}`).sort();
    expect(counts).toEqual([
      '1 lines not understood',
      '1 lines of JSON that is broken or cut off',
      '2 lines not understood',
      '2 lines of a file that is not read',
    ]);
    const paths = new Set(files.map(({ path }) => path));
    expect(report.dropped.every(({ file }) => paths.has(file))).toBe(true);
    expect([...paths].join(' ')).not.toContain('acme');
  });

  test('is told by whoever reads the result', () => {
    const messages = readSnapshot(captures).diagnostics.map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([
        'left out by --redact: 2 lines not understood',
        'left out by --redact: 1 line of JSON that is broken or cut off',
        'left out by --redact: 2 lines of a file that is not read',
      ]),
    );
  });
});

describe('paths', () => {
  test.each([
    ['ip_-d_addr_show.txt', /^ip_-d_addr_show\.txt$/],
    ['netns/acme-blue/ip_addr_show.txt', /^netns\/netns-[0-9a-f]{4}\/ip_addr_show\.txt$/],
    ['ip_netns_exec_acme-blue_ip_addr_show', /^ip_netns_exec_netns-[0-9a-f]{4}_ip_addr_show$/],
    ['nodes/acme1/ip-addr.txt', /^nodes\/node-[0-9a-f]{4}\/ip-addr\.txt$/],
    [
      'sosreport-acme1-2026/sos_commands/networking/ip_-d_address',
      /^word-[0-9a-f]{4}\/sos_commands\/networking\/ip_-d_address$/,
    ],
    // Known by its content alone: afterwards its name says it.
    ['acme.txt', /^word-[0-9a-f]{4}\/ip(_-\w+)*_addr(_show)?$/],
    [
      'vethscope-acme1-20261124T181804Z/host/ip_-d_-s_addr_show',
      /^vethscope-node-[0-9a-f]{4}-20261124T181804Z\/host\/ip_-d_-s_addr_show$/,
    ],
  ])('%s', (path, expected) => {
    const [redacted] = redactCaptures([capture({ [path]: ADDRESS })]).captures;
    expect(redacted?.files.map((file) => file.path)).toEqual([expect.stringMatching(expected)]);
  });

  test('two files do not become one', () => {
    const [redacted] = redactCaptures([capture({ 'a.txt': ADDRESS, 'a.log': ADDRESS })]).captures;
    expect(new Set(redacted?.files.map(({ path }) => path)).size).toBe(2);
  });
});

test('a paste from two machines stays two nodes', () => {
  const page = ['acme1', 'acme2']
    .map((host) => `\`\`\`\nroot@${host}:~# ip addr show\n${ADDRESS}\`\`\`\n`)
    .join('\nJane ran this:\n\n');
  const before = capture({ 'notes.md': page });
  const { captures } = redactCaptures([before]);
  expect(readSnapshot([before]).nodes.map(({ name }) => name)).toEqual(['acme1', 'acme2']);
  const names = readSnapshot(captures).nodes.map(({ name }) => name);
  expect(names).toEqual([expect.stringMatching(/^node-/), expect.stringMatching(/^node-/)]);
  expect(captures[0]?.files[0]?.text).not.toMatch(/acme|Jane/);
});

test('a filtered output stays one, and a file that somebody typed in too', () => {
  const page = [
    '```sh\nip addr show | grep -A3 acme\n```\n\n```',
    `${ADDRESS}\`\`\`\n`,
    '```sh\ncat > /etc/NetworkManager/conf.d/acme.conf <<EOF',
    '[keyfile]\nunmanaged-devices=interface-name:cali*;mac:52:54:00:12:34:56\nEOF\n```\n',
  ].join('\n');
  const before = capture({ 'notes.md': page });
  const { captures } = redactCaptures([before]);
  const [node] = readSnapshot(captures).nodes;
  const [original] = readSnapshot([before]).nodes;
  expect(node?.namespaces[0]?.captured).toEqual(original?.namespaces[0]?.captured);
  expect(node?.unmanagedDevices[0]?.specs).toEqual([
    'interface-name:cali*',
    expect.stringMatching(/^mac:02:/),
  ]);
  expect(captures[0]?.files[0]?.text).not.toMatch(/acme|52:54/);
});
