import type { SourceLines } from '../../source/sourceLines.ts';
import type { IpsetDraft } from './draft.ts';
import { ipsetWords, memberOfWords, optionsOf } from './words.ts';

/** Reads the `create` and `add` lines of `ipset save`, the older `-N` and `-A` too. */
export function readSave(source: SourceLines): readonly IpsetDraft[] {
  const sets = new Map<string, IpsetDraft>();
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    const [verb, name, ...words] = ipsetWords(line).filter((word) => !/^-(!|exist)$/.test(word));
    if (name === undefined) {
      if (verb === 'COMMIT' || verb?.startsWith('#')) source.ignored(i);
    } else if (verb === 'create' || verb === '-N') {
      // create web hash:ip,port family inet hashsize 1024 maxelem 65536
      const [type, ...options] = words;
      if (type === undefined) continue;
      sets.set(name, { name, type, options: optionsOf(options), members: [], from: i, to: i });
      source.understood(i);
    } else if (verb === 'add' || verb === '-A') {
      // add web 10.0.0.1,tcp:80 comment "shop"
      const member = memberOfWords(words);
      const set = sets.get(name);
      if (!member || !set) continue;
      set.members?.push({ ...member, evidence: source.evidence(i) });
      source.understood(i);
    } else if (verb?.startsWith('#')) {
      source.ignored(i);
    }
  }
  return [...sets.values()];
}
