import { expect, test } from 'vitest';
import { changesCsv } from './changesCsv.ts';

test('each change under its heading, what was not compared at the end', () => {
  const csv = changesCsv([
    { kind: 'heading', key: 'h1', title: 'host: routes', count: 2 },
    {
      ...{ kind: 'entry', key: 'e1' },
      entry: {
        ...{ key: 'e1', change: 'came', category: 'routes', title: '10.0.0.0/8', isCode: true },
        ...{ details: ['IPv4 table main', 'rule 2'], before: [] },
        after: [{ file: 'b.txt', line: 2, endLine: 2 }],
      },
    },
    {
      ...{ kind: 'entry', key: 'e2' },
      entry: {
        ...{ key: 'e2', change: 'altered', category: 'routes', title: 'b', was: 'a', isCode: true },
        ...{ details: [], before: [{ file: 'a.txt', line: 1, endLine: 1 }] },
        after: [{ file: 'b.txt', line: 1, endLine: 1 }],
      },
    },
    { kind: 'heading', key: 'h2', title: 'Could not be compared', count: 1 },
    { kind: 'unknown', key: 'u', text: 'Sockets were not captured' },
  ]);
  expect(csv).toEqual([
    ['Where', 'Change', 'What', 'Was', 'Details', 'Source before', 'Source after'],
    ['host: routes', 'came', '10.0.0.0/8', '', 'IPv4 table main; rule 2', '', 'b.txt:2'],
    ['host: routes', 'changed', 'b', 'a', '', 'a.txt:1', 'b.txt:1'],
    ['Could not be compared', 'not known', 'Sockets were not captured', '', '', '', ''],
  ]);
});
