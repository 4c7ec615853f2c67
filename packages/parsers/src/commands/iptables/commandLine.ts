import type { Family, TableName } from '@vethscope/model';

/** What was asked of `iptables`, `iptables-save` and their like: iptables(8). */
export interface CommandLine {
  readonly asks: 'save' | 'rules' | 'list';
  readonly family: Family;
  readonly backend?: 'nft' | 'legacy';
  /** `-t nat`. Absent, it is all of them for `save`, and `filter` for the others. */
  readonly table?: TableName;
  /** Only this chain was asked for. */
  readonly chain?: string;
  /** Only this rule of the chain was. */
  readonly ruleNumber?: number;
}

/** `undefined` where the program is another one, or was not asked to show rules. */
export function readCommandLine(argv: readonly string[]): CommandLine | undefined {
  const program = /^ip(6?)tables(?:-(nft|legacy))?(-save)?$/.exec(argv[0] ?? '');
  const flags = program && readFlags(argv.slice(1));
  if (!program || !flags) return undefined;
  const [, six, backend, save] = program;
  const asks = save === undefined ? flags.asks : 'save';
  if (asks === undefined) return undefined;
  return {
    asks,
    family: six === '6' ? 6 : 4,
    ...((backend === 'nft' || backend === 'legacy') && { backend }),
    ...(flags.table !== undefined && { table: flags.table }),
    ...(flags.chain !== undefined && { chain: flags.chain }),
    ...(flags.ruleNumber !== undefined && { ruleNumber: flags.ruleNumber }),
  };
}

interface Flags {
  asks?: 'rules' | 'list';
  table?: TableName;
  chain?: string;
  ruleNumber?: number;
}

/** Letters that change how rules are shown, not which. */
const SHOW = new Set(['n', 'v', 'x', 'c', 'Z', '4', '6']);
const SHOW_LONG = new Set(
  '--numeric --verbose --exact --line-numbers --counters --zero --ipv4 --ipv6'.split(' '),
);

/** `-t nat -nvL POSTROUTING --line-numbers`; `undefined` for anything that changes rules. */
function readFlags(args: readonly string[]): Flags | undefined {
  const flags: Flags = {};
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const known = word.startsWith('--')
      ? readLong(word, rest, flags)
      : word.startsWith('-') && readCluster(word.slice(1), rest, flags);
    if (!known) return undefined;
  }
  return flags;
}

function readLong(word: string, rest: string[], flags: Flags): boolean {
  const [name = '', value] = word.split('=');
  if (value !== undefined) rest.unshift(value);
  if (SHOW_LONG.has(name)) return true;
  switch (name) {
    case '--table':
      return readTable(rest.shift(), flags);
    case '--list':
      return readAsked('list', rest, flags);
    case '--list-rules':
      return readAsked('rules', rest, flags);
    case '--wait':
    case '--wait-interval':
      return skipNumber(rest);
    case '--modprobe':
      return rest.shift() !== undefined;
    default:
      return false;
  }
}

/** `nvL`, `tnat`: letters in one word. */
function readCluster(letters: string, rest: string[], flags: Flags): boolean {
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i] ?? '';
    const glued = letters.slice(i + 1);
    if (SHOW.has(letter)) continue;
    if (letter === 't') return readTable(glued === '' ? rest.shift() : glued, flags);
    if (letter === 'M') return glued !== '' || rest.shift() !== undefined;
    if (letter === 'w' || letter === 'W') return /^\d+$/.test(glued) || skipNumber(rest);
    if (letter !== 'L' && letter !== 'S') return false;
    // -nL INPUT; letters may follow: -Ln
    if (!readAsked(letter === 'L' ? 'list' : 'rules', glued === '' ? rest : [], flags))
      return false;
  }
  return letters !== '';
}

function readTable(name: string | undefined, flags: Flags): boolean {
  if (name === undefined || !isTableName(name)) return false;
  flags.table = name;
  return true;
}

/** `-L [CHAIN [RULENUM]]` */
function readAsked(asks: 'rules' | 'list', rest: string[], flags: Flags): boolean {
  flags.asks = asks;
  if (rest[0] !== undefined && !rest[0].startsWith('-')) {
    flags.chain = rest.shift() ?? '';
    if (/^\d+$/.test(rest[0] ?? '')) flags.ruleNumber = Number(rest.shift());
  }
  return true;
}

function skipNumber(rest: string[]): boolean {
  if (/^\d+$/.test(rest[0] ?? '')) rest.shift();
  return true;
}

export function isTableName(text: string): text is TableName {
  return ['raw', 'mangle', 'nat', 'filter', 'security'].includes(text);
}
