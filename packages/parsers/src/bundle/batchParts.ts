/** One of several outputs in a text. */
export interface BatchPart {
  readonly text: string;
  /** Of the text, counted from 1. */
  readonly firstLine: number;
}

/**
 * The outputs of one `ip -batch`, which stand one after the other. Between two of them the capture
 * had ip print link 1, which every namespace has and no other listing shows so:
 *
 *     1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN …
 *         link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 …
 *
 * The last of the `count` outputs may begin with that link itself, as `ip addr` does.
 */
export function batchParts(text: string, count: number): readonly BatchPart[] {
  const lines = text.split('\n');
  const parts: BatchPart[] = [];
  let start = 0;
  for (let i = 0; i < lines.length && parts.length < count - 1; i++) {
    if (!isBoundary(lines[i] ?? '')) continue;
    parts.push(partOf(lines, start, i));
    while (/^\s/.test(lines[i + 1] ?? '')) i++;
    start = i + 1;
  }
  return [...parts, partOf(lines, start, lines.length)];
}

function isBoundary(line: string): boolean {
  return line.startsWith('1: lo: <');
}

function partOf(lines: readonly string[], start: number, end: number): BatchPart {
  return { text: lines.slice(start, end).join('\n'), firstLine: start + 1 };
}
