import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { hostname } from './command.ts';
import { parseHostname } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text) => parseHostname(text));

describe('whose output is a host name', () => {
  test.each([
    ['hostname', true],
    ['hostname -f', true],
    ['uname -n', true],
    ['cat /etc/hostname', true],
    ['hostnamectl', true],
    ['hostnamectl status', true],
    // Addresses.
    ['hostname -I', false],
    ['hostname -i', false],
    // Sets it and prints nothing.
    ['hostname controller', false],
    ['hostnamectl set-hostname controller', false],
    ['uname -a', false],
    ['cat /etc/hosts', false],
  ])('%s: %s', (command, expected) => {
    expect(hostname.accepts(command.split(' '))).toBe(expected);
  });
});

test('hostnamectl without a static name still names the machine', () => {
  const { records } = parseHostname('  Static hostname: n/a\nTransient hostname: worker-1\n');
  expect(records).toMatchObject([{ name: 'worker-1' }]);
});

test('an output settles the name only when it holds one', () => {
  const read = (text: string) =>
    hostname.read(text, { file: 'hostname', firstLine: 1 }, ['hostname']).facts;
  expect(read('controller\n')).toMatchObject({
    captured: ['hostname'],
    hostname: { name: 'controller' },
  });
  expect(read('two words\n')).toEqual({ captured: [] });
  expect(read('')).toEqual({ captured: [] });
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '# x',
      'controller',
      ' Static hostname: a',
      'Transient hostname: n/a',
      'Kernel: x',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseHostname(text);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 200 },
  );
});
