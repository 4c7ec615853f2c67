import { excerpt, type SourceLines } from '../../source/sourceLines.ts';

/** What kubectl said beside its listing; both streams often end up in one file. */
export interface Messages {
  /** `No resources found in default namespace.`: an answer. */
  readonly foundNothing: boolean;
  /** The server or kubectl refused: what is not listed is unknown. */
  readonly failed: boolean;
}

/** Marks kubectl's messages wherever they stand, and reports each different error once. */
export function settleMessages(source: SourceLines): Messages {
  const clientLog: number[] = [];
  const errors = new Set<string>();
  let foundNothing = false;
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    if (/^No resources found(?: in \S+ namespace)?\.?$/.test(line)) {
      foundNothing = true;
      source.understood(i);
    } else if (/^(Warning: |Flag --\S+ has been deprecated)/.test(line)) {
      source.ignored(i);
    } else if (CLIENT_LOG.test(line)) {
      clientLog.push(i);
    } else if (ERROR.test(line)) {
      settleError(source, i, errors);
    }
  }
  settleClientLog(source, clientLog, errors);
  return { foundNothing, failed: errors.size > 0 };
}

/** `E0524 10:11:12.131415   12345 memcache.go:265] couldn't get current server API group list: …` */
const CLIENT_LOG = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ \S+\.go:\d+\] /;

/** `Error from server (Forbidden): …`, `The connection to the server … was refused - …` */
const ERROR =
  /^(Error from server|[Ee]rror: |The connection to the server|Unable to connect to the server)/;

function settleError(source: SourceLines, index: number, errors: Set<string>): void {
  const line = source.lines[index] ?? '';
  if (errors.has(line)) source.ignored(index);
  else source.unrecognized(index, `kubectl printed an error: ${excerpt(line)}`);
  errors.add(line);
}

/** The log of failed attempts stands before the error it leads to; alone, its last line is the error. */
function settleClientLog(source: SourceLines, lines: readonly number[], errors: Set<string>): void {
  const last = lines.at(-1);
  for (const line of lines) source.ignored(line);
  if (last !== undefined && errors.size === 0 && /^[EF]/.test(source.lines[last] ?? '')) {
    settleError(source, last, errors);
  }
}
