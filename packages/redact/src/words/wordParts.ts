import { parseIp, parsePrefix } from '@vethscope/model';

/** A piece of a word that is rewritten on its own. */
export interface Part {
  readonly kind: 'range' | 'address' | 'groups' | 'any' | 'name' | 'sign';
  readonly text: string;
}

/** The part of a word that begins at an offset. */
export function partAt(word: string, at: number): Part {
  RANGE.lastIndex = at;
  const [range] = RANGE.exec(word) ?? [];
  if (range?.split('-').every((end) => parseIp(end) !== undefined)) {
    return { kind: 'range', text: range };
  }
  // :::22, as ss of older iproute2 prints [::]:22
  ANY_ADDRESS.lastIndex = at;
  const [any] = ANY_ADDRESS.exec(word) ?? [];
  if (any !== undefined) return { kind: 'any', text: any };
  const text = addressAt(word, at);
  if (text !== undefined) return { kind: 'address', text };
  const groups = groupsAt(word, at);
  if (groups !== undefined) return { kind: 'groups', text: groups };
  NAME.lastIndex = at;
  const [name] = NAME.exec(word) ?? [];
  if (name !== undefined) return { kind: 'name', text: name };
  const code = word.codePointAt(at) ?? 0;
  return { kind: 'sign', text: String.fromCodePoint(code) };
}

const NAME = /[\p{L}\p{N}\p{M}._-]+/uy;
const RANGE = /[0-9a-f]{0,4}[.:][0-9a-f.:]+-[0-9a-f]{0,4}[.:][0-9a-f.:]+(?![\w.-])/iy;
const ANY_ADDRESS = /:::(?=(?:\d+|\*)$)/y;
const IPV4 =
  /(?:\d{1,3}\.){3}\d{1,3}(?:\/(?:(?:\d{1,3}\.){3}\d{1,3}|\d{1,2}))?(?![\w.]|-(?!\d{1,3}\.\d))/y;
/** Colons with at most four digits between them, perhaps an IPv4 address at the end, a length. */
const COLONS =
  /(?:[0-9a-f]{4}\.)?[0-9a-f]{0,4}:[0-9a-f:]*(?:(?:\d{1,3}\.){3}\d{1,3})?(?:\/(?:[0-9a-f:]*:[0-9a-f:]*|\d{1,3}))?(?![\w.:]|-(?![0-9a-f]{0,4}:))/iy;

const MASK = /^(?:(?:255|0)\.|ff|0{1,4}:|::)/i;
/** An IPv6 address, whatever follows it. */
const GROUPS = /(?=[0-9a-f]|::)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,}(?:(?:\.\d{1,3}){3})?/iy;
/** `08:00:00`, `0000:01:00.0` of a PCI device */
const NO_GROUPS = /(?:\d\d:\d\d:\d\d|[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])(?![\w.:])/iy;

/** Two colons or more between hexadecimal digits, where they are no whole address. */
function groupsAt(word: string, at: number): string | undefined {
  NO_GROUPS.lastIndex = at;
  if (NO_GROUPS.test(word)) return undefined;
  GROUPS.lastIndex = at;
  const [found] = GROUPS.exec(word) ?? [];
  return found?.replace(/(?<!:):$/, '');
}

function addressAt(word: string, at: number): string | undefined {
  IPV4.lastIndex = at;
  const [dotted] = IPV4.exec(word) ?? [];
  if (dotted !== undefined && isMasked(dotted)) return dotted;
  COLONS.lastIndex = at;
  const [found] = COLONS.exec(word) ?? [];
  if (found === undefined) return undefined;
  // fd00::1: at the end of a clause
  const text = found.endsWith(':') && !found.endsWith('::') ? found.slice(0, -1) : found;
  const isLinkAddress =
    /^(?:[0-9a-f]{4}\.)?(?:[0-9a-f]{1,2}:){5}(?:(?:[0-9a-f]{1,2}:){14})?[0-9a-f]{1,2}$/i;
  return isMasked(text) || isLinkAddress.test(text) ? text : undefined;
}

/** An address, with or without a length or a mask, which may have holes. */
function isMasked(text: string): boolean {
  const [address = '', mask = ''] = text.split('/');
  return parsePrefix(text) !== undefined || (isIp(address) && (isIp(mask) || isMask(mask)));
}

function isIp(text: string): boolean {
  return parseIp(text) !== undefined;
}

/** What no host has as its address: ones first, or zeros. */
export function isMask(text: string): boolean {
  return MASK.test(text);
}
