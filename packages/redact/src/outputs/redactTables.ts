import { type ColumnTable, type ReadInput, readTables, SourceLines } from '@vethscope/parsers';
import type { Rewriting } from '../rewriting.ts';

/** Programs whose listings are cut by where their columns stand. */
const TABULAR = /^(kubectl|crictl)/;

/**
 * The understood lines of an output's tables, by their index, with every cell rewritten and the
 * columns set anew: tokens are as long as they are.
 */
export function redactTables(read: ReadInput, rewriting: Rewriting): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  if (!TABULAR.test(read.parser ?? '')) return lines;
  const source = new SourceLines(read.found.text);
  for (const table of readTables(source)) {
    for (const [line, text] of setAnew(table, rewriting)) lines.set(line, text);
  }
  return lines;
}

function setAnew(
  { headerLine, headers, rows }: ColumnTable,
  rewriting: Rewriting,
): readonly (readonly [number, string])[] {
  const cells = [
    { line: headerLine, texts: headers },
    ...rows.map(({ line, cells: row }) => ({
      line,
      texts: headers.map((header) => redactCell(header, row.get(header) ?? '', rewriting)),
    })),
  ];
  const widths = headers.map((_, n) =>
    Math.max(...cells.map(({ texts }) => texts[n]?.length ?? 0)),
  );
  return cells.map(({ line, texts }) => {
    const last = texts.length - 1;
    const row = texts.map((text, n) => (n === last ? text : text.padEnd((widths[n] ?? 0) + 3)));
    return [line, row.join('')] as const;
  });
}

/** Labels are anybody's words and nothing is concluded from them. */
const LEFT_OUT: ReadonlySet<string> = new Set(['LABELS', 'SELECTOR', 'CONTAINERS', 'IMAGES']);

const ROLES: ReadonlySet<string> = new Set(['control-plane', 'master', 'worker', 'etcd']);

function redactCell(header: string, text: string, rewriting: Rewriting): string {
  if (LEFT_OUT.has(header)) return '<none>';
  // control-plane,worker: everybody's, while a node of that name is somebody's
  if (header === 'ROLES' && text.split(',').every((role) => ROLES.has(role))) return text;
  if (header === 'NAME' || header === 'NODE' || header === 'POD') return rewriting.name(text);
  // The namespace of a kubectl table is called `default` by most, and no word of the command's.
  return rewriting.rewriter.words(text).replace(/ {2,}/g, ' ');
}
