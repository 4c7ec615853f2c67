import type { Evidence, Family } from '@vethscope/model';
import type { Interface, Namespace } from '../network/network.ts';
import type { Walk } from '../walk/walk.ts';

/** What a capture says of a sysctl; absent: nothing. */
export interface Setting {
  readonly value: number;
  readonly evidence: readonly Evidence[];
}

export function settingOf(netns: Namespace, key: string): Setting | undefined {
  const found = netns.sysctl(key);
  return found && { value: Number(found.value), evidence: [found.evidence] };
}

export function interfaceSetting(
  { netns, name }: Interface,
  family: Family,
  setting: string,
): Setting | undefined {
  // sysctl(8): the dot in an interface's name is written as a slash.
  return settingOf(netns, `net.ipv${family}.conf.${name.replaceAll('.', '/')}.${setting}`);
}

/**
 * The larger of an IPv4 interface's and `all`'s: IN_DEV_MAXCONF(), and of those that are on or off
 * IN_DEV_ORCONF(). Absent: what is known of the two leaves it open.
 */
export function largerSetting(device: Interface, setting: string): Setting | undefined {
  const own = interfaceSetting(device, 4, setting);
  const all = settingOf(device.netns, `net.ipv4.conf.all.${setting}`);
  if (own && all) return own.value >= all.value ? own : all;
  return undefined;
}

/**
 * Of a setting that is off unless someone turns it on, whether it is on. Where `all` is known to be
 * off, an interface that nobody asked about is taken to be as well.
 */
export function isOn(walk: Walk, device: Interface, setting: string): Setting {
  const larger = largerSetting(device, setting);
  if (larger) return larger;
  const all = settingOf(device.netns, `net.ipv4.conf.all.${setting}`);
  const known = all ?? interfaceSetting(device, 4, setting);
  if (known && known.value > 0) return known;
  if (all) {
    walk.choices.presume(`${setting} of ${device.id}, which was not captured, is off as ${ALL}`);
    return all;
  }
  const isOff = walk.choices.ask({
    key: `${device.id} ${setting}`,
    ifYes: `${setting} of ${device.id}, which was not captured, is off`,
    ifNo: `${setting} of ${device.id}, which was not captured, is on`,
  });
  return { value: isOff ? 0 : 1, evidence: [] };
}

const ALL = 'the one of `all`';
