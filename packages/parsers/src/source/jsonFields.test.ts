import { expect, test } from 'vitest';
import { fieldAt, itemsAt, numberAt, textAt, textsAt } from './jsonFields.ts';

const POD = JSON.parse(
  '{"metadata": {"name": "web-0", "labels": {"app": "web", "odd": 1}, "namespace": ""}, "n": 0, "items": null, "list": [1]}',
);

test('a field is found along its path', () => {
  expect(fieldAt(POD, 'metadata', 'labels', 'odd')).toBe(1);
  expect(textAt(POD, 'metadata', 'name')).toBe('web-0');
  expect(numberAt(POD, 'n')).toBe(0);
  expect(itemsAt(POD, 'list')).toEqual([1]);
  expect(textsAt(POD, 'metadata', 'labels')).toEqual({ app: 'web' });
});

test.each([
  ['an empty text', textAt(POD, 'metadata', 'namespace')],
  ['a number where text is asked for', textAt(POD, 'n')],
  ['text where a number is asked for', numberAt(POD, 'metadata', 'name')],
  ['a path through a list', fieldAt(POD, 'list', '0')],
  ['a path through null', fieldAt(POD, 'items', 'name')],
  ['null', fieldAt(POD, 'items')],
  // Would be Object.prototype's.
  ['a key that was not printed', fieldAt(POD, 'constructor')],
])('absent: %s', (_, found) => {
  expect(found).toBeUndefined();
});

test('no list has no items and no map has no texts', () => {
  expect(itemsAt(POD, 'items')).toEqual([]);
  expect(textsAt(POD, 'list')).toEqual({});
});
