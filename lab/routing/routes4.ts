import type { Dice } from '../judge/generate/dice.ts';
import { DEVICES, TABLES } from './devices.ts';

/** Own addresses, one line each: what a packet may be sent from. */
export const OWN4 = [
  '10.0.0.1',
  '10.0.0.2',
  '10.1.0.1',
  '10.2.0.1',
  '10.3.0.1',
  '10.255.0.1',
  '127.0.0.1',
] as const;

/** Few prefixes, so that many overlap. */
export function address4(dice: Dice): string {
  const third = dice.pick([0, 0, 0, 0, 0, 8, 8, dice.number(256)]);
  const last = dice.number(6);
  return dice.weighted([
    [12, `10.${dice.number(4)}.${third}.${last}`],
    [2, `10.${dice.number(4)}.${third}.255`],
    [1, `10.${dice.number(4)}.0.3`],
    [1, `192.0.2.${last}`],
    [1, `127.0.0.${last}`],
    [1, '255.255.255.255'],
    [1, `224.0.${last}.1`],
    [1, '0.0.0.0'],
  ]);
}

export function prefix4(dice: Dice): string {
  const length = dice.pick([8, 14, 16, 20, 24, 24, 30, 32, 32]);
  const network = masked([10, dice.number(4), dice.pick([0, 0, 8]), dice.number(6)], length);
  return dice.pick([...Array.from({ length: 8 }, () => network), ...ELSEWHERE]);
}

const ELSEWHERE = ['default', '192.0.2.0/24', '127.0.0.0/29'] as const;

function masked(bytes: readonly number[], length: number): string {
  const unit = 2 ** (32 - length);
  const bits = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const network = Math.floor(bits / unit) * unit;
  return `${[3, 2, 1, 0].map((i) => Math.floor(network / 256 ** i) % 256).join('.')}/${length}`;
}

const GATEWAYS = [
  '10.0.0.9 dev w0',
  '10.1.0.9 dev w1',
  '10.2.0.2 dev w2',
  '10.3.0.9 dev w3',
] as const;

export function route4(dice: Dice): string {
  const table = dice.pick([
    '',
    '',
    '',
    ` table ${dice.pick(TABLES)}`,
    ' table local',
    ' table default',
  ]);
  const metric = dice.pick(['', '', '', ` metric ${dice.pick([0, 10, 20])}`]);
  const tos = dice.pick(['', '', '', '', '', '', '', ` tos ${dice.pick(['0x10', '0x08'])}`]);
  const source = dice.pick(['', '', '', '', ` src ${dice.pick(OWN4)}`]);
  const to = `${prefix4(dice)}${table}${metric}${tos}`;
  const device = `dev ${dice.pick(DEVICES)}`;
  return `route append ${dice.weighted([
    [5, `${to}${source} via ${dice.pick(GATEWAYS)}`],
    [4, `${to}${source} ${device}`],
    [1, `${to} via 203.0.113.1 ${device} onlink`],
    [1, `${to} via inet6 fe80::9 ${device}`],
    [3, `${dice.pick(['blackhole', 'unreachable', 'prohibit', 'throw'])} ${to}`],
    // No gateway is in there: the kernel would take one of its own addresses for none.
    [1, `local 10.${dice.number(4)}.8.0/24${table}${metric} ${device}`],
    [1, `local default table 100 dev lo`],
    [1, `broadcast ${to} ${device}`],
    [2, `${to}${source} ${hops(dice)}`],
  ])}`;
}

function hops(dice: Dice): string {
  const some = dice.some(GATEWAYS, 2 + dice.number(2));
  return some.map((hop) => `nexthop via ${hop} weight ${1 + dice.number(3)}`).join(' ');
}
