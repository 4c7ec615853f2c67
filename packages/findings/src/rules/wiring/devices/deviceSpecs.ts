import type { Interface } from '@vethscope/trace';

/**
 * Whether a list of devices of NetworkManager.conf(5), "Device List Format", names an interface.
 * `unknown`: that depends on what no capture shows.
 */
export function namesDevice(specs: readonly string[], device: Interface): SpecMatch {
  const excepted = specs.filter((spec) => spec.startsWith(EXCEPT));
  const named = specs.filter((spec) => !spec.startsWith(EXCEPT));
  const exception = anyOf(excepted.map((spec) => matchSpec(spec.slice(EXCEPT.length), device)));
  // A list of exceptions alone is of all other devices.
  const isAllOthers = named.length === 0 && excepted.length > 0;
  const match = isAllOthers ? 'yes' : anyOf(named.map((spec) => matchSpec(spec, device)));
  if (exception === 'yes' || match === 'no') return 'no';
  return exception === 'unknown' ? 'unknown' : match;
}

export type SpecMatch = 'yes' | 'no' | 'unknown';

const EXCEPT = 'except:';

export function anyOf(matches: readonly SpecMatch[]): SpecMatch {
  if (matches.includes('yes')) return 'yes';
  return matches.includes('unknown') ? 'unknown' : 'no';
}

function matchSpec(spec: string, { name, type, link }: Interface): SpecMatch {
  if (spec === '*' || spec === name) return 'yes';
  const [, tag = '', value = ''] = /^([a-z0-9-]+):(.*)$/.exec(spec) ?? [];
  switch (tag) {
    case 'interface-name':
      return said(value.startsWith('=') ? value.slice(1) === name : fits(value, name));
    case 'mac':
      return link.mac === undefined ? 'unknown' : said(value.toLowerCase() === link.mac);
    case 'type':
      if (value === type && SURE_TYPES.has(type)) return 'yes';
      return POSSIBLE_TYPES[type]?.includes(value) === false ? 'no' : 'unknown';
    case 'driver':
      return SURE_TYPES.has(type) || type === 'veth' ? said(fits(value, type)) : 'unknown';
    case '':
      return 'no';
    default:
      return 'unknown';
  }
}

/** NetworkManager's name for the type, and the driver's, are the kernel's. */
const SURE_TYPES: ReadonlySet<string> = new Set(['vxlan', 'wireguard']);

/** What NetworkManager may call a type: it depends on its version. */
const POSSIBLE_TYPES: Readonly<Record<string, readonly string[]>> = {
  veth: ['veth', 'ethernet', 'generic'],
  vxlan: ['vxlan', 'generic'],
  wireguard: ['wireguard', 'generic'],
  ipip: ['iptunnel', 'ip-tunnel', 'ipip', 'generic'],
};

/** `cali*`, `~cali?1`: nothing but `*` and `?` has a meaning. */
function fits(pattern: string, name: string): boolean {
  const escaped = pattern.replace(/^~/, '').replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(name);
}

function said(isMatch: boolean): SpecMatch {
  return isMatch ? 'yes' : 'no';
}
