import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTables } from './columns.ts';
import { SourceLines } from './sourceLines.ts';

function tablesOf(...lines: string[]) {
  const source = new SourceLines(lines.join('\n'));
  const tables = readTables(source);
  for (const { rows } of tables) for (const { line } of rows) source.understood(line);
  const { diagnostics, coverage } = source.finish([], 'a table');
  const rows = tables.map((table) => table.rows.map(({ cells }) => [...cells.values()]));
  return { headers: tables.map(({ headers }) => headers), rows, diagnostics, coverage };
}

describe('cutting rows where the headers start', () => {
  test('should keep single spaces inside headers and values', () => {
    const { headers, rows } = tablesOf(
      'CONTAINER           CREATED             STATE               POD ID              POD',
      '521fddde1cbef       About an hour ago   Running             267895388d070       calico-apiserver',
    );
    expect(headers).toEqual([['CONTAINER', 'CREATED', 'STATE', 'POD ID', 'POD']]);
    expect(rows).toEqual([
      [['521fddde1cbef', 'About an hour ago', 'Running', '267895388d070', 'calico-apiserver']],
    ]);
  });

  test('should leave a cell empty and not shift its neighbours', () => {
    const { rows } = tablesOf('NAME      ROLES    AGE', 'node-1             3d');
    expect(rows).toEqual([[['node-1', '', '3d']]]);
  });

  test('should start a new table at each header', () => {
    const { headers, rows } = tablesOf(
      'NAME    READY',
      'pod/a   1/1',
      '',
      'NAME        TYPE',
      'service/a   ClusterIP',
    );
    expect(headers).toEqual([
      ['NAME', 'READY'],
      ['NAME', 'TYPE'],
    ]);
    expect(rows).toEqual([[['pod/a', '1/1']], [['service/a', 'ClusterIP']]]);
  });

  test('should read a table that was pasted with an indent', () => {
    expect(tablesOf('   NAME   READY', '   a      1/1').rows).toEqual([[['a', '1/1']]]);
  });
});

describe('alignment lost in pasting', () => {
  test('should read a value that is longer than its column', () => {
    const { rows, diagnostics } = tablesOf(
      'NAME     READY   STATUS',
      'calico-node-6bn67   1/1   Running',
    );
    expect(rows).toEqual([[['calico-node-6bn67', '1/1', 'Running']]]);
    expect(diagnostics).toEqual([]);
  });

  test('should read columns parted by tabs, empty ones too', () => {
    const { rows } = tablesOf('NAME\tNODE SELECTOR\tAGE', 'a\tos=linux\t1d', 'b\t\t2d');
    expect(rows).toEqual([
      [
        ['a', 'os=linux', '1d'],
        ['b', '', '2d'],
      ],
    ]);
  });

  test('should say so when the values do not fit the columns, and read on', () => {
    const { rows, diagnostics } = tablesOf(
      'NAME     READY   STATUS',
      'calico-node-6bn67   Running',
      'b        1/1     Running',
    );
    expect(rows).toEqual([[['b', '1/1', 'Running']]]);
    expect(diagnostics).toEqual([
      {
        file: '-',
        line: 2,
        endLine: 2,
        severity: 'warning',
        message: '2 values in a table of 3 columns: "calico-node-6bn67   Running"',
      },
    ]);
  });

  test('should not take a sentence below a table for a row', () => {
    const { rows, diagnostics } = tablesOf(
      'NAME                          READY',
      'a                             1/1',
      '',
      'all pods run',
      'as they should',
    );
    expect(rows).toEqual([[['a', '1/1']]]);
    expect(diagnostics.map(({ line, endLine, message }) => [line, endLine, message])).toEqual([
      [4, 5, `2 lines that do not fit a table of 2 columns: "all pods run"`],
    ]);
  });
});

test('any text leaves no line without a fate and no cell without a header', () => {
  const line = fc.oneof(
    fc.constantFrom('', 'NAME   READY', 'A  B  C', 'a      1/1', 'x', 'a\tb', '  NAME\tB'),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const source = new SourceLines(lines.join('\n'));
      for (const { headers, rows } of readTables(source)) {
        for (const { cells } of rows) expect([...cells.keys()]).toEqual([...new Set(headers)]);
      }
      const { coverage } = source.finish([], 'a table');
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(source.lines.filter((text) => text.trim() !== '').length);
    }),
    { seed: 1, numRuns: 300 },
  );
});
