import { expect, test } from 'vitest';
import { readCapture } from '../../testing/readCapture.ts';
import { alignBefore } from './alignBefore.ts';
import { detailsSide } from './detailsSide.ts';

const ETH0 = '2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1500 state UP\n';
const BR0 = '3: br0: <BROADCAST,UP,LOWER_UP> mtu 1500 state UP\n';
const DUMMY0 = '4: dummy0: <BROADCAST,UP,LOWER_UP> mtu 1500 state UP\n';
const capture = (name: string, links: string) =>
  readCapture(name, [
    { name, files: [{ path: `${name}.txt`, text: `# ip link\n${links}` }], diagnostics: [] },
  ]);

const monday = capture('monday', ETH0 + BR0);
const tuesday = capture('tuesday', ETH0 + DUMMY0);
const { before, renamed } = alignBefore(monday, tuesday);
const named = { before, after: tuesday };

test('the earlier capture goes by the names of the open one, since its own is only the file’s', () => {
  expect(renamed).toEqual([expect.objectContaining({ before: 'monday', after: 'tuesday' })]);
  expect(before.index.node('if/tuesday/host/br0')?.evidence).toMatchObject([
    { file: 'monday.txt', line: 3 },
  ]);
});

test('two files of the same name need no other names', () => {
  expect(alignBefore(monday, monday)).toEqual({ before: monday, renamed: [] });
});

test.each([
  ['what is in both', 'eth0', undefined, 'overview', 'after'],
  ['what is in both, asked for', 'eth0', 'before', 'overview', 'before'],
  ['what went', 'br0', undefined, 'overview', 'before'],
  ['what went, with the other side asked for', 'br0', 'after', 'evidence', 'before'],
  ['what came, with the other side asked for', 'dummy0', 'before', 'overview', 'after'],
  ['what is in neither', 'eth7', undefined, 'overview', 'after'],
  // A trace's way is drawn over the open capture.
  ['a trace', 'br0', 'before', 'trace', 'after'],
] as const)('details of %s: %s, %s, %s → %s', (_, name, side, tab, shown) => {
  const view = { selected: `if/tuesday/host/${name}`, tab, ...(side && { side }) };
  expect(detailsSide(named, view)).toBe(shown);
});
