import type { Sysctl } from '@vethscope/model';
import type { Interface, Namespace } from '../network/network.ts';

export type Setting = 'on' | 'off' | 'unknown';

/** A switch under /proc/sys/net. What a whole listing of those that decide lacks is not there: off. */
export function settingOf(netns: Namespace, key: string): Setting {
  const setting = netns.sysctl(key);
  if (setting) return isOn(setting) ? 'on' : 'off';
  const whole = key.startsWith('net.bridge.') ? 'bridgeSysctls' : 'forwardingSysctls';
  return netns.knows(whole) ? 'off' : 'unknown';
}

/** IN_DEV_ORCONF() of inetdevice.h: on for the interface, or for all. */
export function eitherSetting(at: Interface, branch: 'ipv4' | 'ipv6', name: string): Setting {
  const own = interfaceSetting(at, branch, name);
  if (own === 'on') return 'on';
  const all = settingOf(at.netns, `net.${branch}.conf.all.${name}`);
  if (all === 'on') return 'on';
  return own === 'off' && all === 'off' ? 'off' : 'unknown';
}

/** sysctl(8): a dot in an interface's name is written as a slash. */
export function interfaceSetting(at: Interface, branch: 'ipv4' | 'ipv6', name: string): Setting {
  return settingOf(at.netns, `net.${branch}.conf.${at.name.replaceAll('.', '/')}.${name}`);
}

function isOn({ value }: Sysctl): boolean {
  return value !== '0';
}
