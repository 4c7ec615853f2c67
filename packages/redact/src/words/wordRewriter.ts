import { comparePrefix, parseIp, parseMac, parsePrefix, prefixAddress } from '@vethscope/model';
import type { Renaming } from '../names/renaming.ts';
import { WELL_KNOWN_NAMES } from '../names/wellKnownNames.ts';
import { isNumber } from './numbers.ts';
import { isVocabulary } from './vocabulary.ts';
import { isMask, type Part, partAt } from './wordParts.ts';

/** A line has few different words, a rule set the same ones thousands of times. */
const MAX_REMEMBERED = 200_000;

/**
 * Rewrites the words of an output. What is left as it is belongs to a closed set: words of the
 * commands, numbers, names that everybody has. All else is replaced, known or not.
 */
export class WordRewriter {
  readonly #renaming: Renaming;
  readonly #rewritten = new Map<string, string>();

  constructor(renaming: Renaming) {
    this.#renaming = renaming;
  }

  /** A word without blanks, quotes and all: `to:10.85.0.4:53`, `!br-app`, `kube-system/kube-dns:dns`. */
  word(word: string): string {
    const known = this.#rewritten.get(word);
    if (known !== undefined) return known;
    const rewritten = this.#rewrite(word);
    if (this.#rewritten.size < MAX_REMEMBERED) this.#rewritten.set(word, rewritten);
    return rewritten;
  }

  /** Words with the blanks between them; columns stay below each other where the blanks allow it. */
  words(text: string): string {
    let drift = 0;
    return text.replace(/(\S+)([ \t]*)/g, (_, word: string, gap: string) => {
      const rewritten = this.word(word);
      drift += rewritten.length - word.length;
      // A single blank, a tab or the end: no column.
      if (gap.length < 2 || gap.includes('\t')) return rewritten + gap;
      const width = Math.max(2, gap.length - drift);
      drift += width - gap.length;
      return rewritten + ' '.repeat(width);
    });
  }

  #rewrite(word: string): string {
    const whole = this.#wholeName(word);
    if (whole !== undefined) return whole;
    // cali:Cz_u1IQiXIMmKD4c, Calico's hash of a rule and all rules above it
    if (/^cali:[\w-]{16}$/.test(word)) return `cali:${this.#renaming.ruleHash(word.slice(5))}`;
    let rewritten = '';
    for (let at = 0; at < word.length; ) {
      const name = this.#renaming.knownAt(word, at);
      if (name !== undefined) {
        rewritten += this.#renaming.known(name) ?? '';
        at += name.length;
        continue;
      }
      const part = partAt(word, at);
      rewritten += this.#part(part);
      at += part.text.length;
    }
    return rewritten;
  }

  #part(part: Part): string {
    switch (part.kind) {
      case 'range':
        return this.#range(part.text);
      case 'address':
        return this.#address(part.text);
      case 'groups':
        return this.#groups(part.text);
      case 'name':
        return this.#name(part.text);
      case 'any':
        return part.text;
      case 'sign':
        return /^[!-~]$/.test(part.text) ? part.text : '?';
    }
  }

  /** `10.0.0.5-10.0.0.9`: stays in order, but what lies between is not the same. */
  #range(text: string): string {
    const ends = text.split('-').map((end) => parsePrefix(this.#address(end)));
    return ends
      .flatMap((end) => end ?? [])
      .sort(comparePrefix)
      .map(prefixAddress)
      .join('-');
  }

  /** An IP address, a prefix, a MAC address, a bridge's id. */
  #address(text: string): string {
    const { addresses } = this.#renaming;
    const ip = parseIp(text);
    if (ip !== undefined) return addresses.address(ip);
    const [address = '', length = ''] = text.split('/');
    const prefix = parsePrefix(text);
    if (prefix !== undefined) {
      return `${addresses.prefix(prefix).split('/')[0]}/${length}`;
    }
    // 198.51.100.0/255.255.255.15: a mask with holes
    const masked = parseIp(address);
    if (masked !== undefined) {
      const mask = isMask(length) ? length : this.#address(length);
      return `${addresses.address(masked)}/${mask}`;
    }
    // 8000.2:42:a:1:0:1 leaves out zeros, 8000.02:42:0a:01:00:01 does not.
    const [, priority = '', bridge = ''] = /^(?:([0-9a-f]{4}\.))?(.*)$/i.exec(address) ?? [];
    const octets = bridge.split(':');
    if (octets.length === 6) {
      const mac = parseMac(octets.map((octet) => octet.padStart(2, '0')).join(':'));
      const mapped = mac && addresses.mac(mac);
      if (mapped === undefined) return text;
      const isShort = octets.some(({ length: digits }) => digits < 2);
      return priority + (isShort ? mapped.replace(/\b0(?=[0-9a-f])/g, '') : mapped);
    }
    // InfiniBand's, 20 octets
    const hex = this.#renaming.secret.hex('link address', text, 64);
    return octets
      .map((octet, i) => (/^(00|ff)$/.test(octet) ? octet : hex.slice(2 * i, 2 * i + 2)))
      .join(':');
  }

  /** `2001:db8::1` of `2001:db8::1_24`; what is no address is not left in pieces that are numbers. */
  #groups(text: string): string {
    const ip = parseIp(text);
    return ip === undefined
      ? this.#renaming.names.token('word', text)
      : this.#renaming.addresses.address(ip);
  }

  #name(text: string): string {
    return (
      this.#wholeName(text) ??
      this.#aroundAddresses(text) ??
      this.#composed(text) ??
      this.#renaming.names.token('word', text)
    );
  }

  /** `via.203.0.113.8`, `203.0.113.7_24`, `203.0.113.7.` at the end of a sentence. */
  #aroundAddresses(text: string): string | undefined {
    const pieces = text.split(EMBEDDED_IPV4);
    if (pieces.length === 1) return undefined;
    // Every other piece is an address.
    return pieces
      .map((piece, i) => {
        const ip = i % 2 === 1 ? parseIp(piece) : undefined;
        if (ip !== undefined) return this.#renaming.addresses.address(ip);
        // 203.0.113.007 and 300.1.2.3 look like one
        return i % 2 === 1 ? this.#renaming.names.token('word', piece) : piece && this.#name(piece);
      })
      .join('');
  }

  #wholeName(text: string): string | undefined {
    const known = this.#renaming.known(text);
    if (known !== undefined) return known;
    if (isVocabulary(text) || isNumber(text) || WELL_KNOWN_NAMES.has(text)) return text;
    if (/[^\w.-]/.test(text)) return undefined;
    return this.#renaming.byShape(text);
  }

  /** `--dport`, `br-app.`, `POST_public`, `kubernetes.io`: put together of words with signs between. */
  #composed(text: string): string | undefined {
    const [, before = '', core = '', after = ''] = /^([-._]*)(.*?)([-._]*)$/.exec(text) ?? [];
    if (core === '') return text;
    if (core !== text) return before + this.#name(core) + after;
    const [, stem, ending] = /^(.+)(\.(?:conf|txt|json|log|md|ya?ml))$/.exec(text) ?? [];
    if (stem !== undefined && ending !== undefined) return this.#name(stem) + ending;
    const pieces = text.split(/([._])/);
    if (pieces.length === 1) return undefined;
    // 203_0_113_7, 1.203.0.113.7: an address in other signs
    if (pieces.filter(isNumber).length > 3) return undefined;
    const renamed = pieces.map((piece) => (/^[._]?$/.test(piece) ? piece : this.#wholeName(piece)));
    return renamed.includes(undefined) ? undefined : renamed.join('');
  }
}

const EMBEDDED_IPV4 = /(?<!\d|\d\.)((?:\d{1,3}\.){3}\d{1,3})(?!\d|\.\d)/;
