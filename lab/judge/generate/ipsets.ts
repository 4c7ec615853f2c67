import type { Dice } from './dice.ts';
import type { Stack } from './plan.ts';
import type { Words } from './vocabulary.ts';

export interface SetPlan {
  readonly type: string;
  readonly name: string;
  /** How many of `src` and `dst` a match names. */
  readonly dimensions: number;
  /** `ipset restore`. */
  readonly lines: readonly string[];
}

/** Sets of one node and family, of every type that the kernel may have. */
export function ipsetPlans(
  dice: Dice,
  stack: Stack,
  words: Omit<Words, 'sets'>,
): readonly SetPlan[] {
  const family = stack === 'v4' ? 'inet' : 'inet6';
  const address = (): string => dice.pick(words.addresses);
  const prefix = (): string => dice.pick(words.prefixes.filter((text) => !text.endsWith('/1')));
  const service = (): string => `${dice.pick(['tcp', 'udp'])}:${dice.pick([80, 53, 8080, 81])}`;
  const device = (): string => dice.pick(words.interfaces.filter((name) => !name.endsWith('+')));
  const types: readonly SetType[] = [
    ['hash:ip', 1, () => address(), 'hash'],
    ['hash:net', 1, () => `${prefix()}${dice.chance(15) ? ' nomatch' : ''}`, 'hash'],
    ['hash:ip,port', 2, () => `${address()},${service()}`, 'hash'],
    ['hash:ip,port,ip', 3, () => `${address()},${service()},${address()}`, 'hash'],
    ['hash:ip,port,net', 3, () => `${address()},${service()},${prefix()}`, 'hash'],
    ['hash:net,port', 2, () => `${prefix()},${service()}`, 'hash'],
    ['hash:net,net', 2, () => `${prefix()},${prefix()}`, 'hash'],
    ['hash:net,iface', 2, () => `${prefix()},${device()}`, 'hash'],
    ['bitmap:port', 1, () => String(dice.pick([53, 80, 81, 8080])), 'range 0-10000'],
    ...(stack === 'v4'
      ? ([['bitmap:ip', 1, () => `10.1.0.${1 + dice.number(4)}`, 'range 10.1.0.0/16']] as const)
      : []),
  ];
  const chosen = dice.some(types, 2 + dice.number(4));
  const plans = chosen.map(([type, dimensions, member, kind]): SetPlan => {
    const name = `${stack}-${type.replace(/[:,]/g, '-')}`;
    const options = kind === 'hash' ? `family ${family}` : kind;
    const members = new Set(Array.from({ length: 1 + dice.number(5) }, member));
    return {
      ...{ type, name, dimensions },
      lines: [
        `create ${name} ${type} ${options}`,
        ...unlike(members).map((one) => `add ${name} ${one}`),
      ],
    };
  });
  const single = plans.filter(({ dimensions }) => dimensions === 1);
  if (single.length < 2 || dice.chance(50)) return plans;
  const name = `${stack}-list-set`;
  const lines = [`create ${name} list:set`, ...single.map((set) => `add ${name} ${set.name}`)];
  return [...plans, { type: 'list:set', name, dimensions: 1, lines }];
}

type SetType = readonly [type: string, dimensions: number, member: () => string, options: string];

/** `10.0.0.0/8` and `10.0.0.0/8 nomatch` are one member. */
function unlike(members: ReadonlySet<string>): readonly string[] {
  return [...members].filter(
    (one) => !members.has(one.replace(' nomatch', '')) || !one.endsWith('nomatch'),
  );
}
