import { expect, test } from 'vitest';
import { narrowed } from './narrowed.ts';

const ALL = ['cali', 'coredns', 'cors', 'eth0'];

function ask() {
  const items = narrowed(ALL);
  return (question: string) => {
    const asked = items.candidates(question);
    items.keep(
      question,
      asked.filter((item) => item.includes(question)),
    );
    return asked;
  };
}

test('asks what fitted the letters before', () => {
  const of = ask();
  expect(of('co')).toEqual(ALL);
  expect(of('cor')).toEqual(['coredns', 'cors']);
  expect(of('core')).toEqual(['coredns', 'cors']);
  expect(of('cored')).toEqual(['coredns']);
});

test('asks all of them for other letters, and for fewer', () => {
  const of = ask();
  of('cor');
  expect(of('et')).toEqual(ALL);
  of('cor');
  expect(of('co')).toEqual(ALL);
});

test('keeps two questions that go on beside each other', () => {
  const of = ask();
  of('co');
  of('et');
  expect(of('cor')).toEqual(['coredns', 'cors']);
  expect(of('eth')).toEqual(['eth0']);
  expect(of('core')).toEqual(['coredns', 'cors']);
});
