import { assertNever } from '../assertNever.ts';
import {
  flagWord,
  hex,
  hexByte,
  natPorts,
  natText,
  numberWord,
  quoted,
  xmarkText,
} from './formatWords.ts';
import type { Target } from './iptables.ts';

/** A target as `iptables-save` writes it, with its `-j` or `-g`; `''` for a rule without one. */
export function formatTarget(target: Target): string {
  switch (target.kind) {
    case 'none':
      return '';
    case 'jump':
      return `-j ${target.chain}`;
    case 'goto':
      return `-g ${target.chain}`;
    case 'unknown':
      return `-j ${target.text}`;
    default:
      return ['-j', ...extensionWords(target)].join(' ');
  }
}

type ExtensionTarget = Exclude<Target, { kind: 'none' | 'jump' | 'goto' | 'unknown' }>;

function extensionWords(target: ExtensionTarget): readonly string[] {
  switch (target.kind) {
    case 'accept':
    case 'drop':
    case 'return':
    case 'queue':
    case 'notrack':
    case 'trace':
      return [target.kind.toUpperCase()];
    case 'reject':
      return ['REJECT', ...(target.with === undefined ? [] : [`--reject-with ${target.with}`])];
    case 'mark':
      return [`MARK --set-xmark ${xmarkText(target)}`];
    case 'connmark':
      return target.operation === 'set'
        ? [`CONNMARK --set-xmark ${xmarkText(target)}`]
        : [
            `CONNMARK --${target.operation}-mark`,
            `--nfmask ${hex(target.nfmask)} --ctmask ${hex(target.ctmask)}`,
          ];
    case 'dnat':
      return [
        `DNAT --to-destination ${natText(target.to)}`,
        ...flagWord('--random', target.random),
        ...flagWord('--persistent', target.persistent),
      ];
    case 'snat':
      return [
        `SNAT --to-source ${natText(target.to)}`,
        ...flagWord('--random', target.random),
        ...flagWord('--random-fully', target.randomFully),
        ...flagWord('--persistent', target.persistent),
      ];
    case 'masquerade':
      return [
        'MASQUERADE',
        ...natPorts(target.ports),
        ...flagWord('--random', target.random),
        ...flagWord('--random-fully', target.randomFully),
      ];
    case 'redirect':
      return ['REDIRECT', ...natPorts(target.ports), ...flagWord('--random', target.random)];
    case 'ct':
      return [`CT ${target.text}`];
    case 'log':
      return [
        'LOG',
        ...(target.prefix === undefined ? [] : [`--log-prefix ${quoted(target.prefix)}`]),
        // iptables-save leaves LOG_DEFAULT_LEVEL out.
        ...(target.level === undefined || target.level === '4'
          ? []
          : [`--log-level ${target.level}`]),
        ...(target.options === undefined ? [] : [target.options]),
      ];
    case 'nflog':
      return [
        'NFLOG',
        ...(target.prefix === undefined ? [] : [`--nflog-prefix ${quoted(target.prefix)}`]),
        ...numberWord('--nflog-group', target.group),
        ...(target.options === undefined ? [] : [target.options]),
      ];
    case 'tcpmss':
      return [
        'TCPMSS',
        ...flagWord('--clamp-mss-to-pmtu', target.clampToPmtu),
        ...numberWord('--set-mss', target.mss),
      ];
    case 'dscp':
      return [`DSCP --set-dscp ${hexByte(target.value)}`];
    case 'audit':
      return ['AUDIT', ...(target.type === undefined ? [] : [`--type ${target.type}`])];
    case 'checksum':
      return ['CHECKSUM --checksum-fill'];
    default:
      return assertNever(target);
  }
}
