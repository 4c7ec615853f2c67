import { expect, test } from 'vitest';
import { batchParts } from './batchParts.ts';

const LO = '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536\n    link/loopback 00:00:00:00:00:00';
const RULES = '0:\tfrom all lookup local\n32766:\tfrom all lookup main';
const ADDRESSES = `${LO}\n    inet 127.0.0.1/8 scope host lo\n2: eth0@if5: <UP>\n    inet 10.0.0.2/32`;

test.each<[string, string, readonly [number, string][]]>([
  [
    'each in its place',
    `a\nb\n${LO}\n${RULES}`,
    [
      [1, 'a\nb'],
      [5, RULES],
    ],
  ],
  [
    'empty ones',
    `${LO}\n${LO}\n${RULES}`,
    [
      [1, ''],
      [3, ''],
      [5, RULES],
    ],
  ],
  [
    'the last begins with lo itself',
    `${LO}\n${ADDRESSES}`,
    [
      [1, ''],
      [3, ADDRESSES],
    ],
  ],
  [
    'multipath routes are indented, too',
    `r\n\tnexthop x\n${LO}\nz`,
    [
      [1, 'r\n\tnexthop x'],
      [5, 'z'],
    ],
  ],
  ['a single one is all of it', ADDRESSES, [[1, ADDRESSES]]],
])('%s', (_, text, parts) => {
  expect(batchParts(text, parts.length)).toEqual(
    parts.map(([firstLine, part]) => ({ text: part, firstLine })),
  );
});

test('should give no more parts than there are, of a text that was cut', () => {
  expect(batchParts('a\n', 3)).toEqual([{ text: 'a\n', firstLine: 1 }]);
});
