import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonLines, looksLikeJson, readJsonArray, readJsonDocument } from './jsonSource.ts';

const PRETTY = `[ {
        "ifindex": 1,
        "ifname": "lo"
    },{
        "ifindex": 2,
        "ifalias": "to \\"rack\\\\",
        "flags": [ "UP","LOWER_UP" ]
    },{
        "ifindex": 3
    } ]
`;

function read(text: string) {
  const source = jsonLines(text);
  const items = readJsonArray(source);
  const { diagnostics, coverage } = source.finish([], 'JSON');
  return { items, diagnostics, coverage };
}

const lines = (items: readonly { from: number; to: number }[]) =>
  items.map(({ from, to }) => [from, to]);

describe('an array', () => {
  test('gives each element with its own lines', () => {
    const { items, diagnostics, coverage } = read(PRETTY);
    expect(lines(items)).toEqual([
      [0, 3],
      [3, 7],
      [7, 9],
    ]);
    expect(items[1]?.value).toEqual({
      ifindex: 2,
      ifalias: 'to "rack\\',
      flags: ['UP', 'LOWER_UP'],
    });
    expect(diagnostics).toEqual([]);
    expect(coverage.understood).toBe(10);
  });

  test('on a single line, however long, is one line of evidence', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({
      ifindex: i,
      ifname: `cali${i}`.padEnd(50),
    }));
    const { items, diagnostics } = read(JSON.stringify(many));
    expect(items.length).toBe(20_000);
    expect(items.every(({ from, to }) => from === 0 && to === 0)).toBe(true);
    expect(diagnostics).toEqual([]);
  });

  test('may be empty', () => {
    expect(read('[]\n')).toMatchObject({ items: [], diagnostics: [] });
    expect(read('[ ]\n')).toMatchObject({ items: [], diagnostics: [] });
  });

  test('is found below what was written to standard error', () => {
    const { items, diagnostics } = read(`Error: Peer netns reference is invalid.\n${PRETTY}`);
    expect(lines(items)[0]).toEqual([1, 4]);
    expect(diagnostics.map(({ line, message }) => [line, message])).toEqual([
      [1, 'the command printed an error: "Error: Peer netns reference is invalid."'],
    ]);
  });

  test('is not the prompt above it', () => {
    expect(read(`[root@node ~]# ip -j link\n${PRETTY}`).items.length).toBe(3);
  });
});

describe('what is broken', () => {
  test('cut off at its end: the whole elements stay', () => {
    const { items, diagnostics } = read(PRETTY.slice(0, PRETTY.indexOf('"LOWER_UP"')));
    expect(lines(items)).toEqual([[0, 3]]);
    expect(diagnostics).toEqual([
      {
        file: '-',
        line: 4,
        endLine: 7,
        severity: 'warning',
        message: 'broken or cut off JSON: only 1 of its elements could be read',
      },
    ]);
  });

  test('cut off between two elements', () => {
    const { items, diagnostics } = read('[{"a":1},\n{"a":2}');
    expect(lines(items)).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(diagnostics.length).toBe(1);
  });

  test.each([
    ['inside a string that holds an escaped quote', PRETTY.slice(PRETTY.indexOf('rack'))],
    ['inside a list', PRETTY.slice(PRETTY.indexOf('"LOWER_UP"'))],
    ['on one line', JSON.stringify(JSON.parse(PRETTY)).slice(60)],
  ])('cut off at its beginning, %s: the whole elements stay', (_, text) => {
    const { items, diagnostics } = read(text);
    expect(items.map(({ value }) => value)).toEqual([{ ifindex: 3 }]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'broken or cut off JSON: only 1 of its elements could be read',
    ]);
  });

  test('a message in the middle costs one element', () => {
    const text = PRETTY.replace('"ifindex": 2,', 'Error: Peer netns reference is invalid.');
    const { items, diagnostics } = read(text);
    expect(items.map(({ value }) => value)).toMatchObject([{ ifindex: 1 }, { ifindex: 3 }]);
    expect(diagnostics).toMatchObject([{ line: 4, endLine: 8 }]);
  });

  test('nothing readable is one diagnostic', () => {
    const { items, diagnostics } = read('[{\n"ifindex": 1,\n"ifname"');
    expect(items).toEqual([]);
    expect(diagnostics).toMatchObject([
      { line: 1, endLine: 3, message: 'broken or cut off JSON: nothing in it could be read' },
    ]);
  });

  test('an empty text is no complaint, an error message is quoted', () => {
    expect(read('')).toMatchObject({ items: [], diagnostics: [] });
    expect(read('Error: Unknown device.').diagnostics).toMatchObject([
      { message: 'the command printed an error: "Error: Unknown device."' },
    ]);
  });
});

describe('a document', () => {
  const LIST = `{
    "apiVersion": "v1",
    "items": [
        {
            "kind": "Pod"
        },
        {
            "kind": "Service", "items": [1]
        }
    ],
    "kind": "List"
}`;

  test('gives the elements at the path, and its root', () => {
    const { root, items } = readJsonDocument(jsonLines(LIST), ['items']);
    expect(root).toMatchObject({ kind: 'List' });
    expect(items.map(({ value, from, to }) => [value, from, to])).toEqual([
      [{ kind: 'Pod' }, 3, 5],
      [{ kind: 'Service', items: [1] }, 6, 8],
    ]);
  });

  test('without that member is its own item', () => {
    const { items } = readJsonDocument(jsonLines('{\n"kind": "Pod"\n}'), ['items']);
    expect(items).toEqual([{ value: { kind: 'Pod' }, from: 0, to: 2 }]);
  });

  test('cut off keeps the whole elements', () => {
    const source = jsonLines(LIST.slice(0, LIST.indexOf('"Service"')));
    const { root, items } = readJsonDocument(source, ['items']);
    expect(root).toBeUndefined();
    expect(items.map(({ value }) => value)).toEqual([{ kind: 'Pod' }]);
    expect(source.finish([], 'JSON').diagnostics).toMatchObject([{ line: 7, endLine: 8 }]);
  });
});

test.each([
  ['[{"ifindex":1}]', true],
  ['Error: x\n[ {', true],
  ['{ "kind": "List" }', true],
  ['[]', true],
  ['[root@node ~]# ip link', false],
  ['[2026-01-01 10:00:00] started', false],
  ['1: lo: <LOOPBACK> mtu 65536', false],
  ['', false],
])('%j looks like JSON: %s', (text, expected) => {
  expect(looksLikeJson(text)).toBe(expected);
});

test('an array cut anywhere, at either end, yields a run of its own elements', () => {
  const element = fc.record({
    i: fc.nat(),
    text: fc.string({ unit: fc.constantFrom('"', '\\', '[', '{', ',', '}', ']', 'a') }),
  });
  const cut = fc.tuple(fc.array(element, { maxLength: 5 }), fc.nat(), fc.nat(), fc.boolean());
  fc.assert(
    fc.property(cut, ([elements, at, indent, atStart]) => {
      const text = JSON.stringify(elements, null, indent % 3);
      const offset = at % (text.length + 1);
      const { items, coverage } = read(atStart ? text.slice(offset) : text.slice(0, offset));
      const values = items.map(({ value }) => JSON.stringify(value));
      const whole = elements.map((one) => JSON.stringify(one));
      const run = atStart
        ? whole.slice(whole.length - values.length)
        : whole.slice(0, values.length);
      expect(values).toEqual(run);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      const shown = (atStart ? text.slice(offset) : text.slice(0, offset)).split('\n');
      expect(counted).toBe(shown.filter((line) => line.trim() !== '').length);
    }),
    { seed: 1, numRuns: 500 },
  );
});
