import type { Dice } from '../judge/generate/dice.ts';
import { DEVICES, TABLES } from './devices.ts';

/** `rule add …` with up to two selectors. */
export function policyRule(dice: Dice, prefix: (dice: Dice) => string): string {
  const selectors = [
    `from ${prefix(dice)}`,
    `to ${prefix(dice)}`,
    `iif ${dice.pick(['lo', ...DEVICES, 'gone'])}`,
    `oif ${dice.pick(DEVICES)}`,
    `fwmark ${dice.pick(['0x1', '0x2/0x2', '0x80000000/0x80000000'])}`,
    'tos 0x10',
    'ipproto tcp',
    `dport ${dice.pick(['53', '50-60'])}`,
    'sport 1000-2000',
  ];
  const some = dice.some(selectors, dice.number(3)).filter((one) => !one.endsWith('default'));
  const not = dice.pick(['', '', '', '', '', 'not ']);
  const priority = 50 * dice.number(8) + 10;
  const action = dice.weighted([
    [6, `lookup ${dice.pick(TABLES)}`],
    [2, `lookup main suppress_prefixlength ${dice.pick([0, 16])}`],
    [1, `goto ${priority + 50 * (1 + dice.number(4))}`],
    [1, dice.pick(['blackhole', 'unreachable', 'prohibit'])],
    [1, 'nop'],
  ]);
  return `rule add ${not}${some.join(' ')} priority ${priority} ${action}`;
}
