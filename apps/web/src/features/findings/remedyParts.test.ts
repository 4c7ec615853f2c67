import { expect, test } from 'vitest';
import { remedyParts } from './remedyParts.ts';

test.each([
  ['Recreate the pod.', ['text:Recreate the pod.']],
  ['Run `ip link set eth1 up`.', ['text:Run ', 'command:ip link set eth1 up', 'text:.']],
  ['`a` or `b`', ['code:a', 'text: or ', 'code:b']],
])('%s', (text, parts) => {
  expect(remedyParts(text).map((part) => `${part.kind}:${part.text}`)).toEqual(parts);
});
