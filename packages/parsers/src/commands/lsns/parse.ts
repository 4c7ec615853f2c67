import type { NetnsName } from '@vethscope/model';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';

/**
 * Reads `lsns -t net -o NS,NETNSID,NPROCS,PID,NSFS` (util-linux): the id that the observer has for a
 * namespace, also where that has no name. It goes by the kernel's own notation, `net:[INODE]`.
 */
export function parseNetnsIds(text: string, origin?: Origin): Parsed<NetnsName> {
  const source = new SourceLines(text, origin);
  const records = source.lines.flatMap((line, i) => {
    if (/^\s*NS\s+NETNSID\b/.test(line)) {
      source.ignored(i);
      return [];
    }
    // 4026532281          3      2  1204 /run/netns/blue
    // 4026531840 unassigned     88     1
    const [, inode, nsid] = /^\s*(\d+)\s+(\d{1,10}|unassigned)\s+\d+\s+\d+(\s|$)/.exec(line) ?? [];
    if (inode !== undefined) {
      source.understood(i);
      if (nsid === 'unassigned') return [];
      return [{ name: `net:[${inode}]`, nsid: Number(nsid), evidence: source.evidence(i) }];
    }
    // A second mount of the namespace above stands on a line of its own.
    if (/^\s+\/\S/.test(line)) source.ignored(i);
    return [];
  });
  return source.finish(records, '`lsns -t net` output');
}
