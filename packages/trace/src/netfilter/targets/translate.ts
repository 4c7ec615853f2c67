import type { Ip, NatRange, PortRange } from '@vethscope/model';
import { formatIp, ipBits, ipFamily } from '@vethscope/model';
import { EPHEMERAL_PORTS } from '../../packet.ts';
import { type Connection, invert, isSame, type Manip, type Tuple } from '../../walk/conntrack.ts';
import { type RulePlace, ruleName } from '../chains/rulePlace.ts';
import { hasPorts } from '../protocols.ts';

export type Translated =
  | { readonly kind: 'done'; readonly effect: string }
  /** There is no address to translate to: the kernel drops the packet. */
  | { readonly kind: 'noAddress' | 'unknown'; readonly because: string };

/** What may stand in for the address and the port; what is absent stays. */
export interface Choice {
  readonly range: NatRange;
  /** Also `--random-fully`: the port is chosen anew even where it is free. */
  readonly random: boolean;
  readonly randomFully?: boolean;
}

/** The most addresses or ports of which each becomes a branch of its own. */
const FEW = 16;

/**
 * Settles how a new connection is translated on this side: nf_nat_setup_info() of nf_nat_core.c.
 * Ports and addresses in use by others are not known: a free one is taken for granted.
 */
export function translate(place: RulePlace, manip: Manip, choice: Choice): Translated {
  const connection = place.sight.skb.conntrack?.connection;
  // nf_nat_inet_fn() shows rules only packets that have one.
  if (!connection || connection.isConfirmed) return { kind: 'done', effect: 'unchanged' };
  const current = invert(connection.reply);
  const address = chooseAddress(place, choice.range) ?? current[manip];
  const port = hasPorts(current.protocol)
    ? choosePort(place, manip, current, choice)
    : portAt(current, manip);
  const chosen = withEnd(current, manip, address, port);
  if (!isSame(chosen, current)) {
    connection.reply = invert(chosen);
    connection.translated.set(manip, [place.rule.evidence]);
  }
  connection.asked.add(manip);
  return { kind: 'done', effect: effectOf(connection, manip) };
}

/** `destination 10.96.0.1:443 → 192.168.2.5:6443` */
function effectOf({ original, reply }: Connection, manip: Manip): string {
  return `${manip} ${endText(original, manip)} → ${endText(invert(reply), manip)}`;
}

function endText(tuple: Tuple, manip: Manip): string {
  const port = portAt(tuple, manip);
  const address = tuple[manip];
  if (port === undefined) return address;
  return ipFamily(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

function portAt({ sourcePort, destinationPort }: Tuple, manip: Manip): number | undefined {
  return manip === 'source' ? sourcePort : destinationPort;
}

/** The kernel takes one of a range by a hash: any of them may be it. */
function chooseAddress(place: RulePlace, { from, to }: NatRange): Ip | undefined {
  if (from === undefined || to === undefined || from === to) return from;
  const { choices } = place.sight.walk;
  const first = ipBits(from);
  const count = Number(ipBits(to) - first) + 1;
  if (count > FEW) {
    choices.presume(`${ruleName(place)} takes ${from} of ${from}-${to}`);
    return from;
  }
  const taken = choices.draw(new Array<number>(count).fill(1 / count));
  return formatIp(first + BigInt(taken), ipFamily(from));
}

/** nf_nat_l4proto_unique_tuple(). `undefined`: the kernel chooses a source port. */
function choosePort(
  place: RulePlace,
  manip: Manip,
  current: Tuple,
  { range: { ports }, random, randomFully }: Choice,
): number | undefined {
  const now = portAt(current, manip);
  const isRandom = random || randomFully === true;
  if (!ports) return isRandom && manip === 'source' ? undefined : now;
  if (ports.from === ports.to) return ports.from;
  const isWithin = now !== undefined && now >= ports.from && now <= ports.to;
  if (isWithin && !isRandom) return now;
  return manip === 'source' ? chosenSource(place, ports, now) : chosenDestination(place, ports);
}

function chosenSource(place: RulePlace, ports: PortRange, now: number | undefined): undefined {
  const { from, to } = EPHEMERAL_PORTS;
  if (now === undefined && ports.from <= from && ports.to >= to) return;
  place.sight.walk.choices.presume(
    `the source port that ${ruleName(place)} chooses (${ports.from}-${ports.to}) decides nothing`,
  );
}

function chosenDestination(place: RulePlace, { from, to }: PortRange): number {
  const { choices } = place.sight.walk;
  const count = to - from + 1;
  if (count <= FEW) return from + choices.draw(new Array<number>(count).fill(1 / count));
  choices.presume(`${ruleName(place)} takes port ${from} of ${from}-${to}`);
  return from;
}

function withEnd(tuple: Tuple, manip: Manip, address: Ip, port: number | undefined): Tuple {
  return manip === 'source'
    ? { ...tuple, source: address, sourcePort: port }
    : { ...tuple, destination: address, destinationPort: port };
}
