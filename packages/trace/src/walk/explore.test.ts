import { describe, expect, test } from 'vitest';
import type { Choices } from './choices.ts';
import { explore } from './explore.ts';

const question = (key: string) => ({ key, ifYes: `${key}: yes`, ifNo: `${key}: no` });

const ends = (run: (choices: Choices) => string, limit = 100) =>
  explore({ run, keyOf: (result) => result, beyondLimit: () => 'not followed', limit });

describe('explore', () => {
  test('a walk that asks nothing has one end', () => {
    expect(ends(() => 'delivered')).toEqual([
      { result: 'delivered', probability: 1, assumptions: [] },
    ]);
  });

  test('a question that matters gives an end for each answer, with what it takes for granted', () => {
    expect(ends((choices) => (choices.ask(question('a')) ? 'delivered' : 'dropped'))).toEqual([
      { result: 'delivered', probability: null, assumptions: ['a: yes'] },
      { result: 'dropped', probability: null, assumptions: ['a: no'] },
    ]);
  });

  test('a question that does not matter is not mentioned', () => {
    const run = (choices: Choices) => {
      choices.ask(question('does not matter'));
      return choices.ask(question('a')) ? 'delivered' : 'dropped';
    };
    expect(ends(run).map(({ assumptions }) => assumptions)).toEqual([['a: yes'], ['a: no']]);
  });

  test('a question that is asked only after another answer', () => {
    const run = (choices: Choices) =>
      choices.ask(question('a')) || choices.ask(question('b')) ? 'delivered' : 'dropped';
    expect(ends(run)).toEqual([
      { result: 'delivered', probability: null, assumptions: ['a: yes'] },
      { result: 'delivered', probability: null, assumptions: ['a: no', 'b: yes'] },
      { result: 'dropped', probability: null, assumptions: ['a: no', 'b: no'] },
    ]);
  });

  test('the same question has one answer in one walk', () => {
    const run = (choices: Choices) => `${choices.ask(question('a'))} ${choices.ask(question('a'))}`;
    expect(ends(run).map(({ result }) => result)).toEqual(['true true', 'false false']);
  });

  test('three endpoints, as kube-proxy draws them: a third each', () => {
    const run = (choices: Choices) => {
      if (choices.draw([1 / 3, 2 / 3]) === 0) return 'first';
      return choices.draw([1 / 2, 1 / 2]) === 0 ? 'second' : 'third';
    };
    const leaves = ends(run);
    expect(leaves.map(({ result }) => result)).toEqual(['first', 'second', 'third']);
    for (const { probability } of leaves) expect(probability).toBeCloseTo(1 / 3, 12);
  });

  test('draws that end alike are kept apart: they are different ways', () => {
    expect(ends((choices) => (choices.draw([0.5, 0.5]) === 0 ? 'x' : 'x'))).toHaveLength(2);
  });

  test('a draw behind an unknown has no probability of its own', () => {
    const run = (choices: Choices) =>
      choices.ask(question('a')) ? `endpoint ${choices.draw([0.5, 0.5])}` : 'dropped';
    expect(ends(run).map(({ probability }) => probability)).toEqual([null, null, null]);
  });

  test('what is presumed goes with the walk that presumed it', () => {
    const run = (choices: Choices) => {
      if (choices.ask(question('a'))) return 'delivered';
      choices.presume('no rules in there');
      choices.presume('no rules in there');
      return 'dropped';
    };
    expect(ends(run).map(({ assumptions }) => assumptions)).toEqual([
      ['a: yes'],
      ['a: no', 'no rules in there'],
    ]);
  });

  test('at the limit it says so and still gives what it has', () => {
    const run = (choices: Choices) =>
      ['a', 'b', 'c', 'd'].map((key) => choices.ask(question(key))).join();
    const leaves = ends(run, 3);
    expect(leaves.filter(({ result }) => result !== 'not followed')).toHaveLength(3);
    const cut = leaves.find(({ result }) => result === 'not followed');
    expect(cut?.assumptions.at(-1)).toBe('no more than 3 ways are followed');
  });
});
