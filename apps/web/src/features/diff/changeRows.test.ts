import { diffRecords, knownDiff } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../testing/readCapture.ts';
import { categoriesOf, changeGroups, changeRows, unknownRows } from './changeRows.ts';

const LINKS = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 state UNKNOWN
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff
3: br0: <BROADCAST,UP,LOWER_UP> mtu 1500 state UP
    link/ether 02:00:00:00:00:03 brd ff:ff:ff:ff:ff:ff
    bridge
4: veth1: <BROADCAST,UP,LOWER_UP> mtu 1500 master br0 state UP
    link/ether 02:00:00:00:00:04 brd ff:ff:ff:ff:ff:ff
    veth
`;
const ROUTES = `default via 10.0.0.254 dev eth0
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1
`;
const RULES = `*filter
:FORWARD ACCEPT [0:0]
-A FORWARD -i br0 -j ACCEPT
-A FORWARD -j DROP
COMMIT
`;

const capture = (id: string, outputs: Readonly<Record<string, string>>) => {
  const text = Object.entries(outputs)
    .map(([command, output]) => `# ${command}\n${output}`)
    .join('\n');
  const files: CaptureFiles = {
    name: 'node1',
    files: [{ path: 'node1.txt', text }],
    diagnostics: [],
  };
  return readCapture(id, [files]);
};
const MONDAY = {
  'ip -d link': LINKS,
  'ip route': ROUTES,
  'iptables-save': RULES,
};
const compared = (old: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) => {
  const [before, after] = [capture('monday', old), capture('tuesday', now)];
  const comparison = {
    ...{ before, after, union: after, renamed: [] },
    diff: knownDiff(before, after),
  };
  const records = diffRecords(before.snapshot, after.snapshot);
  return { comparison, records, groups: changeGroups(comparison, records, undefined) };
};
const ALL = { text: '', categories: new Set<string>() };

/** `− br0 | with it: …`, as the list shows it. */
const told = (groups: ReturnType<typeof compared>['groups'], filter = ALL) =>
  changeRows(groups, filter).map((row) => {
    if (row.kind !== 'entry') return row.kind === 'heading' ? `# ${row.title}` : row.text;
    const { change, was, title, details } = row.entry;
    const sign = { came: '+', went: '−', altered: '~' }[change];
    return [`${sign} ${was === undefined ? '' : `${was} → `}${title}`, ...details].join(' | ');
  });

const TUESDAY = {
  'ip -d link': LINKS.replace(/4: veth1(.*\n){3}/, '').replace('mtu 1500', 'mtu 9000'),
  'ip route': `${ROUTES}10.77.0.0/16 via 10.0.0.9 dev eth0\n`,
  'iptables-save': RULES.replace(
    '-A FORWARD -j',
    '-A FORWARD -s 203.0.113.0/24 -j DROP\n-A FORWARD -j',
  ),
};

describe('the list of changes', () => {
  test('has elements first, what joined them with them, then records by place and kind', () => {
    expect(told(compared(MONDAY, TUESDAY).groups)).toEqual([
      '# In the picture',
      '− veth1 | with it: port of a bridge: veth1 – br0',
      '~ eth0 | MTU: 1500 → 9000',
      '# host: routes',
      '+ 10.77.0.0/16 via 10.0.0.9 dev eth0 | IPv4 table main',
      '# host: iptables rules',
      '+ -A FORWARD -s 203.0.113.0/24 -j DROP | IPv4 filter FORWARD | rule 2',
    ]);
  });

  test('is turned round with the captures', () => {
    const signs = told(compared(TUESDAY, MONDAY).groups).map((line) => line.slice(0, 2));
    expect(signs).toEqual(['# ', '+ ', '~ ', '# ', '− ', '# ', '− ']);
  });

  test('is empty between a capture and itself', () => {
    expect(told(compared(MONDAY, MONDAY).groups)).toEqual([]);
  });

  test('leads to the lines of both sides', () => {
    const rows = changeRows(compared(MONDAY, TUESDAY).groups, ALL);
    const entry = (title: string) =>
      rows.flatMap((row) =>
        row.kind === 'entry' && row.entry.title === title ? row.entry : [],
      )[0];
    expect(entry('eth0')).toMatchObject({
      before: [{ file: 'node1.txt', line: 4, endLine: 5 }],
      after: [{ file: 'node1.txt', line: 4, endLine: 5 }],
    });
    expect(entry('veth1')).toMatchObject({ before: [{ line: 9, endLine: 11 }], after: [] });
  });

  test.each<[string, string, readonly string[], number]>([
    ['a text, in any case', 'VETH1', [], 1],
    ['a word of the heading', 'routes', [], 1],
    ['a kind', '', ['iptables rules'], 1],
    ['two kinds', '', ['iptables rules', 'interfaces'], 3],
    ['a text and a kind that nothing has both of', 'veth1', ['routes'], 0],
  ])('is filtered by %s', (_, text, categories, count) => {
    const { groups } = compared(MONDAY, TUESDAY);
    const rows = changeRows(groups, { text, categories: new Set(categories) });
    expect(rows.filter(({ kind }) => kind === 'entry')).toHaveLength(count);
  });

  test('counts its kinds', () => {
    expect([...categoriesOf(compared(MONDAY, TUESDAY).groups)]).toEqual([
      ['interfaces', 2],
      ['routes', 1],
      ['iptables rules', 1],
    ]);
  });

  test('never calls gone what was not captured', () => {
    const { comparison, records, groups } = compared(MONDAY, { 'ip -d link': LINKS });
    expect(told(groups)).toEqual([]);
    const unknown = unknownRows(comparison, records, undefined).flatMap((row) =>
      row.kind === 'unknown' ? row.text : [],
    );
    expect(unknown).toEqual(
      expect.arrayContaining([
        'host, IPv4 routes (2 records): not captured after',
        expect.stringMatching(/^10\.0\.0\.254.*not captured after/),
      ]),
    );
  });
});
