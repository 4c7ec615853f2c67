import { expect, test } from 'vitest';
import { progress } from './progress.ts';

function screenOf(columns: number | undefined) {
  let text = '';
  const lines = progress(['worker1', 'worker2'], {
    columns,
    write: (more) => {
      text += more;
    },
  });
  return { ...lines, text: () => text };
}

/** What a terminal shows of `text`: `ESC[nA` goes up n rows, `ESC[2K` clears the row. */
function shown(text: string): readonly string[] {
  const rows: string[] = [];
  let row = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves the cursor
  for (const [, up, line] of text.matchAll(/\u001b\[(\d+)A|(?:\u001b\[2K)?([^\n\u001b]*)\n/g)) {
    if (up !== undefined) row -= Number(up);
    else rows[row++] = line ?? '';
  }
  return rows;
}

test('a terminal has one line for each, in order, and the report below', () => {
  const screen = screenOf(80);
  screen.passing(1, '1 KiB so far');
  screen.passing(0, 'connecting');
  screen.ended(1, 'done', ['worker2: node2.tar.gz']);
  screen.passing(0, '2 KiB so far');
  screen.ended(0, 'failed', []);
  screen.close();
  expect(shown(screen.text())).toEqual([
    'vethscope: worker1: failed',
    'vethscope: worker2: done',
    'vethscope: worker2: node2.tar.gz',
  ]);
});

test('a long line does not take two rows, and no control character gets through', () => {
  const screen = screenOf(30);
  screen.passing(0, `\u001b[2J${'x'.repeat(100)}`);
  const [line = ''] = shown(screen.text());
  expect(line).toBe('vethscope: worker1: ?[2Jxxxxx');
});

test('elsewhere each line is printed once, when there is something to say', () => {
  const screen = screenOf(undefined);
  screen.passing(0, 'connecting');
  screen.ended(1, 'done', ['worker2: node2.tar.gz', 'worker2: not run: x']);
  screen.ended(0, 'failed', []);
  screen.close();
  expect(screen.text()).toBe('vethscope: worker2: node2.tar.gz\nvethscope: worker2: not run: x\n');
});
