import { describe, expect, test } from 'vitest';
import { readPacketLine } from './packetLine.ts';

describe('a line of --packets', () => {
  test.each([
    ['{"from":"a","to":"b"}', { request: { from: 'a', to: 'b', proto: 'tcp' } }],
    [
      '{"from":"a","to":"b","proto":"udp","dport":53,"sport":5000,"expect":"dropped"}',
      {
        request: { from: 'a', to: 'b', proto: 'udp', dport: 53, sport: 5000 },
        expect: 'dropped',
      },
    ],
  ])('%s', (text, packet) => {
    expect(readPacketLine(text)).toEqual({ kind: 'packet', packet });
  });

  test.each([
    ['{"from":"a"', 'not JSON: each line is one object, { "from": …, "to": … }'],
    ['[1]', /^Invalid input: expected object/],
    ['{"from":"a"}', /^to: /],
    ['{"from":"","to":"b"}', /^from: /],
    ['{"from":"a","to":"b","proto":"sctp"}', /^proto: /],
    ['{"from":"a","to":"b","dport":"80"}', 'dport: a port is a number from 1 to 65535'],
    ['{"from":"a","to":"b","dport":0}', 'dport: a port is a number from 1 to 65535'],
    ['{"from":"a","to":"b","dport":65536}', 'dport: a port is a number from 1 to 65535'],
    ['{"from":"a","to":"b","expect":"delivred"}', /^expect: .*"delivered"/],
    // A misspelt `expect` that was passed over would expect nothing.
    ['{"from":"a","to":"b","expects":"dropped"}', /"expects"/],
  ])('should not take %s', (text, message) => {
    const read = readPacketLine(text);
    expect(read.kind === 'problem' && read.message).toMatch(message);
  });
});
