import type { Diagnostic } from '@vethscope/model';
import { expect, test } from 'vitest';
import { worstFirst } from './worstFirst.ts';

const diagnostic = (severity: Diagnostic['severity'], line: number): Diagnostic => ({
  ...{ severity, message: 'm', file: 'f', line, endLine: line },
});

test('errors, warnings, remarks, each in the order of the lines', () => {
  const sorted = worstFirst([
    ...[diagnostic('info', 1), diagnostic('error', 2), diagnostic('warning', 3)],
    ...[diagnostic('error', 4)],
  ]);
  expect(sorted.map(({ line }) => line)).toEqual([2, 4, 3, 1]);
});
