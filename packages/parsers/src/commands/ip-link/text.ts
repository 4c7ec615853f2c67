import type { Link } from '@vethscope/model';
import type { SourceLines } from '../../source/sourceLines.ts';
import { wordsOf } from '../../source/wordReader.ts';
import { reportUnmodelled } from './details.ts';
import { readPart } from './linkPart.ts';
import {
  closeLink,
  emptyLink,
  type OpenLink,
  openLink,
  splitAddressOnly,
  type TextOptions,
} from './openLink.ts';

/**
 * Reads what `print_linkinfo` and `print_addrinfo` of iproute2's ipaddress.c print, or busybox in
 * their stead. What a line is, its first word tells and never its indentation, which copying loses.
 * Lines that are none of these are left to `finish`.
 */
export function readTextLinks(source: SourceLines, options: TextOptions): readonly Link[] {
  const links: OpenLink[] = [];
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    const parts = partsOf(line, i, links);
    const link = links.at(-1);
    if (!link) continue;
    const unread = parts.filter(
      (text) => !readPart(link, { text, words: wordsOf(text), line: i, source, options }),
    );
    if (link.from !== i && unread.length === parts.length) continue;
    link.to = i;
    source.understood(i);
    if (unread.length > 0) source.report(i, 'warning', 'a part of this line was not recognized');
  }
  reportRounded(source, links);
  return links.map((open) => {
    const link = closeLink(source, open, options);
    if (open.kind) reportUnmodelled(source, link.details, open.kind.line);
    return link;
  });
}

/** Opens a link where the line begins one. Gives what the line says of the link that is open. */
function partsOf(line: string, i: number, links: OpenLink[]): readonly string[] {
  // -o joins a link's lines with a backslash; each goes on with its indentation.
  const [head = '', ...joined] = line.includes('\\') ? line.split(/\\(?=\s)/) : [line];
  const opened = openLink(head, i);
  if (opened) {
    links.push(opened);
    return joined;
  }
  const only = splitAddressOnly(head);
  if (!only) return [head, ...joined];
  const last = links.at(-1);
  if (last?.ifindex !== only.ifindex || last.name !== only.name) {
    links.push(emptyLink(only.ifindex, only.name, i));
  }
  return [only.address, ...joined];
}

function reportRounded(source: SourceLines, links: readonly OpenLink[]): void {
  const rounded = links.flatMap((link) => link.rounded ?? []);
  const [first] = rounded;
  if (first === undefined) return;
  const message = `-h rounds the counters of ${rounded.length === 1 ? 'this link' : `${rounded.length} links`}: they are not shown`;
  source.report(first, 'info', message);
}
