import type { Evidence, Snapshot } from '@vethscope/model';
import { type CaptureFiles, evidenceFiles, isUnreadable } from '@vethscope/parsers';

/** One line for a capture in which no command's output was understood. */
export function whyUnreadable({ diagnostics }: Snapshot): string {
  const worst =
    diagnostics.find(({ severity }) => severity === 'error') ??
    diagnostics.find(({ severity }) => severity === 'warning') ??
    diagnostics[0];
  return worst?.message ?? 'no command output was recognized in it';
}

/** For each capture of a snapshot, why it is unreadable; `undefined` for a readable one. */
export function unreadableCaptures(
  captures: readonly CaptureFiles[],
  snapshot: Snapshot,
): readonly (string | undefined)[] {
  let from = 0;
  const all = evidenceFiles(captures);
  return captures.map(({ files }) => {
    const own = new Set(all.slice(from, from + files.length).map(({ path }) => path));
    from += files.length;
    const isOwn = (evidence: Evidence) => own.has(evidence.file);
    const part: Snapshot = {
      nodes: [],
      inputs: snapshot.inputs.filter((input) => isOwn(input.evidence)),
      diagnostics: snapshot.diagnostics.filter(isOwn),
    };
    return isUnreadable(part) ? whyUnreadable(part) : undefined;
  });
}
