import {
  ignoredOnPurpose,
  isRedactionNote,
  type ReadInput,
  redactionNote,
} from '@vethscope/parsers';
import type { Rewriting } from '../rewriting.ts';
import { leftOut, type RedactedOutput } from './redactedOutput.ts';
import { redactJson } from './redactJson.ts';
import { redactNftRuleset } from './redactNftRuleset.ts';
import { redactSysctl } from './redactSysctl.ts';
import { redactTables } from './redactTables.ts';

/** Rewrites what was understood of an output; a note stands in place of each run of other lines. */
export function redactOutput(read: ReadInput, rewriting: Rewriting): RedactedOutput {
  if (read.parser === undefined || isBesideTheNetwork(read)) {
    return leftOut(read, 'lines of a command that is not read');
  }
  const json =
    redactNftRuleset(read, rewriting) ??
    (isKeptUnread(read) ? undefined : redactJson(read, rewriting));
  if (json) return json;
  const tables = redactTables(read, rewriting);
  return redactLines(read, (line, i) => {
    const cells = tables.get(i);
    if (cells !== undefined) return cells;
    if (NAMES_ALONE.test(read.parser ?? '') && /^\d+$/.test(line)) return rewriting.name(line);
    return read.parser === 'sysctl' ? redactSysctl(line, rewriting) : rewriting.line(line);
  });
}

/** Commands with lines that are a name and nothing else. */
const NAMES_ALONE = /^(ip netns|hostname|uname)/;

/** A header may be all that there is of a listing: a list of nothing. */
function isBesideTheNetwork({ parser }: ReadInput): boolean {
  return parser === ignoredOnPurpose.name;
}

/** `nft list chains` is known, and not read. */
function isKeptUnread({ coverage }: ReadInput): boolean {
  return coverage.understood + coverage.ignored + coverage.unrecognized === 0;
}

function redactLines(
  read: ReadInput,
  rewrite: (line: string, index: number) => string,
): RedactedOutput {
  const written = read.found.text.split(/\r\n|\n|\r/);
  const lines: string[] = [];
  let run = 0;
  let notUnderstood = 0;
  let withoutFacts = 0;
  const endRun = (): void => {
    if (run > 0) lines.push(redactionNote(run, 'lines not understood'));
    notUnderstood += run;
    run = 0;
  };
  for (const [i, state] of read.lines.entries()) {
    const line = written[i] ?? '';
    const remark = state === 'unsupported' ? keptRemark(read, line, rewrite(line, i)) : undefined;
    if (remark !== undefined) {
      endRun();
      lines.push(remark);
      continue;
    }
    if (state === 'unsupported' || state === 'unrecognized') {
      run++;
      continue;
    }
    const rewritten = state === 'blank' ? '' : rewrite(line, i);
    if (state === 'ignored' && !isHeading(line, rewritten)) {
      withoutFacts++;
      continue;
    }
    endRun();
    lines.push(rewritten);
  }
  endRun();
  return {
    lines,
    dropped: [
      { count: notUnderstood, what: 'lines not understood' },
      { count: withoutFacts, what: 'lines without facts' },
    ],
  };
}

/** What is not modelled, and yet must not go: remarks on what an output lacks, and rules. */
function keptRemark(read: ReadInput, line: string, rewritten: string): string | undefined {
  if (isRedactionNote(line)) return line;
  // -A INPUT -m foo --bar baz -j DROP: without it the chain would be another.
  if (read.parser?.startsWith('iptables') && !line.startsWith('#')) return rewritten;
  // # Table `raw' is incompatible, use 'nft' tool.
  if (line.startsWith('#') && isHeading(line, rewritten)) return rewritten;
  // cat: /proc/sys/net/bridge/bridge-nf-call-iptables: No such file or directory
  return /^cat: \/proc\/sys\/\S+: No such file or directory$/.test(line) ? rewritten : undefined;
}

/** Nothing in it had to be replaced: it consists of the command's own words. */
export function isHeading(line: string, rewritten: string): boolean {
  return line.replace(/\s+/g, ' ') === rewritten.replace(/\s+/g, ' ');
}
