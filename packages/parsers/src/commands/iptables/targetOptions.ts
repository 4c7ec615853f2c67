import type { Target } from '@vethscope/model';
import {
  ALL_BITS,
  DEFAULT_LOG_LEVEL,
  markOperation,
  readInteger,
  readMarkMask,
  readNatRange,
  readPortRange,
  readUint32,
} from './fields.ts';
import { logLevel } from './names.ts';
import {
  type Extension,
  type Option,
  Options,
  optionsText,
  takeOptions,
  takeVerbatim,
} from './options.ts';
import type { Words } from './words.ts';

/**
 * Reads what stands behind `-j NAME` of a target extension. `undefined`, with the cursor anywhere,
 * where the extension or one of its options is not known: `DNAT [unsupported revision]`.
 */
export function readTargetOptions(name: string, words: Words): Target | undefined {
  if (name === 'CT') return readCt(words);
  const extension = TARGETS.get(name);
  const options = extension && takeOptions(words, extension.arities);
  return options && extension.read(options);
}

/** The target that these options of extension `name` come to: for words that were printed apart. */
export function targetOfOptions(name: string, options: readonly Option[]): Target | undefined {
  return TARGETS.get(name)?.read(new Options(options));
}

const TARGETS: ReadonlyMap<string, Extension<Target>> = new Map<string, Extension<Target>>([
  ['REJECT', { arities: { '--reject-with': 1 }, read: readReject }],
  // -j MARK --set-xmark 0x4000/0x0
  [
    'MARK',
    {
      arities: {
        ...{ '--set-xmark': 1, '--set-mark': 1 },
        ...{ '--or-mark': 1, '--and-mark': 1, '--xor-mark': 1 },
      },
      read: readMark,
    },
  ],
  // -j CONNMARK --restore-mark --nfmask 0xffff --ctmask 0xffff
  [
    'CONNMARK',
    {
      arities: {
        ...{ '--set-xmark': 1, '--set-mark': 1 },
        ...{ '--or-mark': 1, '--and-mark': 1, '--xor-mark': 1 },
        ...{ '--save-mark': 0, '--restore-mark': 0 },
        ...{ '--nfmask': 1, '--ctmask': 1, '--mask': 1 },
      },
      read: readConnmark,
    },
  ],
  // -j DNAT --to-destination 10.0.0.1-10.0.0.9:80-90 --random --persistent
  [
    'DNAT',
    { arities: { '--to-destination': 1, '--random': 0, '--persistent': 0 }, read: readDnat },
  ],
  // -j SNAT --to-source 10.0.0.1 --random-fully
  [
    'SNAT',
    {
      arities: { '--to-source': 1, '--random': 0, '--random-fully': 0, '--persistent': 0 },
      read: readSnat,
    },
  ],
  // -j MASQUERADE --to-ports 1000-2000 --random
  [
    'MASQUERADE',
    { arities: { '--to-ports': 1, '--random': 0, '--random-fully': 0 }, read: readMasquerade },
  ],
  ['REDIRECT', { arities: { '--to-ports': 1, '--random': 0 }, read: readRedirect }],
  ['NOTRACK', { arities: {}, read: () => ({ kind: 'notrack' }) }],
  // -j LOG --log-prefix "calico-drop: " --log-level 5 --log-uid
  [
    'LOG',
    {
      arities: {
        ...{ '--log-prefix': 1, '--log-level': 1, '--log-tcp-sequence': 0 },
        ...{ '--log-tcp-options': 0, '--log-ip-options': 0, '--log-uid': 0, '--log-macdecode': 0 },
      },
      read: readLog,
    },
  ],
  // -j NFLOG --nflog-prefix "p 1" --nflog-group 2 --nflog-threshold 3
  [
    'NFLOG',
    {
      arities: {
        ...{ '--nflog-prefix': 1, '--nflog-group': 1 },
        ...{ '--nflog-size': 1, '--nflog-range': 1, '--nflog-threshold': 1 },
      },
      read: readNflog,
    },
  ],
  ['TCPMSS', { arities: { '--clamp-mss-to-pmtu': 0, '--set-mss': 1 }, read: readTcpmss }],
  ['DSCP', { arities: { '--set-dscp': 1 }, read: readDscp }],
  ['AUDIT', { arities: { '--type': 1 }, read: readAudit }],
  ['TRACE', { arities: {}, read: () => ({ kind: 'trace' }) }],
  ['CHECKSUM', { arities: { '--checksum-fill': 0 }, read: () => ({ kind: 'checksum' }) }],
]);

function readReject(options: Options): Target {
  const type = options.value('--reject-with');
  return { kind: 'reject', ...(type !== undefined && { with: type }) };
}

/** `--set-xmark` → `xset`. */
const MARK_OPTIONS = {
  '--set-xmark': 'xset',
  '--set-mark': 'set',
  '--or-mark': 'or',
  '--and-mark': 'and',
  '--xor-mark': 'xor',
} as const;

function markOf(options: Options) {
  const [option, ...more] = options.list;
  const operation = Object.entries(MARK_OPTIONS).find(([name]) => name === option?.name)?.[1];
  if (!option || !operation || more.length > 0) return undefined;
  return markOperation(operation, option.values[0] ?? '');
}

function readMark(options: Options): Target | undefined {
  const mark = markOf(options);
  return mark && { kind: 'mark', ...mark };
}

function readConnmark(options: Options): Target | undefined {
  const operation = options.has('--save-mark')
    ? 'save'
    : options.has('--restore-mark')
      ? 'restore'
      : 'set';
  if (operation === 'set') {
    const mark = markOf(options);
    return mark && { kind: 'connmark', operation, ...mark };
  }
  const both = options.value('--mask');
  const nfmask = maskOption(options.value('--nfmask') ?? both);
  const ctmask = maskOption(options.value('--ctmask') ?? both);
  if (nfmask === undefined || ctmask === undefined) return undefined;
  return { kind: 'connmark', operation, nfmask, ctmask };
}

function maskOption(text: string | undefined): number | undefined {
  return text === undefined ? ALL_BITS : readUint32(text);
}

function readDnat(options: Options): Target | undefined {
  const to = readNatRange(options.value('--to-destination') ?? '');
  return (
    to && {
      kind: 'dnat',
      to,
      random: options.has('--random'),
      persistent: options.has('--persistent'),
    }
  );
}

function readSnat(options: Options): Target | undefined {
  const to = readNatRange(options.value('--to-source') ?? '');
  return (
    to && {
      kind: 'snat',
      to,
      random: options.has('--random'),
      randomFully: options.has('--random-fully'),
      persistent: options.has('--persistent'),
    }
  );
}

function readMasquerade(options: Options): Target | undefined {
  const ports = options.read(['--to-ports'], (text) => readPortRange(text, '-'));
  if (ports === 'bad') return undefined;
  return {
    kind: 'masquerade',
    ...(ports && { ports }),
    random: options.has('--random'),
    randomFully: options.has('--random-fully'),
  };
}

function readRedirect(options: Options): Target | undefined {
  const ports = options.read(['--to-ports'], (text) => readPortRange(text, '-'));
  if (ports === 'bad') return undefined;
  return { kind: 'redirect', ...(ports && { ports }), random: options.has('--random') };
}

/** `-j CT --notrack` is what `-j NOTRACK` became; everything else is kept as it stands. */
function readCt(words: Words): Target | undefined {
  const text = takeVerbatim(words);
  if (text === '--notrack') return { kind: 'notrack' };
  return text.startsWith('--') ? { kind: 'ct', text } : undefined;
}

function readLog(options: Options): Target {
  const prefix = options.value('--log-prefix');
  const level = logLevel(options.value('--log-level') ?? DEFAULT_LOG_LEVEL);
  const more = options.list.filter(({ values }) => values.length === 0);
  return {
    kind: 'log',
    ...(prefix !== undefined && { prefix }),
    level,
    ...(more.length > 0 && { options: optionsText(more) }),
  };
}

/** `-L` prints the same words without their dashes. */
function readNflog(options: Options): Target {
  const prefix = options.value('--nflog-prefix');
  const group = readInteger(options.value('--nflog-group'));
  const more = options.list.filter(
    ({ name }) => name !== '--nflog-prefix' && name !== '--nflog-group',
  );
  return {
    kind: 'nflog',
    ...(group !== undefined && { group }),
    ...(prefix !== undefined && { prefix }),
    ...(more.length > 0 && { options: optionsText(more) }),
  };
}

function readTcpmss(options: Options): Target | undefined {
  const mss = readInteger(options.value('--set-mss'));
  const clampToPmtu = options.has('--clamp-mss-to-pmtu');
  if (!clampToPmtu && mss === undefined) return undefined;
  return { kind: 'tcpmss', clampToPmtu, ...(mss !== undefined && { mss }) };
}

function readDscp(options: Options): Target | undefined {
  const mark = readMarkMask(options.value('--set-dscp') ?? '');
  return mark && { kind: 'dscp', value: mark.value };
}

function readAudit(options: Options): Target {
  const type = options.value('--type');
  return { kind: 'audit', ...(type !== undefined && { type }) };
}
