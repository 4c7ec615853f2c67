import { createElement, Suspense } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { lazyPart, loadParts } from './lazyPart.ts';

test('a part is waited for until it is loaded, then shown at once', async () => {
  const Part = lazyPart(async () => () => 'the part');
  const shown = () =>
    renderToString(createElement(Suspense, { fallback: 'Loading…' }, createElement(Part)));
  expect(shown()).toContain('Loading…');
  await loadParts(async () => {});
  expect(shown()).toContain('the part');
  expect(shown()).not.toContain('Loading…');
});
