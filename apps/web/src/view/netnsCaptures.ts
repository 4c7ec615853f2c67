import type { CapturedNetns, CaptureRecord, CommandRun, Snapshot } from '@vethscope/model';

/** What a manifest tells of one namespace. */
export interface NetnsCapture {
  readonly node: string;
  readonly record: CaptureRecord;
  /** Absent: only its commands are told of. */
  readonly found?: CapturedNetns;
  /** Of the commands, those that were to be run in there. */
  readonly runs: readonly CommandRun[];
}

/** By the id of the namespace's element, which `idOf` gives for a node's name and any of its names. */
export function indexNetnsCaptures(
  { nodes }: Snapshot,
  idOf: (node: string, name: string) => string,
): ReadonlyMap<string, NetnsCapture> {
  const captures = new Map<string, NetnsCapture>();
  for (const { name: node, capture: record } of nodes) {
    if (!record) continue;
    const runs = new Map<string, CommandRun[]>();
    for (const run of record.commands) {
      const id = idOf(node, run.netns);
      const others = runs.get(id);
      if (others) others.push(run);
      else runs.set(id, [run]);
    }
    for (const [id, of] of runs) captures.set(id, { node, record, runs: of });
    for (const found of record.namespaces) {
      const id = idOf(node, found.name);
      const capture = { node, record, found, runs: runs.get(id) ?? [] };
      captures.set(id, capture);
      // Where names could not be read, others refer to it by its inode.
      if (found.inode !== undefined) captures.set(idOf(node, `net:[${found.inode}]`), capture);
    }
  }
  return captures;
}
