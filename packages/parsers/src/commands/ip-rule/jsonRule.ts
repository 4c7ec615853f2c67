import { fieldAt } from '../../source/jsonFields.ts';

/**
 * The words that `ip rule` prints for an object of `ip -j rule`, so that both forms are read by
 * the same grammar. A key whose value is null stands for a word without one.
 */
export function jsonRuleWords(rule: unknown): readonly string[] {
  const text = (key: string): string | undefined => scalarAt(rule, key);
  const pair = (word: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [word, value];
  const keys = typeof rule === 'object' && rule !== null ? Object.keys(rule) : [];
  return [
    ...(keys.includes('not') ? ['not'] : []),
    ...pair('from', joined(text('src'), '/', text('srclen'))),
    ...pair('to', joined(text('dst'), '/', text('dstlen'))),
    ...pair('fwmark', joined(text('fwmark'), '/', text('fwmask'))),
    ...pair('sport', text('sport') ?? joined(text('sport_start'), '-', text('sport_end'))),
    ...pair('dport', text('dport') ?? joined(text('dport_start'), '-', text('dport_end'))),
    ...pair('uidrange', joined(text('uid_start'), '-', text('uid_end'))),
    ...pair('realms', joined(text('flow_from'), '/', text('flow_to')) ?? text('flow_to')),
    ...(keys.includes('l3mdev') ? ['lookup', '[l3mdev-table]'] : []),
    ...(text('action') === undefined ? [] : [text('action') ?? '']),
    ...keys.flatMap((key) => {
      const word = SAME_IN_TEXT.get(key);
      if (word === undefined) return COMPOSED.has(key) ? [] : [key, text(key) ?? ''];
      return text(key) === undefined ? [word] : [word, text(key) ?? ''];
    }),
  ];
}

/** JSON keys and the words that text has for them. */
const SAME_IN_TEXT: ReadonlyMap<string, string> = new Map([
  ['tos', 'tos'],
  ['iif', 'iif'],
  ['oif', 'oif'],
  ['ipproto', 'ipproto'],
  ['table', 'lookup'],
  ['suppress_prefixlen', 'suppress_prefixlength'],
  ['suppress_ifgroup', 'suppress_ifgroup'],
  ['goto', 'goto'],
  ['nop', 'nop'],
  ['protocol', 'proto'],
  ['masquerade', 'masquerade'],
  ['nat_gateway', 'map-to'],
]);

/** Keys that are read above, or that can be told from the rest. */
const COMPOSED: ReadonlySet<string> = new Set([
  'priority',
  'not',
  'src',
  'srclen',
  'dst',
  'dstlen',
  'fwmark',
  'fwmask',
  'sport',
  'sport_start',
  'sport_end',
  'dport',
  'dport_start',
  'dport_end',
  'uid_start',
  'uid_end',
  'flow_from',
  'flow_to',
  'l3mdev',
  'action',
  'iif_detached',
  'oif_detached',
  'unresolved',
]);

function joined(
  first: string | undefined,
  separator: string,
  second: string | undefined,
): string | undefined {
  return first === undefined || second === undefined ? first : `${first}${separator}${second}`;
}

function scalarAt(value: unknown, key: string): string | undefined {
  const found = fieldAt(value, key);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}
