import type { Link } from '@vethscope/model';
import { jsonLines, looksLikeJson } from '../../source/jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { readIpCommandLine } from './commandLine.ts';
import { readJsonLinks } from './json.ts';
import { readTextLinks } from './text.ts';

export interface ParsedLinks extends Parsed<Link> {
  /** Nothing is cut off, as far as the text can tell. */
  readonly isWhole: boolean;
}

/** Reads what `ip link` and `ip addr` print, as text or as JSON whatever the command line says. */
export function parseLinks(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): ParsedLinks {
  const { options, family } = readIpCommandLine(argv) ?? {};
  if (options?.has('brief')) return { ...brief(new SourceLines(text, origin)), isWhole: false };
  if (looksLikeJson(text) || (options?.has('json') && !looksLikeText(text))) {
    const source = jsonLines(text, origin);
    const { links, isWhole } = readJsonLinks(source, family);
    return { ...source.finish(links, 'links in JSON'), isWhole };
  }
  const source = new SourceLines(text, origin);
  const details = options?.has('details') ?? false;
  const links = readTextLinks(source, { details, ...(family !== undefined && { family }) });
  return { ...source.finish(links, 'output of `ip link` or `ip addr`'), isWhole: true };
}

function looksLikeText(text: string): boolean {
  return /^[ \t]*\d{1,10}: /m.test(text);
}

/** `eth0@if5         UP             10.85.0.4/16` */
function brief(source: SourceLines): Parsed<Link> {
  const last = source.lines.length - 1;
  const message =
    'brief output leaves out the ifindex, which tells links apart: capture `ip -d link` and `ip addr`';
  if (last >= 0) source.unsupported(0, message, 'warning', last);
  return source.finish([], 'brief output');
}
