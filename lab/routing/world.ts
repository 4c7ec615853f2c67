import type { Dice } from '../judge/generate/dice.ts';
import { DEVICES } from './devices.ts';
import { policyRule } from './policyRule.ts';
import { prefix4, route4 } from './routes4.ts';
import { prefix6, route6 } from './routes6.ts';

/** A namespace full of routes and policy rules, as commands of `ip`. */
export interface RoutingWorld {
  readonly links: readonly string[];
  readonly settings: Readonly<Record<string, number>>;
  /** Some are refused: a gateway that is on no link, the same route twice. */
  readonly routes4: readonly string[];
  readonly routes6: readonly string[];
}

const ADDRESSES = [
  'dev lo 10.255.0.1/32',
  'dev w0 10.0.0.1/24 brd +',
  'dev w0 10.0.0.2/24 brd +',
  'dev w0 10.0.8.1/30',
  'dev w1 10.1.0.1/16',
  'dev w1 169.254.7.1/24 scope link',
  'dev w2 10.2.0.1/30 brd +',
  'dev w2 10.2.7.1 peer 10.2.8.0/24',
  'dev w3 10.3.0.1/24',
  'dev lo 2001:db8:ff::1/128',
  'dev w0 fd00::1/64',
  'dev w1 fd00:1::1/64',
  'dev w1 fd00:1::dead/64 preferred_lft 0',
  'dev w2 2001:db8:2::1/64',
  'dev w3 fd00:3::1/64',
] as const;

export function routingWorld(dice: Dice): RoutingWorld {
  const links = DEVICES.flatMap((name, i) => [
    `link add ${name} type veth peer name x${i}`,
    `link set ${name} up`,
    ...(name === 'w3' ? [] : [`link set x${i} up`]),
  ]);
  const addresses = ADDRESSES.filter(() => dice.chance(85)).map((one) => `address add ${one}`);
  const rules = dice.number(9);
  return {
    links: [...links, ...addresses],
    settings: settings(dice),
    routes4: [...many(40, () => route4(dice)), ...many(rules, () => policyRule(dice, prefix4))],
    routes6: [...many(30, () => route6(dice)), ...many(rules, () => policyRule(dice, prefix6))],
  };
}

function many(count: number, make: () => string): readonly string[] {
  return Array.from({ length: count }, make);
}

function settings(dice: Dice): Readonly<Record<string, number>> {
  const forwarding = DEVICES.map((name) => [`net/ipv4/conf/${name}/forwarding`, +dice.chance(85)]);
  const others = ['all', ...DEVICES].flatMap((name) => [
    [`net/ipv4/conf/${name}/rp_filter`, dice.pick([0, 0, 1, 2])],
    [`net/ipv4/conf/${name}/accept_local`, +dice.chance(15)],
    [`net/ipv4/conf/${name}/route_localnet`, +dice.chance(15)],
    [`net/ipv4/conf/${name}/src_valid_mark`, +dice.chance(25)],
  ]);
  return Object.fromEntries([
    ['net/ipv6/conf/all/forwarding', dice.number(2)],
    ['net/ipv4/ip_forward', 1],
    ['net/ipv4/conf/all/ignore_routes_with_linkdown', dice.number(2)],
    ...others,
    ...forwarding,
  ]);
}
