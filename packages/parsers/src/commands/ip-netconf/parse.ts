import type { Sysctl } from '@vethscope/model';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';

/**
 * Reads what `ip netconf` prints (iproute2's ipnetconf.c): the settings of each interface under the
 * keys that sysctl(8) has for them, since they are the same ones.
 */
export function parseNetconf(text: string, origin?: Origin): Parsed<Sysctl> {
  const source = new SourceLines(text, origin);
  const records = source.lines.flatMap((line, i) => {
    const settings = source.isSettled(i) ? undefined : settingsOf(line.trim().split(/\s+/));
    if (settings === undefined) return [];
    source.understood(i);
    return settings.map((setting) => ({ ...setting, evidence: source.evidence(i) }));
  });
  return source.finish(records, '`ip netconf` output');
}

type Setting = Pick<Sysctl, 'key' | 'value'>;

// inet eth0 forwarding on rp_filter strict mc_forwarding off proxy_neigh off ignore_routes_with_linkdown off
// inet6 all forwarding off mc_forwarding off proxy_neigh off ignore_routes_with_linkdown off
function settingsOf([family, ifname, ...words]: readonly string[]): readonly Setting[] | undefined {
  if (ifname === undefined || words.length === 0 || words.length % 2 !== 0) return undefined;
  // mpls lo input off: nothing that this program follows.
  if (family === 'mpls') return [];
  if (family !== 'inet' && family !== 'inet6') return undefined;
  const branch = `net.${family === 'inet' ? 'ipv4' : 'ipv6'}.conf.${inKey(ifname)}`;
  const settings: Setting[] = [];
  for (let i = 0; i < words.length; i += 2) {
    const name = SETTINGS[family].get(words[i] ?? '');
    const value = VALUES.get(words[i + 1] ?? '');
    if (name === undefined || value === undefined) return undefined;
    settings.push({ key: `${branch}.${name}`, value });
  }
  return settings;
}

/** sysctl(8): the dot in an interface's name is written as a slash. */
function inKey(ifname: string): string {
  return ifname.replaceAll('.', '/');
}

const COMMON: readonly (readonly [word: string, setting: string])[] = [
  ['forwarding', 'forwarding'],
  ['mc_forwarding', 'mc_forwarding'],
  ['ignore_routes_with_linkdown', 'ignore_routes_with_linkdown'],
];

/** `proxy_neigh` is ARP's or NDP's by family. */
const SETTINGS: Readonly<Record<'inet' | 'inet6', ReadonlyMap<string, string>>> = {
  inet: new Map([...COMMON, ['rp_filter', 'rp_filter'], ['proxy_neigh', 'proxy_arp']]),
  inet6: new Map([...COMMON, ['proxy_neigh', 'proxy_ndp']]),
};

/** `strict` and `loose` are those of rp_filter: RFC 3704. */
const VALUES: ReadonlyMap<string, string> = new Map([
  ['off', '0'],
  ['on', '1'],
  ['strict', '1'],
  ['loose', '2'],
]);
