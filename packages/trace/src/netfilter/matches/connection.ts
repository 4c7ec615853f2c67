import type { Match, PortsMatch, Prefix } from '@vethscope/model';
import { addressBits, prefixTest } from '../../network/addressBits.ts';
import type { Connection, Tuple } from '../../walk/conntrack.ts';
import type { ConntrackInfo, Skb } from '../../walk/skb.ts';
import { type Answer, every, negate } from '../answer.ts';
import { hasPorts } from '../protocols.ts';
import type { Test } from '../sight.ts';
import { isMarked } from './marks.ts';
import { chosenPort, isIn, knownPort, type PortIn } from './ports.ts';

type Conntrack = Extract<Match, { kind: 'conntrack' }>;

/** conntrack_mt() of xt_conntrack.c, in its order. */
export function conntrackTest(match: Conntrack): Test {
  const { states } = match;
  const parts = partTests(match);
  return ({ skb }) => {
    if (states && negate(hasState(states.values, skb), states) === false) return false;
    const { conntrack } = skb;
    // Without a connection the states decide alone, whatever else the rule asks.
    if (!conntrack?.connection) return states !== undefined;
    if (parts.length === 0) return true;
    const known = { ...conntrack, connection: conntrack.connection };
    return every(parts.map((part) => part(known)));
  };
}

/** state_mt(): as `--ctstate`, but it knows no NAT. */
export function stateTest(match: Extract<Match, { kind: 'state' }>): Test {
  return ({ skb }) => negate(match.states.includes(stateOf(skb)), match);
}

/** connmark_mt(): without a connection never, `!` or not. */
export function connmarkTest(match: Extract<Match, { kind: 'connmark' }>): Test {
  return ({ skb: { conntrack } }) =>
    conntrack?.connection ? negate(isMarked(conntrack.connection.mark, match), match) : false;
}

function stateOf({ conntrack }: Skb): ConntrackInfo['state'] {
  return conntrack?.state ?? 'INVALID';
}

function hasState(states: readonly string[], skb: Skb): boolean {
  if (states.includes(stateOf(skb))) return true;
  const translated = skb.conntrack?.connection?.translated;
  return states.some(
    (state) =>
      (state === 'SNAT' && translated?.has('source')) ||
      (state === 'DNAT' && translated?.has('destination')),
  );
}

type Tracked = ConntrackInfo & { readonly connection: Connection };
type PartTest = (conntrack: Tracked) => Answer;

function partTests(match: Conntrack): readonly PartTest[] {
  const { direction, protocol, statuses, expire } = match;
  const tests: PartTest[] = [];
  if (direction !== undefined) {
    const isReply = direction.toUpperCase() === 'REPLY';
    tests.push((conntrack) => (conntrack.direction === 'reply') === isReply);
  }
  if (protocol) {
    tests.push(({ connection: { original } }) =>
      negate(original.protocol === protocol.name, protocol),
    );
  }
  tests.push(...addressTests(match), ...portTests(match));
  if (statuses) {
    tests.push(({ connection }) =>
      negate(
        statuses.values.some((status) => hasStatus(status, connection)),
        statuses,
      ),
    );
  }
  if (expire) tests.push(() => 'the time a connection has left is not known');
  return tests;
}

function addressTests(match: Conntrack): readonly PartTest[] {
  const { originalSource, originalDestination, replySource, replyDestination } = match;
  const test = (
    asked: { readonly prefix: Prefix; readonly negated: boolean } | undefined,
    address: (connection: Connection) => Tuple['source'],
  ): readonly PartTest[] => {
    if (!asked) return [];
    const holds = prefixTest(asked.prefix);
    return [({ connection }) => negate(holds(addressBits(address(connection))), asked)];
  };
  return [
    ...test(originalSource, ({ original }) => original.source),
    ...test(originalDestination, ({ original }) => original.destination),
    ...test(replySource, ({ reply }) => reply.source),
    ...test(replyDestination, ({ reply }) => reply.destination),
  ];
}

function portTests(match: Conntrack): readonly PartTest[] {
  const test = (
    asked: PortsMatch | undefined,
    port: (connection: Connection) => PortIn,
  ): readonly PartTest[] => (asked ? [({ connection }) => isIn(asked, port(connection))] : []);
  return [
    ...test(match.originalSourcePorts, ({ original }) => portOf(original, original.sourcePort)),
    ...test(match.originalDestinationPorts, ({ original }) =>
      portOf(original, original.destinationPort),
    ),
    ...test(match.replySourcePorts, ({ reply }) => portOf(reply, reply.sourcePort)),
    ...test(match.replyDestinationPorts, ({ reply }) => portOf(reply, reply.destinationPort)),
  ];
}

/** A port that is not known is the one that the connection's sender chooses, either way. */
function portOf({ protocol }: Tuple, port: number | undefined): PortIn {
  if (!hasPorts(protocol)) return () => 'what stands for ports in its protocol is not known';
  return port === undefined ? chosenPort : knownPort(port);
}

/** IPS_*: of the first packet and its first answer; none of them makes a connection ASSURED yet. */
function hasStatus(status: string, { isAnswered, isConfirmed }: Connection): boolean {
  switch (status) {
    case 'SEEN_REPLY':
      return isAnswered;
    case 'CONFIRMED':
      return isConfirmed;
    default:
      return false;
  }
}
