import { looksLikeJson } from '../../source/jsonSource.ts';
import { splitAddressOnly } from './openLink.ts';

/** How much of a text nobody labelled is looked at: it may be of any size. */
const ENOUGH = 200_000;

/** The `ip link` or `ip addr` that explains a text. */
export function recognizeLinks(text: string): readonly string[] | undefined {
  const head = text.slice(0, ENOUGH);
  const found = looksLikeJson(head) ? optionsOfJson(head) : optionsOfText(head);
  return found && ['ip', ...found];
}

function optionsOfText(text: string): readonly string[] | undefined {
  // What was written to standard error may come first.
  const lines = text
    .split(/\r?\n/, 20)
    .filter((line) => line.trim() !== '' && !/^[^\s\d]\S*: /.test(line));
  const first = lines[0] ?? '';
  if (splitAddressOnly(first)) return ['-o', ...familyOptions(text, 'none'), 'addr'];
  const [, header] = /^\s*\d{1,10}: [^\s:]+: <[^<>]*> mtu \d+(.*)$/.exec(first) ?? [];
  // `bridge link` begins the same way, and goes on with `state forwarding`.
  if (header === undefined || / state [a-z]/.test(header)) return undefined;
  const details = / promiscuity \d/.test(text) ? ['-d'] : [];
  if (!/^[ \t]*inet6? /m.test(text)) return [...details, 'link'];
  const linkLines = /^[ \t]*link\//m.test(text) ? 'some' : 'none';
  return [...details, ...familyOptions(text, linkLines), 'addr'];
}

function optionsOfJson(text: string): readonly string[] | undefined {
  if (!/"ifindex"\s*:/.test(text) || !/"operstate"\s*:/.test(text)) return undefined;
  if (!/"addr_info"\s*:/.test(text)) return ['-j', 'link'];
  const linkLines = /"link_type"\s*:/.test(text) ? 'some' : 'none';
  return ['-j', ...familyOptions(text, linkLines), 'addr'];
}

/** With -4 or -6, `ip addr` prints no `link/` lines, and leaves out links without an address. */
function familyOptions(text: string, linkLines: 'some' | 'none'): readonly string[] {
  if (linkLines === 'some') return [];
  const has4 = /\binet\b/.test(text);
  const has6 = /\binet6\b/.test(text);
  return has4 === has6 ? [] : [has4 ? '-4' : '-6'];
}
