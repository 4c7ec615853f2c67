import type { AddressTokens } from '../addresses/addressTokens.ts';
import type { Secret } from '../secret.ts';
import { isVocabulary } from '../words/vocabulary.ts';
import { chainName } from './chainNames.ts';
import type { IdTokens } from './idTokens.ts';
import { interfaceName } from './interfaceNames.ts';
import type { NameKind, NameTokens } from './nameTokens.ts';
import { derivedName } from './podNames.ts';
import { WELL_KNOWN_NAMES } from './wellKnownNames.ts';

/** What everything of a capture is called once it is redacted. */
export class Renaming {
  readonly secret: Secret;
  readonly names: NameTokens;
  readonly ids: IdTokens;
  readonly addresses: AddressTokens;
  readonly #known = new Map<string, string>();
  /** Names of digits alone: elsewhere the same digits are a port. */
  readonly #numbers = new Map<string, string>();
  /** Names that would be cut at a sign in them: `site+7`. */
  readonly #signed: string[] = [];
  /** Beginnings of interface names that the rules use: `appl` of `-i appl+`, longest first. */
  readonly #wildcards: readonly string[];
  /** How many digits behind `cali` the rules tell workloads apart by: `-i cali6+`. */
  readonly #workloadDigits: number;
  readonly #workloadHashes = new Map<string, string>();

  constructor(
    secret: Secret,
    tokens: Pick<Renaming, 'names' | 'ids' | 'addresses'>,
    wildcards: ReadonlySet<string>,
  ) {
    this.secret = secret;
    this.names = tokens.names;
    this.ids = tokens.ids;
    this.addresses = tokens.addresses;
    this.#wildcards = [...wildcards].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    const digits = this.#wildcards.map((text) => /^cali([0-9a-f]{1,3})$/.exec(text)?.[1] ?? '');
    this.#workloadDigits = Math.max(0, ...digits.map(({ length }) => length));
  }

  /** The new name of something that the capture is known to hold; the first kind it is known as counts. */
  name(kind: NameKind, name: string): string {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (IN_PLACES.has(kind) && /^\d+$/.test(name)) return this.#number(kind, name);
    const renamed = this.#rename(kind, name);
    this.#known.set(name, renamed);
    if (renamed !== name && /[^\p{L}\p{N}\p{M}._-]/u.test(name)) this.#signed.push(name);
    return renamed;
  }

  /**
   * The longest known name with a sign in it that stands at this offset of a word: `a,b` of
   * `a,b@if3:` and of `0.0.0.0%a,b:22`, where the sign does not end it.
   */
  knownAt(word: string, at: number): string | undefined {
    let longest: string | undefined;
    for (const name of this.#signed) {
      const isHere =
        word.startsWith(name, at) && !/^[\p{L}\p{N}\p{M}_-]/u.test(word.slice(at + name.length));
      if (isHere && name.length > (longest?.length ?? 0)) longest = name;
    }
    return longest;
  }

  /** The new name of a word, if it is one that the capture is known to hold. */
  known(name: string): string | undefined {
    return this.#known.get(name);
  }

  /** The new name of digits where a name stands: `4711` of `link-netns 4711`, not of `--dport 4711`. */
  numberAsName(digits: string): string | undefined {
    return this.#numbers.get(digits);
  }

  #number(kind: NameKind, digits: string): string {
    const known = this.#numbers.get(digits) ?? this.names.token(kind, digits);
    this.#numbers.set(digits, known);
    return known;
  }

  /** A name made of others, such as a chain's hash, that was worked out elsewhere. */
  settle(name: string, renamed: string): void {
    this.#known.set(name, renamed);
  }

  /** Says what a Calico workload's interface is called now: its hash is another. */
  settleWorkload(hash: string, renamed: string): void {
    this.#workloadHashes.set(hash, renamed);
  }

  /**
   * A pod, of which `hashOf` says what Calico makes of its new name. Where the rules pick
   * workloads by the first digits of their hash, the name is chosen so that these stay.
   */
  pod(name: string, hash: string, hashOf: (renamed: string) => string): string {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (/^\d+$/.test(name)) return this.#number('pod', name);
    if (isPlain(name)) return name;
    const wanted = hash.slice(0, this.#workloadDigits);
    for (let attempt = 0; ; attempt++) {
      const renamed = this.#candidate('pod', name, attempt);
      const isWanted = hashOf(renamed).startsWith(wanted) || attempt > MAX_ATTEMPTS;
      if (!isWanted || !this.names.claim('pod', name, renamed)) continue;
      this.#known.set(name, renamed);
      return renamed;
    }
  }

  /** The new name where nothing but its look tells what it is; `undefined` where that tells nothing. */
  byShape(name: string): string | undefined {
    if (this.#wildcards.includes(name)) return this.#wildcard(name);
    const [, before = '', uuid, after = ''] = UUID.exec(name) ?? [];
    if (uuid !== undefined && isVocabulary(before.replace(/-$/, '') || 'cni') && after === '') {
      return before + this.names.shaped('netns', uuid, () => this.#uuid(uuid));
    }
    if (/^(?=.*[a-f])[0-9a-f]{12,128}$/.test(name)) return this.ids.id(name);
    const mac = /^enx([0-9a-f]{12})$/.exec(name)?.[1];
    if (mac !== undefined) return `enx${this.secret.hex('name', mac, 12)}`;
    return chainName(name, this) ?? this.#interfaceByShape(name);
  }

  /** `9d04617f188` of `cali9d04617f188`. */
  workloadHash(hash: string): string {
    const known = this.#workloadHashes.get(hash);
    if (known !== undefined) return known;
    const kept = hash.slice(0, this.#workloadDigits);
    const renamed = kept + this.secret.hex('workload', hash, hash.length - kept.length);
    this.#workloadHashes.set(hash, renamed);
    return renamed;
  }

  /** Calico's hash of a rule's text: it could be found again from a guess. */
  ruleHash(hash: string): string {
    return this.secret.letters('rule', hash, hash.length, BASE64URL);
  }

  #rename(kind: NameKind, name: string): string {
    if (isPlain(name)) return name;
    switch (kind) {
      case 'if':
        return this.#interface(name);
      case 'pod':
      case 'app':
      case 'svc':
        return this.#derived(kind, name);
      case 'netns':
        // net:[4026532300], the kernel's own notation, and the folder that it is filed in
        if (/^net(:\[\d+\]|-\d+)$/.test(name)) return name;
        return this.byShape(name) ?? this.names.token(kind, name);
      case 'chain':
      case 'set':
        return this.byShape(name) ?? this.names.token(kind, name);
      default:
        return this.names.token(kind, name);
    }
  }

  /** `checkout-7db6d8ff4d-x2x4k` → `app-3f2a-…`: a name made of another one is made of its token. */
  #derived(kind: NameKind, name: string): string {
    for (let attempt = 0; ; attempt++) {
      const renamed = this.#candidate(kind, name, attempt);
      if (this.names.claim(kind, name, renamed)) return renamed;
    }
  }

  #candidate(kind: NameKind, name: string, attempt: number): string {
    const salt = attempt === 0 ? '' : `#${attempt}`;
    const derived = derivedName(name);
    if (derived === undefined || isOnlyWord(derived.base))
      return `${kind}-${this.secret.hex('name', name + salt, attempt < 8 ? 4 : 8)}`;
    const base = this.name('app', derived.base);
    const suffixes = derived.suffixes.map(({ kind: suffix, text }, i) => {
      if (suffix === 'ordinal')
        return attempt === 0 ? text : this.secret.hex('drawn', text + salt, 8);
      if (suffix === 'node')
        return attempt === 0 ? this.name('node', text) : this.secret.hex('drawn', text + salt, 8);
      const isLast = i === derived.suffixes.length - 1;
      // Digits first: names of ReplicaSets are told from words by the digit in them.
      const digits = this.secret.hex(
        'drawn',
        isLast ? name + salt : text,
        Math.max(4, text.length - 1),
      );
      return `${text.length % 10}${digits}`;
    });
    return [base, ...suffixes].join('-');
  }

  #interface(name: string): string {
    return this.byShape(name) ?? this.#chosenInterface(name, 'if');
  }

  #interfaceByShape(name: string): string | undefined {
    const shape = interfaceName(name);
    switch (shape.kind) {
      case 'standard':
        return name;
      case 'vlan':
        return this.known(shape.parent) !== undefined || isStandard(shape.parent)
          ? `${this.name('if', shape.parent)}.${shape.vlan}`
          : undefined;
      case 'drawn': {
        const digits = name.slice(shape.stem.length);
        if (digits.length === 11) return shape.stem + this.workloadHash(digits);
        return shape.stem + this.secret.hex('drawn', digits, digits.length);
      }
      case 'chosen':
        return shape.stem === 'if' ? undefined : this.#chosenInterface(name, shape.stem);
    }
  }

  /** At most 15 characters, as the kernel takes them. */
  #chosenInterface(name: string, stem: string): string {
    const wildcard = this.#wildcards.find((text) => name.startsWith(text) && name !== text);
    const own = interfaceName(name);
    const head =
      wildcard === undefined
        ? `${own.kind === 'chosen' ? own.stem : stem}-`
        : `${this.#wildcard(wildcard)}-`;
    return this.names.shaped('if', name, (digits) => (head + digits).slice(0, 15));
  }

  /** `appl` of `appl+`: what the tokens of the interfaces that it stands for begin with. */
  #wildcard(text: string): string {
    if (text === '' || isVocabulary(text) || isStandard(text)) return text;
    if (/^cali[0-9a-f]{1,3}$/.test(text)) return text;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const outer = this.#wildcards.find((other) => text.startsWith(other) && text !== other);
    const head = outer === undefined ? 'if' : this.#wildcard(outer);
    return this.names.shaped('if', text, (digits) => `${head}-${digits}`.slice(0, 10));
  }

  #uuid(uuid: string): string {
    const hex = this.secret.hex('uuid', uuid, 32);
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}

/** Kinds of names that stand in places of their own. */
const IN_PLACES: ReadonlySet<NameKind> = new Set<NameKind>(['netns', 'node', 'pod', 'set']);

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const UUID = /^(.*?)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(.*)$/;

/** 16³ names have to be tried, on average, for three digits to come out as wanted. */
const MAX_ATTEMPTS = 20_000;

function isStandard(name: string): boolean {
  return interfaceName(name).kind === 'standard';
}

/** A word of the commands, but nobody's name: `via` of `via-10` would stay. */
function isOnlyWord(name: string): boolean {
  return isPlain(name) && !WELL_KNOWN_NAMES.has(name);
}

/** Nothing that tells one capture from another: a word of the commands, a number, everybody's name. */
function isPlain(name: string): boolean {
  return isVocabulary(name) || WELL_KNOWN_NAMES.has(name) || /^\d+$/.test(name);
}
