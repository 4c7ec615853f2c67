import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { ss } from './command.ts';
import { parseSockets } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text, argv) =>
  parseSockets(text, undefined, argv),
);

const ORIGIN = { file: '-', firstLine: 1 };
const HEADER = 'Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess';

function read(command: string, ...lines: string[]) {
  const output = ss.read(lines.join('\n'), ORIGIN, command.split(' '));
  return { ...output, messages: output.diagnostics.map(({ message }) => message) };
}

describe('what a listing settles', () => {
  test.each([
    ['ss -lntu', ['sockets']],
    ['ss -Hlntup', ['sockets']],
    ['ss --listening --tcp --udp -n', ['sockets']],
    ['ss -ln', ['sockets']],
    ['ss -anp', ['sockets']],
    ['ss -tlnp', []],
    ['ss -lntu4', []],
    ['ss -lntu sport = :22', []],
    ['ss -tun', []],
  ])('%s, though nothing listens', (command, captured) => {
    expect(read(command, HEADER).facts.captured).toEqual(captured);
    expect(read(command).facts.captured).toEqual(captured);
  });

  test('not what ss could not read itself', () => {
    const { facts, messages } = read(
      'ss -lntu',
      HEADER,
      'Cannot open netlink socket: Permission denied',
    );
    expect(facts.captured).toEqual([]);
    expect(messages).toHaveLength(1);
  });
});

test.each([
  ['ss', true],
  ['ss -tlnp', true],
  ['ss -s', false],
  // The sockets of another namespace than the one that it runs in.
  ['ss -N blue -lntu', false],
  ['netstat -lntup', false],
])('%s is ours: %s', (command, expected) => {
  expect(ss.accepts(command.split(' '))).toBe(expected);
});

describe('a line', () => {
  test('without protocol, where nobody knows which one was asked for, is not guessed at', () => {
    const { records, coverage } = read('ss -lntu', 'LISTEN 0 128 127.0.0.1:10248 0.0.0.0:*');
    expect(records).toBe(0);
    expect(coverage.unrecognized).toBe(1);
  });

  test('a connection is no listening socket', () => {
    const { records, coverage } = read('ss -an', 'tcp ESTAB 0 0 10.0.0.1:22 10.0.0.5:50514');
    expect(records).toBe(0);
    expect(coverage.ignored).toBe(1);
  });

  test('a connected UDP socket takes packets of its peer alone', () => {
    expect(read('ss -an', 'udp ESTAB 0 0 10.0.0.1:68 10.0.0.5:67').records).toBe(0);
  });

  test('a port by its name is said to be none', () => {
    const { messages, coverage } = read('ss -tl', 'LISTEN 0 128 *:ssh *:*');
    expect(messages).toEqual(['a port by its name; capture with `ss -n`']);
    expect(coverage.unsupported).toBe(1);
  });

  test.each(['tcp LISTEN 0 128 10.0.0.999:22 0.0.0.0:*', 'tcp LISTEN 0 128 *:99999 *:*'])(
    'what is no address is not read: %s',
    (line) => expect(read('ss -lntu', line).coverage.unrecognized).toBe(1),
  );
});

test.each([
  [HEADER, ['ss']],
  ['State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess', undefined],
  ['Active Internet connections (only servers)', undefined],
])('a text that begins with %j', (text, argv) => expect(ss.recognizes(text)).toEqual(argv));

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom('', HEADER, 'tcp LISTEN 0 128 *:22 *:*', '\t skmem:(r0)', 'LISTEN 0 1 [::]:x'),
    fc.string({ unit: 'binary-ascii', maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseSockets(text, undefined, ['ss', '-lnt']);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 150 },
  );
});
