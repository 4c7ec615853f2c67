import { expect, test } from 'vitest';
import { letterSpan } from './letterSpan.ts';

test.each([
  ['coredns-p4kzt', 'coredns', 7],
  ['coredns-p4kzt', 'crdns', 7],
  ['coredns-p4kzt', 'cdp4', 10],
  // The second c begins the shorter way.
  ['calico-coredns', 'cdns', 7],
  ['coredns', 'sn', undefined],
  ['coredns', 'x', undefined],
])('%s has the letters of %s in %s', (text, letters, span) => {
  expect(letterSpan(text, letters)).toBe(span);
});
