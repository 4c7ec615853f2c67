import type { Target } from '@vethscope/model';
import { DEFAULT_LOG_LEVEL, readUint32 } from './fields.ts';
import { option, takeListed } from './listedWords.ts';
import { logLevel } from './names.ts';
import { type Option, optionsText } from './options.ts';
import { targetOfOptions } from './targetOptions.ts';
import type { Words } from './words.ts';

/**
 * Reads what `iptables -L` prints behind the matches for a target extension: the print functions
 * of iptables' extensions/. `undefined`, with the cursor anywhere, where it does not begin here.
 * A target's words are the last of the line, so that a reader must come to its end.
 */
export function readListedTarget(name: string, words: Words): Target | undefined {
  const target = TARGETS.get(name)?.(words);
  return target && words.atEnd() ? target : undefined;
}

type ListedReader = (words: Words) => Target | undefined;

const TARGETS: ReadonlyMap<string, ListedReader> = new Map<string, ListedReader>([
  // reject-with icmp-port-unreachable
  ['REJECT', (words) => targetOfOptions('REJECT', takeListed(words, { 'reject-with': 1 }))],
  ['MARK', readMark],
  ['CONNMARK', readConnmark],
  // to:10.0.0.1:53 random persistent
  ['DNAT', (words) => readNat('DNAT', 'to-destination', words)],
  ['SNAT', (words) => readNat('SNAT', 'to-source', words)],
  // masq ports: 1000-2000 random-fully
  ['MASQUERADE', (words) => readPorts('MASQUERADE', ['masq', 'ports:'], words)],
  // redir ports 8080 random
  ['REDIRECT', (words) => readPorts('REDIRECT', ['redir', 'ports'], words)],
  ['NOTRACK', () => ({ kind: 'notrack' })],
  ['CT', readCt],
  ['LOG', readLog],
  // nflog-prefix "p 1" nflog-group 2
  ['NFLOG', readNflog],
  ['TCPMSS', readTcpmss],
  // DSCP set 0x2e
  ['DSCP', (words) => (skipAll(words, 'DSCP', 'set') ? readDscp(words) : undefined)],
  // AUDIT accept
  ['AUDIT', readAudit],
  ['TRACE', () => ({ kind: 'trace' })],
  // CHECKSUM fill
  ['CHECKSUM', (words) => (skipAll(words, 'CHECKSUM', 'fill') ? { kind: 'checksum' } : undefined)],
]);

function skipAll(words: Words, ...expected: readonly string[]): boolean {
  return expected.every((word) => words.skip(word));
}

const MARK_OPTIONS = new Map([
  ['set', 'set-mark'],
  ['xset', 'set-xmark'],
  ['and', 'and-mark'],
  ['or', 'or-mark'],
  ['xor', 'xor-mark'],
]);

/** `MARK and 0xfffcffff` */
function readMark(words: Words): Target | undefined {
  return words.skip('MARK') ? readMarkOperation('MARK', words) : undefined;
}

function readMarkOperation(target: string, words: Words): Target | undefined {
  const name = MARK_OPTIONS.get(words.take() ?? '');
  return name === undefined
    ? undefined
    : targetOfOptions(target, [option(name, false, words.take() ?? '')]);
}

/** `CONNMARK save mask 0xffff`, `CONNMARK restore ctmask 0x80000000 nfmask ~0xffffffff` */
function readConnmark(words: Words): Target | undefined {
  if (!words.skip('CONNMARK')) return undefined;
  const operation = words.peek();
  if (operation !== 'save' && operation !== 'restore') return readMarkOperation('CONNMARK', words);
  words.take();
  const masks = takeListed(words, { mask: 1, nfmask: 1, ctmask: 1 }).map(withoutTilde);
  return targetOfOptions('CONNMARK', [option(`${operation}-mark`, false), ...masks]);
}

/** libxt_CONNMARK.c puts a `~` before the second mask and means the mask itself. */
function withoutTilde({ name, negated, values }: Option): Option {
  return { name, negated, values: values.map((value) => value.replace('~', '')) };
}

function readNat(target: string, name: string, words: Words): Target | undefined {
  const to = words.take() ?? '';
  if (!to.startsWith('to:')) return undefined;
  const flags = takeListed(words, { random: 0, 'random-fully': 0, persistent: 0 });
  return targetOfOptions(target, [option(name, false, to.slice('to:'.length)), ...flags]);
}

function readPorts(
  target: string,
  head: readonly [string, string],
  words: Words,
): Target | undefined {
  const ports = words.skip(head[0]);
  if (ports && !words.skip(head[1])) return undefined;
  const range = ports ? [option('to-ports', false, words.take() ?? '')] : [];
  const flags = takeListed(words, { random: 0, 'random-fully': 0 });
  return targetOfOptions(target, [...range, ...flags]);
}

/** `CT zone 5`, `CT notrack`, and `NOTRACK` for what was written `-j NOTRACK`. */
function readCt(words: Words): Target | undefined {
  if (words.skip('NOTRACK') || skipAll(words, 'CT', 'notrack')) return { kind: 'notrack' };
  words.skip('CT');
  const options = takeListed(words, {
    ...{ helper: 1, timeout: 1, ctevents: 1, expevents: 1 },
    ...{ zone: 1, 'zone-orig': 1, 'zone-reply': 1 },
  });
  return options.length === 0 ? undefined : { kind: 'ct', text: optionsText(options) };
}

/** XT_LOG_* of linux/netfilter/xt_LOG.h, lowest bit first. */
const LOG_FLAGS = ['tcp-sequence', 'tcp-options', 'ip-options', 'uid', 'nflog', 'macdecode'];

/**
 * `LOG flags 14 level 5 prefix "calico-drop: "`, and without `-n`
 * `LOG level notice tcp-options ip-options uid prefix "calico-drop: "`. The prefix is printed
 * without escapes: it goes to the line's last quote.
 */
function readLog(words: Words): Target | undefined {
  if (!words.skip('LOG')) return undefined;
  const bits = words.skip('flags') ? readUint32(words.take() ?? '') : 0;
  const level = words.skip('level') ? words.take() : DEFAULT_LOG_LEVEL;
  if (bits === undefined || level === undefined) return undefined;
  const numeric = LOG_FLAGS.filter((_, n) => bits & (1 << n));
  const named = takeListed(words, Object.fromEntries(LOG_FLAGS.map((flag) => [flag, 0 as const])));
  const options = [
    ...numeric.map((flag) => option(`log-${flag}`, false)),
    ...named.map(({ name }) => option(name.replace('--', 'log-'), false)),
  ];
  const prefix = logPrefix(words);
  return {
    kind: 'log',
    ...(prefix !== undefined && { prefix }),
    level: logLevel(level),
    ...(options.length > 0 && { options: optionsText(options) }),
  };
}

function logPrefix(words: Words): string | undefined {
  if (!words.skip('prefix')) return undefined;
  const rest = words.rest().replace(/^['"]|['"]$/g, '');
  words.moveTo(words.line.length);
  return rest;
}

function readNflog(words: Words): Target | undefined {
  const options = takeListed(words, {
    ...{ 'nflog-prefix': 1, 'nflog-group': 1 },
    ...{ 'nflog-size': 1, 'nflog-range': 1, 'nflog-threshold': 1 },
  });
  return targetOfOptions('NFLOG', options);
}

/** `TCPMSS clamp to PMTU`, `TCPMSS set 1360` */
function readTcpmss(words: Words): Target | undefined {
  if (!words.skip('TCPMSS')) return undefined;
  const options = words.skip('set')
    ? [option('set-mss', false, words.take() ?? '')]
    : skipAll(words, 'clamp', 'to', 'PMTU')
      ? [option('clamp-mss-to-pmtu', false)]
      : [];
  return targetOfOptions('TCPMSS', options);
}

function readDscp(words: Words): Target | undefined {
  return targetOfOptions('DSCP', [option('set-dscp', false, words.take() ?? '')]);
}

function readAudit(words: Words): Target | undefined {
  return words.skip('AUDIT')
    ? targetOfOptions('AUDIT', [option('type', false, words.take() ?? '')])
    : undefined;
}
