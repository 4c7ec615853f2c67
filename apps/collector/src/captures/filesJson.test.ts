import type { CaptureFiles } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { filesJson, filesJsonLength } from './filesJson.ts';

const capture = (name: string): CaptureFiles => ({
  name,
  files: [1, 2].map((n) => ({ path: `f${n}`, text: 'eth0 → "é"\n' })),
  diagnostics: [{ file: 'f1', line: 1, endLine: 1, severity: 'warning', message: 'cut off' }],
});
const many: CaptureFiles = {
  ...capture('n3'),
  files: Array.from({ length: 5_000 }, (_, n) => ({ path: `f${n}`, text: 'x'.repeat(200) })),
};

test.each([
  ['none', []],
  ['one', [capture('n1')]],
  ['several', [capture('n1'), capture('n2'), many]],
])('%s: JSON with a capture in each line, as long as it is said to be', (_name, captures) => {
  const text = [...filesJson(captures)].join('');
  expect(JSON.parse(text)).toEqual(captures);
  expect(Buffer.byteLength(text)).toBe(filesJsonLength(captures));
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  expect(lines.map((line) => JSON.parse(line.replace(/,$/, '')))).toEqual(captures);
});

test('comes in parts that are worth packing, however small the files are', () => {
  const parts = [...filesJson([many])];
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.slice(0, -1).every((part) => part.length >= 1 << 18)).toBe(true);
});
