import type { Evidence, FactKind, Family } from '@vethscope/model';
import { type Interface, type Namespace, perNamespace } from './network.ts';

/** What a capture says of a sysctl under /proc/sys/net. */
export interface Setting {
  readonly value: number;
  /** Empty: a listing of all that there are does not have it. */
  readonly evidence: readonly Evidence[];
}

/** Absent: the capture does not say. What a whole listing lacks is not there, so that it is off. */
export function settingOf(netns: Namespace, key: string): Setting | undefined {
  const known = settings(netns);
  if (known.has(key)) return known.get(key);
  const setting = readSetting(netns, key);
  known.set(key, setting);
  return setting;
}

const settings = perNamespace(() => new Map<string, Setting | undefined>());

function readSetting(netns: Namespace, key: string): Setting | undefined {
  const found = netns.sysctl(key);
  if (found) return { value: Number(found.value), evidence: [found.evidence] };
  return listingsOf(key).some((kind) => netns.knows(kind)) ? OFF : undefined;
}

const OFF: Setting = { value: 0, evidence: [] };

/** Which listings are whole of its kind. `ip netconf` has a few settings of each interface. */
function listingsOf(key: string): readonly FactKind[] {
  if (key.startsWith('net.bridge.')) return ['bridgeSysctls'];
  const isInNetconf = IN_NETCONF.has(key.slice(key.lastIndexOf('.') + 1));
  return isInNetconf ? ['forwardingSysctls', 'sysctls'] : ['sysctls'];
}

const IN_NETCONF: ReadonlySet<string> = new Set([
  'forwarding',
  'ignore_routes_with_linkdown',
  'proxy_arp',
  'proxy_ndp',
  'rp_filter',
]);

export function interfaceSetting(
  { netns, name }: Interface,
  family: Family,
  setting: string,
): Setting | undefined {
  // sysctl(8): the dot in an interface's name is written as a slash.
  return settingOf(netns, `net.ipv${family}.conf.${name.replaceAll('.', '/')}.${setting}`);
}

export function settingOfAll(
  netns: Namespace,
  family: Family,
  setting: string,
): Setting | undefined {
  return settingOf(netns, `net.ipv${family}.conf.all.${setting}`);
}

/** The larger of an interface's and `all`'s: IN_DEV_MAXCONF(). Absent: one of both is not known. */
export function largerSetting(
  device: Interface,
  family: Family,
  setting: string,
): Setting | undefined {
  const own = interfaceSetting(device, family, setting);
  const all = settingOfAll(device.netns, family, setting);
  if (!own || !all) return undefined;
  return own.value >= all.value ? own : all;
}

/** Of those that are on or off: one of both is enough. IN_DEV_ORCONF(). */
export function eitherSetting(
  device: Interface,
  family: Family,
  setting: string,
): Setting | undefined {
  const larger = largerSetting(device, family, setting);
  if (larger) return larger;
  const known =
    settingOfAll(device.netns, family, setting) ?? interfaceSetting(device, family, setting);
  return known && known.value > 0 ? known : undefined;
}

export type Switch = 'on' | 'off' | 'unknown';

export function switchOf(setting: Setting | undefined): Switch {
  if (!setting) return 'unknown';
  return setting.value > 0 ? 'on' : 'off';
}
