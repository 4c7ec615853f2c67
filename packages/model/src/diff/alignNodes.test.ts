import { expect, test } from 'vitest';
import { at, netns, node, snapshot } from '../testing/builders.ts';
import { alignNodes } from './alignNodes.ts';

/** `worker1` says its name; `monday?` has only its file's. */
function capture(...names: readonly string[]) {
  return snapshot(
    ...names.map((text) => {
      const name = text.replace('?', '');
      const said = text === name ? { nameEvidence: at(1) } : {};
      return node([netns('host')], { name, ...said });
    }),
  );
}

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['by name', ['a', 'b'], ['b', 'a'], ['a name', 'b name']],
  ['two files of one node', ['monday?'], ['tuesday?'], ['tuesday onlyOneLeft']],
  ['the captured name before the file’s', ['worker1'], ['tuesday?'], ['worker1 onlyOneLeft']],
  ['and the other way round', ['monday?'], ['worker1'], ['worker1 onlyOneLeft']],
  ['the one that is left beside others', ['a', 'monday?'], ['a', 'b'], ['a name', 'b onlyOneLeft']],
  ['not two nodes that say other names', ['a'], ['b'], []],
  ['not where it could be either', ['monday?'], ['a', 'b'], []],
])('%s', (_, before, after, expected) => {
  const aligned = alignNodes(capture(...before), capture(...after));
  expect(aligned.pairs.map(({ name, by }) => `${name} ${by}`)).toEqual(expected);
  for (const { name } of aligned.pairs) {
    expect(aligned.before.nodes.filter((one) => one.name === name)).toHaveLength(1);
    expect(aligned.after.nodes.filter((one) => one.name === name)).toHaveLength(1);
  }
});
