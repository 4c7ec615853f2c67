import type { SourceLines } from '../../source/sourceLines.ts';
import { wholeNumber } from '../../source/wordReader.ts';
import type { IpsetDraft } from './draft.ts';
import { ipsetWords, memberOfWords, optionsOf } from './words.ts';

/** Reads the blocks of `ipset list`: headings, then `Members:` and one member a line. */
export function readListing(source: SourceLines): readonly IpsetDraft[] {
  const sets: IpsetDraft[] = [];
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    const [, heading, rest = ''] = /^([A-Z][A-Za-z ]*):(.*)$/.exec(line.trim()) ?? [];
    const value = rest.trim();
    const open = sets.at(-1);
    if (heading === 'Name' && value !== '') {
      sets.push({ name: value, options: {}, from: i, to: i });
      source.understood(i);
    } else if (open && open.members === undefined) {
      if (heading !== undefined && readHeading(open, heading, value)) {
        open.to = i;
        source.understood(i);
      }
    } else if (open) {
      readMember(source, open, i, line);
    }
  }
  return sets;
}

/** `Type: hash:net`, `Header: family inet hashsize 1024 maxelem 65536`, `References: 1` */
function readHeading(set: IpsetDraft, heading: string, value: string): boolean {
  const number = wholeNumber(value);
  switch (heading) {
    case 'Type':
      set.type = value;
      return true;
    case 'Header':
      set.options = optionsOf(ipsetWords(value));
      return true;
    case 'References':
      if (number !== undefined) set.references = number;
      return number !== undefined;
    case 'Number of entries':
      if (number !== undefined) set.entries = number;
      return number !== undefined;
    case 'Members':
      set.members = [];
      return true;
    default:
      return heading === 'Revision' || heading === 'Size in memory';
  }
}

function readMember(source: SourceLines, set: IpsetDraft, index: number, line: string): void {
  const member = isMessage(line) ? undefined : memberOfWords(ipsetWords(line));
  if (member === undefined) return;
  set.members?.push({ ...member, evidence: source.evidence(index) });
  source.understood(index);
}

/** `ipset v7.17: …` on standard error. */
function isMessage(line: string): boolean {
  return /^ipset v[\d.]+: /.test(line);
}
