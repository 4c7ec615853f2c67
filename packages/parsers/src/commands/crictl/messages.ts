import { excerpt, type SourceLines } from '../../source/sourceLines.ts';

/** Marks what crictl logged beside its listing; true when one of it was an error. */
export function settleMessages(source: SourceLines): boolean {
  let failed = false;
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    if (ERROR.test(line)) {
      // Each retry is logged; the first says it.
      if (failed) source.ignored(i);
      else source.unrecognized(i, `crictl printed an error: ${excerpt(line)}`);
      failed = true;
    } else if (NOTICE.test(line)) {
      source.ignored(i);
    }
  }
  return failed;
}

/** `FATA[0000] validate service connection: …`, `time="…" level=fatal msg="…"`, `E0524 …` */
const ERROR = /^(FATA\[|ERRO\[|time="[^"]*" level=(error|fatal) |E\d{4} \d\d:\d\d:\d\d\.)/;

/** `WARN[0000] runtime connect using default endpoints: […]` */
const NOTICE =
  /^(WARN\[|INFO\[|DEBU\[|time="[^"]*" level=(warning|info|debug) |[WI]\d{4} \d\d:\d\d:\d\d\.)/;
