import type { Prefix } from '../net/ip.ts';
import type { IpRange, ListMatch, MarkMask, NatRange, PortsMatch } from './iptables.ts';
import type { PortRange } from './route.ts';

/** Values and options as `iptables-save` writes them. */

export function not({ negated }: { readonly negated: boolean }): string {
  return negated ? '! ' : '';
}

export function flagWord(option: string, isSet: boolean): readonly string[] {
  return isSet ? [option] : [];
}

export function numberWord(option: string, value: number | undefined): readonly string[] {
  return value === undefined ? [] : [`${option} ${value}`];
}

export function deviceText({
  name,
  wildcard,
}: {
  readonly name: string;
  readonly wildcard: boolean;
}) {
  return wildcard ? `${name}+` : name;
}

export function portWords(option: string, ports: PortsMatch | undefined): readonly string[] {
  return ports ? [`${not(ports)}${option} ${rangesText(ports.ranges)}`] : [];
}

export function listWords(option: string, list: ListMatch | undefined): readonly string[] {
  return list ? [`${not(list)}${option} ${list.values.join(',')}`] : [];
}

export function ipRangeWords(option: string, range: IpRange | undefined): readonly string[] {
  return range ? [`${not(range)}${option} ${range.from}-${range.to}`] : [];
}

export function rangesText(ranges: readonly PortRange[]): string {
  return ranges.map(rangeText).join(',');
}

export function rangeText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}:${to}`;
}

export function natPorts(ports: PortRange | undefined): readonly string[] {
  return ports ? [`--to-ports ${natPortText(ports)}`] : [];
}

function natPortText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

/** `10.0.0.1-10.0.0.9:80-90`, `[fd00::1]:80`, `:53`. */
export function natText({ from, to, ports }: NatRange): string {
  const addresses = `${from ?? ''}${to === undefined ? '' : `-${to}`}`;
  if (!ports) return addresses;
  const host = addresses.includes(':') ? `[${addresses}]` : addresses;
  return `${host}:${natPortText(ports)}`;
}

export function bareHost(prefix: Prefix): string {
  return prefix.replace(prefix.includes(':') ? /\/128$/ : /\/32$/, '');
}

const ALL_BITS = 0xffffffff;

export function maskText({ value, mask }: MarkMask): string {
  return mask === ALL_BITS ? hex(value) : xmarkText({ value, mask });
}

export function xmarkText({ value, mask }: MarkMask): string {
  return `${hex(value)}/${hex(mask)}`;
}

export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

export function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}

/** xtables_save_string: quotes whatever is more than letters, digits, `_` and `-`. */
export function quoted(text: string): string {
  return /^[\w-]+$/.test(text) ? text : `"${text.replace(/["'\\]/g, '\\$&')}"`;
}
