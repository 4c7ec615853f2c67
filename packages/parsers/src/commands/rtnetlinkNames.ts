import type { RouteType } from '@vethscope/model';

/**
 * Numbers that the kernel gives fixed meanings (linux/rtnetlink.h). `ip -N` prints them, and so
 * does `ip` where /etc/iproute2 is missing; a table is `main` whichever way it was printed.
 */
export function tableName(printed: string): string {
  return TABLES.get(printed) ?? printed;
}

export function scopeName(printed: string): string {
  return SCOPES.get(printed) ?? printed;
}

export function protocolName(printed: string): string {
  return PROTOCOLS.get(printed) ?? printed;
}

/** `blackhole`, `6`; `undefined` for any other word. */
export function routeTypeOf(printed: string | undefined): RouteType | undefined {
  return ROUTE_TYPES.find((type, i) => printed === type || printed === String(i + 1));
}

/** RTN_UNICAST is 1. */
const ROUTE_TYPES: readonly RouteType[] = [
  'unicast',
  'local',
  'broadcast',
  'anycast',
  'multicast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
  'nat',
];

const TABLES: ReadonlyMap<string, string> = new Map([
  ['253', 'default'],
  ['254', 'main'],
  ['255', 'local'],
]);

const SCOPES: ReadonlyMap<string, string> = new Map([
  ['0', 'global'],
  ['200', 'site'],
  ['253', 'link'],
  ['254', 'host'],
  ['255', 'nowhere'],
]);

const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['0', 'unspec'],
  ['1', 'redirect'],
  ['2', 'kernel'],
  ['3', 'boot'],
  ['4', 'static'],
]);
