import { parseMac, type VirtualFunction } from '@vethscope/model';
import { fieldAt, itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { integerOf, known, switchOf } from './attributes.ts';

/**
 * `vf 0     link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff, vlan 5, spoof checking on, …`, or up
 * to iproute2 5.2 `vf 0 MAC 02:00:00:00:00:01, spoof checking on, link-state auto, trust off`.
 */
export function readVirtualFunction(text: string): VirtualFunction | undefined {
  const [, index] = /^\s*vf (\d+)\s/.exec(text) ?? [];
  if (index === undefined) return undefined;
  const [, mac = ''] = /(?:MAC|link\/ether) ([0-9a-f:]{17})/.exec(text) ?? [];
  const valueBehind = (name: string) => {
    const part = text.split(',').find((one) => one.trim().startsWith(`${name} `));
    return part?.trim().slice(name.length + 1);
  };
  return {
    index: Number(index),
    ...known({
      mac: parseMac(mac),
      vlan: integerOf(valueBehind('vlan')),
      linkState: valueBehind('link-state'),
      spoofCheck: switchOf(valueBehind('spoof checking')),
      trust: switchOf(valueBehind('trust')),
    }),
  };
}

/** `{ "vf": 0, "address": "02:…", "vlan_list": [{ "vlan": 5 }], "spoofchk": true, … }` */
export function virtualFunctionOfJson(info: unknown): VirtualFunction | undefined {
  const index = numberAt(info, 'vf');
  if (index === undefined) return undefined;
  const switchAt = (name: string) => {
    const found = fieldAt(info, name);
    return typeof found === 'boolean' ? found : undefined;
  };
  return {
    index,
    ...known({
      mac: parseMac(textAt(info, 'address') ?? textAt(info, 'mac') ?? ''),
      // 0 stands for no VLAN.
      vlan: numberAt(itemsAt(info, 'vlan_list')[0], 'vlan') || undefined,
      linkState: textAt(info, 'link_state'),
      spoofCheck: switchAt('spoofchk'),
      trust: switchAt('trust'),
    }),
  };
}
