import type { Dice } from '../judge/generate/dice.ts';
import { DEVICES, TABLES } from './devices.ts';

export const OWN6 = [
  'fd00::1',
  'fd00:1::1',
  'fd00:1::dead',
  '2001:db8:2::1',
  'fd00:3::1',
  '2001:db8:ff::1',
] as const;

const NETWORKS = [
  'fd00:',
  'fd00:1:',
  'fd00:3:',
  '2001:db8:2:',
  '2001:db8:8:',
  '2001:db8:9:',
] as const;

export function address6(dice: Dice): string {
  const last = dice.number(6);
  return dice.weighted([
    [12, `${dice.pick(NETWORKS)}:${last}`],
    [1, `fe80::${last}`],
    [1, `ff0${dice.pick([2, 5, 'e'])}::${last}`],
    [1, 'fd00:1::dead'],
    [1, '::1'],
  ]);
}

export function prefix6(dice: Dice): string {
  const length = dice.pick([48, 64, 64, 127, 128]);
  const last = length < 127 ? '' : 2 * dice.number(3);
  return dice.weighted([
    [6, `${dice.pick(NETWORKS)}:${last}/${length}`],
    [1, 'default'],
    [1, '2001:db8::/32'],
    [1, 'fd00::/8'],
  ]);
}

const GATEWAYS = [
  'fd00::9 dev w0',
  'fe80::9 dev w1',
  '2001:db8:2::9 dev w2',
  'fd00:3::9 dev w3',
] as const;

export function route6(dice: Dice): string {
  const network = prefix6(dice);
  const from = prefix6(dice);
  const table = dice.pick(['', '', '', ` table ${dice.pick(TABLES)}`, ' table local']);
  const metric = dice.pick(['', '', '', ` metric ${dice.pick([10, 20, 1024])}`]);
  const preference = dice.pick(['', '', '', '', '', '', ` pref ${dice.pick(['low', 'high'])}`]);
  const all = `${network}${table}${metric}${preference}`;
  const isForSome = dice.chance(12) && from !== 'default';
  const to = isForSome ? `${network} from ${from}${table}${metric}${preference}` : all;
  const source = dice.pick(['', '', '', '', '', ` src ${dice.pick(OWN6)}`]);
  const device = `dev ${dice.pick(DEVICES)}`;
  return `route append ${dice.weighted([
    // Not with `src`: next hops that were added one by one each keep their own, and are listed as one.
    [5, `${to} via ${dice.pick(GATEWAYS)}`],
    [4, `${to}${source} ${device}`],
    [2, `${dice.pick(['blackhole', 'unreachable', 'prohibit', 'throw'])} ${to}`],
    [1, `local ${all} dev ${dice.pick(['lo', ...DEVICES])}`],
    [1, `anycast ${all} ${device}`],
    [2, `${all} ${hops(dice)}`],
  ])}`;
}

function hops(dice: Dice): string {
  const some = dice.some(GATEWAYS, 2);
  return some.map((hop) => `nexthop via ${hop} weight ${1 + dice.number(3)}`).join(' ');
}
