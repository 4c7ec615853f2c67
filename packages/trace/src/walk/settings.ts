import type { Interface } from '../network/network.ts';
import { eitherSetting, type Setting, settingOfAll } from '../network/sysctls.ts';
import type { Walk } from './walk.ts';

/**
 * An IPv4 setting of an interface that is off unless someone turns it on. Asked for where the capture
 * says nothing at all of it.
 */
export function settingOrAsk(walk: Walk, device: Interface, setting: string): Setting {
  if (eitherSetting(device, 4, setting) || settingOfAll(device.netns, 4, setting)) {
    return settingOrOff(walk, device, setting);
  }
  const isOff = walk.choices.ask({
    key: `${device.id} ${setting}`,
    ifYes: `${setting} of ${device.id}, which was not captured, is off`,
    ifNo: `${setting} of ${device.id}, which was not captured, is on`,
  });
  return { value: isOff ? 0 : 1, evidence: [] };
}

/** The same of a setting that hardly anybody turns on: what was not captured is taken to be off. */
export function settingOrOff(walk: Walk, device: Interface, setting: string): Setting {
  const known = eitherSetting(device, 4, setting);
  if (known) return known;
  const all = settingOfAll(device.netns, 4, setting);
  const as = all ? ' as the one of `all`' : '';
  walk.choices.presume(`${setting} of ${device.id}, which was not captured, is off${as}`);
  return all ?? { value: 0, evidence: [] };
}
