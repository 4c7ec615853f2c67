import { expect, test } from 'vitest';
import { shareText } from './shareText.ts';

test.each([
  [1, '100 %'],
  [0.5, '50 %'],
  // 1/3 as three rules of kube-proxy make it.
  [0.333_333_333_4, '33.3 %'],
  [0.100_000_000_000_125, '10 %'],
  [0.004, '0.4 %'],
])('%d is %s', (share, text) => {
  expect(shareText(share)).toBe(text);
});
