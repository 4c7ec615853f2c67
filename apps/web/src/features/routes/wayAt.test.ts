import { expect, it } from 'vitest';
import { formatWayAt, parseWayAt } from './wayAt.ts';

it.each([
  'netns/node1/host 10.85.0.4',
  'netns/n/with space fd00::1 from fd00::2 iif eth0 mark 0x40',
])('reads back %s', (text) => {
  const asked = parseWayAt(text);
  expect(asked && formatWayAt(asked)).toBe(text);
});

it.each(['', 'netns/node1/host', 'netns/node1/host 10.85.0', '10.0.0.1'])(
  'should not read %j',
  (text) => {
    expect(parseWayAt(text)).toBeUndefined();
  },
);
