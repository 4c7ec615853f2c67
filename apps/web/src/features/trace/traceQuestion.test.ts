import { describe, expect, it, test } from 'vitest';
import { parsePort, traceQuestion } from './traceQuestion.ts';

const from = 'shop/cart';
const to = '10.96.0.10';

describe('what the address of the page asks', () => {
  it.each([
    ['nothing', {}, { kind: 'open' }],
    ['one end', { from }, { kind: 'open' }],
    ['blanks for an end', { from, to: ' ' }, { kind: 'open' }],
    ['TCP unless told', { from, to }, { kind: 'asked', request: { from, to, proto: 'tcp' } }],
    [
      'a port',
      { from: ` ${from} `, to, proto: 'udp', dport: '53' },
      { kind: 'asked', request: { from, to, proto: 'udp', dport: 53 } },
    ],
    [
      // It may stand there from a question before.
      'no port of ICMP',
      { from, to, proto: 'icmp', dport: '53' },
      { kind: 'asked', request: { from, to, proto: 'icmp' } },
    ],
    [
      'an unknown protocol: TCP',
      { from, to, proto: 'quic' },
      { kind: 'asked', request: { from, to, proto: 'tcp' } },
    ],
    [
      'no such port',
      { from, to, dport: '70000' },
      { kind: 'problem', message: 'A port is a number from 1 to 65535.' },
    ],
  ])('%s', (_, fields, question) => {
    expect(traceQuestion(fields)).toEqual(question);
  });
});

test.each([
  ['', undefined],
  [undefined, undefined],
  ['1', 1],
  ['65535', 65_535],
  ['0', 'wrong'],
  ['65536', 'wrong'],
  ['80x', 'wrong'],
  ['-1', 'wrong'],
  ['1e3', 'wrong'],
])('port %j is %j', (text, port) => {
  expect(parsePort(text)).toBe(port);
});
