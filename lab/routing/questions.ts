import type { Family } from '@vethscope/model';
import type { Dice } from '../judge/generate/dice.ts';
import { DEVICES } from './devices.ts';
import { address4, OWN4 } from './routes4.ts';
import { address6, OWN6 } from './routes6.ts';

/** What `ip route get` is asked. */
export interface RouteQuestion {
  readonly family: Family;
  readonly to: string;
  readonly from?: string;
  readonly iif?: string;
  readonly oif?: string;
  readonly mark?: number;
  /** The dsfield: four bits of the old TOS. */
  readonly tos?: number;
  readonly protocol?: 'tcp' | 'udp';
  readonly sport?: number;
  readonly dport?: number;
}

/** `own`: addresses that the namespace has, of which alone it can send. */
export function routeQuestion(dice: Dice, family: Family, own: ReadonlySet<string>): RouteQuestion {
  const anyAddress = family === 4 ? address4 : address6;
  const sources = (family === 4 ? [...OWN4] : [...OWN6]).filter((one) => own.has(one));
  const isInput = dice.chance(45);
  const ports = dice.chance(40) ? portsOf(dice) : {};
  const from = isInput
    ? senderOf(anyAddress(dice))
    : dice.chance(40)
      ? dice.pick(sources)
      : undefined;
  const address = dice.chance(10) ? dice.pick(sources) : anyAddress(dice);
  // Which groups somebody has joined no capture tells; all hosts are in this one.
  const to =
    isInput && GROUP.test(address) ? (family === 4 ? '224.0.0.1' : '2001:db8:8::7') : address;
  return {
    ...{ family, to },
    ...(from !== undefined && { from }),
    ...(isInput && { iif: dice.pick(DEVICES) }),
    ...(!isInput && !/^(0|224)\./.test(to) && dice.chance(20) && { oif: dice.pick(DEVICES) }),
    ...(dice.chance(30) && { mark: dice.pick([1, 2, 3, 0x80000000]) }),
    ...(dice.chance(20) && { tos: dice.pick([0x10, 0x08]) }),
    ...ports,
  };
}

const GROUP = /^(224|ff)/;

/** `ip -6 route get` answers for senders that no packet comes in from. */
function senderOf(address: string): string {
  return /^(ff|::1$)/.test(address) ? '2001:db8:8::8' : address;
}

function portsOf(dice: Dice): Pick<RouteQuestion, 'protocol' | 'sport' | 'dport'> {
  const protocol = dice.pick(['tcp', 'udp'] as const);
  return { protocol, sport: dice.pick([1500, 40000]), dport: dice.pick([53, 55, 80]) };
}

/** As a line for `ip -batch`. */
export function commandOf({
  to,
  from,
  iif,
  oif,
  mark,
  tos,
  protocol,
  ...ports
}: RouteQuestion): string {
  const { sport, dport } = ports;
  const words = Object.entries({
    from,
    iif,
    oif,
    mark,
    tos: tos && `0x${tos.toString(16)}`,
    ipproto: protocol,
    sport,
    dport,
  });
  const given = words.flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${value}`]));
  return ['route get', to, ...given].join(' ');
}
