import { readFileSync } from 'node:fs';
import type { Ipset, IpsetMember } from '@vethscope/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { ipset } from './command.ts';
import { parseIpsets } from './parse.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);

testFixturePairs(FIXTURES, (text, argv) => parseIpsets(text, undefined, argv));

function read(command: string, ...lines: string[]) {
  return parseIpsets(lines.join('\n'), undefined, command.split(' '));
}

function fixture(name: string): string {
  return readFileSync(new URL(name, FIXTURES), 'utf8');
}

test('list and save of the same kernel state give the same sets', () => {
  const [listed, saved] = ['list', 'save'].map((form) =>
    read(`ipset ${form}`, fixture(`both-forms/${form}.txt`)),
  );
  // What only a listing tells.
  const comparable = ({ evidence: _, references: __, entries: ___, members, ...set }: Ipset) => ({
    ...set,
    members: members?.map(({ evidence: ____, ...member }) => member),
  });
  expect(listed?.records.length).toBe(15);
  expect(saved?.records.map(comparable)).toEqual(listed?.records.map(comparable));
  expect([...(listed?.diagnostics ?? []), ...(saved?.diagnostics ?? [])]).toEqual([]);
  for (const { name, entries, members } of listed?.records ?? []) {
    expect([name, members?.length]).toEqual([name, entries]);
  }
});

describe('members', () => {
  test('of a terse listing are unknown, not none', () => {
    const terse = ['Name: web', 'Type: hash:ip', 'Header: family inet', 'Number of entries: 2'];
    const [set] = read('ipset list -t', ...terse).records;
    expect(set).toMatchObject({ name: 'web', entries: 2 });
    expect(set).not.toHaveProperty('members');
    expect(read('ipset list', ...terse, 'Members:').records[0]?.members).toEqual([]);
  });

  test.each([
    ['10.0.0.1 comment "nomatch timeout 5"', { comment: 'nomatch timeout 5', nomatch: false }],
    ['10.0.0.1 comment ""', { comment: '' }],
    ['10.0.0.0/8,eth wildcard', { elements: ['10.0.0.0/8', 'eth'], options: { wildcard: '' } }],
    ['10.0.0.0/8 timeout 0 nomatch comment "x"', { timeout: 0, nomatch: true, comment: 'x' }],
  ])('%s', (line, expected) => {
    const { records } = read('ipset list', 'Name: a', 'Type: hash:net', 'Members:', line);
    expect(records[0]?.members).toMatchObject([expected]);
  });

  test('a set without a type, cut off, is reported', () => {
    const { records, diagnostics } = read('ipset list', '10.0.0.1', '10.0.0.2');
    expect(records).toEqual([]);
    expect(diagnostics.map(({ line, endLine }) => [line, endLine])).toEqual([[1, 2]]);
  });

  test('an entry of a set that was not created is reported, the rest is read', () => {
    const { records, diagnostics } = read(
      'ipset save',
      'add gone 10.0.0.1',
      'create web hash:ip family inet6',
      'add web fd00::1 -exist',
    );
    expect(records).toMatchObject([
      { name: 'web', family: 6, members: [{ elements: ['fd00::1'] }] },
    ]);
    expect(diagnostics.map(({ line }) => line)).toEqual([1]);
  });
});

/** From ipset 4's manual: a colon behind each name, and no family. */
test('the header of the oldest versions', () => {
  const [set] = read(
    'ipset -L',
    'Name: web',
    'Type: iphash',
    'References: 0',
    'Header: hashsize: 1024 probes: 8 resize: 50',
    'Members:',
    '10.0.0.1',
  ).records;
  expect(set).toMatchObject({
    type: 'iphash',
    family: undefined,
    options: { hashsize: '1024', probes: '8', resize: '50' },
    members: [{ elements: ['10.0.0.1'] }],
  });
});

describe('printing what was read', () => {
  test('gives the kernel’s own lines back', () => {
    const text = fixture('both-forms/save.txt');
    const { records } = read('ipset save', text);
    expect(records.flatMap(saved)).toEqual(text.trimEnd().split('\n'));
  });

  test('and reading what was printed gives the same sets', () => {
    fc.assert(
      fc.property(arbitrarySets(), (sets) => {
        const { records, diagnostics } = read('ipset save', ...sets.flatMap(saved));
        expect(diagnostics).toEqual([]);
        expect(records.map(placeless)).toEqual(sets.map(placeless));
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  function placeless({ evidence: _, members, ...set }: Ipset) {
    return { ...set, members: members?.map(({ evidence: __, ...member }) => member) };
  }
});

/** `create` and `add` lines, as ipset 7.17 saves them. */
function saved({ name, type, options, members = [] }: Ipset): readonly string[] {
  const header = Object.entries(options).flat();
  const create = ['create', name, type, ...header].filter((word) => word !== '').join(' ');
  return [create, ...members.map((member) => `add ${name} ${savedMember(member)}`)];
}

function savedMember(member: IpsetMember): string {
  const { elements, timeout, nomatch, counters, comment, options = {} } = member;
  return [
    elements.join(','),
    timeout === undefined ? '' : `timeout ${timeout}`,
    nomatch ? 'nomatch' : '',
    counters ? `packets ${counters.packets} bytes ${counters.bytes}` : '',
    comment === undefined ? '' : `comment "${comment}"`,
    ...Object.entries(options).map(([key, value]) => `${key} ${value}`.trim()),
  ]
    .filter((word) => word !== '')
    .join(' ');
}

function arbitrarySets(): fc.Arbitrary<readonly Ipset[]> {
  const evidence = { file: '-', line: 1, endLine: 1 };
  const element = fc.constantFrom('10.0.0.1', 'fd00::/8', 'tcp:80', 'physdev:eth0', '30000', 'web');
  // The kernel refuses a double quote; a line ends at a line break.
  const comment = fc.string({ maxLength: 20 }).map((text) => text.replace(/["\r\n]/g, ''));
  const counters = fc.record({
    packets: fc.nat(),
    bytes: fc.nat(),
    rounded: fc.constant(false),
  });
  const member: fc.Arbitrary<IpsetMember> = fc.record(
    {
      elements: fc.array(element, { minLength: 1, maxLength: 3 }),
      nomatch: fc.boolean(),
      timeout: fc.nat(),
      counters,
      comment,
      options: fc.constantFrom({ wildcard: '' }, { skbmark: '0x1/0xff', skbprio: '1:10' }),
      evidence: fc.constant(evidence),
    },
    { requiredKeys: ['elements', 'nomatch', 'evidence'] },
  );
  const set: fc.Arbitrary<Ipset> = fc.record({
    name: fc.stringMatching(/^[a-z][\w:.-]{0,30}$/),
    type: fc.constantFrom('hash:ip', 'hash:net,iface', 'hash:ip,port,net'),
    family: fc.constant(6 as const),
    options: fc.constantFrom(
      { family: 'inet6', hashsize: '1024', counters: '', comment: '', timeout: '600' },
      { family: 'inet6', maxelem: '65536', skbinfo: '', initval: '0x1' },
    ),
    members: fc.array(member, { maxLength: 5 }),
    evidence: fc.constant(evidence),
  });
  return fc.uniqueArray(set, { maxLength: 4, selector: ({ name }) => name });
}

test.each([
  ['ipset list', true],
  ['ipset -L', true],
  ['ipset list -t', true],
  ['ipset list web', true],
  ['ipset -o save list', true],
  ['ipset save', true],
  ['ipset create web hash:ip', false],
  ['ipset test web 10.0.0.1', false],
  ['ipset', false],
  ['ipset version', false],
])('%s is ours: %s', (command, expected) => {
  expect(ipset.accepts(command.split(' '))).toBe(expected);
});

test.each([
  ['ipset list', ['ipsets']],
  ['ipset list -t', ['ipsets']],
  ['ipset list -o save', ['ipsets']],
  ['ipset save', ['ipsets']],
  ['ipset list web', []],
  ['ipset list -n', []],
])('what %s settles', (command, captured) => {
  const { facts } = ipset.read('', { file: '-', firstLine: 1 }, command.split(' '));
  expect(facts.captured).toEqual(captured);
});

test('a form that is not read settles nothing', () => {
  const origin = { file: '-', firstLine: 1 };
  const { facts } = ipset.read('<ipsets>\n</ipsets>\n', origin, ['ipset', 'list', '-o', 'xml']);
  expect(facts.captured).toEqual([]);
});

test.each([
  ['Name: web\nType: hash:ip\nRevision: 6\n', 'ipset list'],
  ['create web hash:ip family inet\n', 'ipset save'],
  ['Name: web\nNamespace: shop\n', undefined],
  ['create table t\n', undefined],
])('a text whose command nobody wrote down: %j', (text, command) => {
  expect(ipset.recognizes(text)?.join(' ')).toBe(command);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      'Name: a',
      'Type: hash:ip',
      'Members:',
      '10.0.0.1',
      'create a hash:ip',
      'add a',
      '<ipsets>',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseIpsets(text, undefined, ['ipset', 'list']);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 150 },
  );
});
