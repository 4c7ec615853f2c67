import type { Evidence, Family, Ipset } from '@vethscope/model';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import type { IpsetDraft } from './draft.ts';
import { readListing } from './listing.ts';
import { ipsetRequestOf } from './request.ts';
import { readSave } from './save.ts';

/** Reads what `ipset list` and `ipset save` print. */
export function parseIpsets(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<Ipset> {
  const source = new SourceLines(text, origin);
  const first = source.lines.findIndex((line) => line.trim() !== '');
  const unread = first < 0 ? undefined : unreadFormat(source.lines[first] ?? '', argv);
  if (unread !== undefined) {
    source.unsupported(first, unread, 'warning', source.lines.length - 1);
    return source.finish([], '`ipset` output');
  }
  const isSave = source.lines.some((line) => SAVE_LINE.test(line));
  const drafts = isSave ? readSave(source) : readListing(source);
  const sets = drafts.flatMap((draft) => setOf(draft, source.evidence(draft.from, draft.to)) ?? []);
  return source.finish(sets, '`ipset` output');
}

const SAVE_LINE = /^\s*(create|-N|add|-A) \S+ \S/;

function unreadFormat(firstLine: string, argv: readonly string[]): string | undefined {
  const request = ipsetRequestOf(argv);
  if (/^\s*<(\?xml|ipsets)/.test(firstLine)) return 'XML is not read; capture the plain listing';
  if (/^\s*[[{]/.test(firstLine)) return 'JSON is not read; capture the plain listing';
  if (request?.isNamesOnly) return 'names of sets alone are not read; leave out -n';
  return undefined;
}

function setOf(draft: IpsetDraft, evidence: Evidence): Ipset | undefined {
  const { name, type, options, references, entries, members } = draft;
  const { family } = options;
  if (type === undefined) return undefined;
  return {
    name,
    type,
    family: familyOf(type, family),
    options,
    ...(references !== undefined && { references }),
    ...(entries !== undefined && { entries }),
    ...(members && { members }),
    evidence,
  };
}

/** `family inet6`; bitmaps of addresses are IPv4's, sets of ports, MACs and sets are of neither. */
function familyOf(type: string, family: string | undefined): Family | undefined {
  if (family === 'inet') return 4;
  if (family === 'inet6') return 6;
  return type.startsWith('bitmap:ip') ? 4 : undefined;
}
