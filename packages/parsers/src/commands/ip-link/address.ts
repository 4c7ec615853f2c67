import {
  type Evidence,
  type Family,
  type InterfaceAddress,
  parseIp,
  parsePrefix,
} from '@vethscope/model';
import { fieldAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { integerOf, ipOf, known } from './attributes.ts';

/** What the kernel prints for no end: `INFINITY_LIFE_TIME`. */
const FOREVER = 0xffffffff;

const NAMES_BEFORE_VALUES = new Set(['any', 'brd', 'flags', 'metric', 'peer', 'proto', 'scope']);

/**
 * `inet 10.1.0.5/16 brd 10.1.255.255 scope global secondary dynamic v3`: iproute2's
 * `print_addrinfo`. An IPv4 address always ends in its label. `undefined` where it is no address.
 */
export function readAddress(
  [family, local = '', ...words]: readonly string[],
  evidence: Evidence,
): InterfaceAddress | undefined {
  if (family !== 'inet' && family !== 'inet6') return undefined;
  const prefix = parsePrefix(local);
  if (prefix === undefined) return undefined;
  if (prefix.includes(':') !== (family === 'inet6')) return undefined;
  const values = new Map<string, string>();
  const bare: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const [word = '', next] = [words[i], words[i + 1]];
    if (NAMES_BEFORE_VALUES.has(word) && next !== undefined) {
      values.set(word, next);
      i++;
    } else {
      bare.push(word);
    }
  }
  const label = family === 'inet' ? bare.pop() : undefined;
  return {
    family: family === 'inet' ? 4 : 6,
    prefix,
    ...known({
      peer: parsePrefix(values.get('peer') ?? ''),
      broadcast: ipOf(values.get('brd')),
      scope: values.get('scope'),
    }),
    flags: bare,
    ...known({
      label,
      metric: integerOf(values.get('metric')),
      protocol: values.get('proto'),
    }),
    evidence,
  };
}

/** `valid_lft 300sec preferred_lft forever`; `undefined` where it is something else. */
export function readLifetimes(
  text: string,
): Pick<InterfaceAddress, 'validLifetime' | 'preferredLifetime'> | undefined {
  const [, valid, preferred] =
    /^\s*valid_lft (forever|\d+sec) preferred_lft (forever|\d+sec)\s*$/.exec(text) ?? [];
  if (valid === undefined || preferred === undefined) return undefined;
  return { validLifetime: lifetimeOf(valid), preferredLifetime: lifetimeOf(preferred) };
}

/** An element of `"addr_info"`. Flags are the names that are `true`. */
export function addressOfJson(info: unknown, evidence: Evidence): InterfaceAddress | undefined {
  const local = parseIp(textAt(info, 'local') ?? '');
  if (local === undefined) return undefined;
  const far = textAt(info, 'address');
  const length = numberAt(info, 'prefixlen');
  const prefix = parsePrefix(far === undefined ? `${local}/${length}` : local);
  if (prefix === undefined) return undefined;
  const family: Family = prefix.includes(':') ? 6 : 4;
  return {
    family,
    prefix,
    ...known({
      peer: far === undefined ? undefined : parsePrefix(`${far}/${length}`),
      broadcast: ipOf(textAt(info, 'broadcast')),
      scope: textAt(info, 'scope'),
    }),
    flags: Object.entries(Object(info)).flatMap(([name, value]) => (value === true ? [name] : [])),
    ...known({
      label: textAt(info, 'label'),
      metric: numberAt(info, 'metric'),
      protocol: textAt(info, 'protocol'),
      validLifetime: lifetimeOf(fieldAt(info, 'valid_life_time')),
      preferredLifetime: lifetimeOf(fieldAt(info, 'preferred_life_time')),
    }),
    evidence,
  };
}

function lifetimeOf(value: string): number | 'forever';
function lifetimeOf(value: unknown): number | 'forever' | undefined;
function lifetimeOf(value: unknown): number | 'forever' | undefined {
  if (typeof value === 'string') return value === 'forever' ? value : Number.parseInt(value, 10);
  if (typeof value === 'number') return value === FOREVER ? 'forever' : value;
  return undefined;
}
