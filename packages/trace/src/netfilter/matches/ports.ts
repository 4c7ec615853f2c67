import type { Match, PortRange, PortsMatch } from '@vethscope/model';
import { EPHEMERAL_PORTS, type Packet } from '../../packet.ts';
import { type Answer, every, negate, some } from '../answer.ts';
import { hasPorts } from '../protocols.ts';
import type { Test } from '../sight.ts';

type Ports = Extract<Match, { kind: 'tcp' | 'udp' | 'sctp' }>;

/** `--sport 1000:2000 ! --dport 53`: xt_tcpudp.c, xt_sctp.c; such rules name the protocol. */
export function portsTest({ kind, sourcePorts, destinationPorts }: Ports): Test {
  return ({ skb: { packet } }) => {
    if (packet.protocol !== kind) return false;
    return every([
      sourcePorts ? isIn(sourcePorts, sourcePort(packet)) : true,
      destinationPorts ? isIn(destinationPorts, destinationPort(packet)) : true,
    ]);
  };
}

/** xt_multiport.c: `either` asks whether one of both is in there. */
export function multiportTest(match: Extract<Match, { kind: 'multiport' }>): Test {
  const { side, ranges } = match;
  return ({ skb: { packet } }) => {
    if (!hasPorts(packet.protocol)) return false;
    return negate(
      some([
        side === 'destination' ? false : sourcePort(packet)(ranges),
        side === 'source' ? false : destinationPort(packet)(ranges),
      ]),
      match,
    );
  };
}

/** A port that may not be settled yet: whether it is in one of the ranges. */
export type PortIn = (ranges: readonly PortRange[]) => Answer;

function sourcePort({ sourcePort: port }: Packet): PortIn {
  return port === undefined ? chosenPort : knownPort(port);
}

function destinationPort({ destinationPort: port }: Packet): PortIn {
  // Of an answer: it goes to the port that was chosen.
  return port === undefined ? chosenPort : knownPort(port);
}

export function isIn(ports: PortsMatch, port: PortIn): Answer {
  return negate(port(ports.ranges), ports);
}

export function knownPort(port: number): PortIn {
  return (ranges) => ranges.some(({ from, to }) => port >= from && port <= to);
}

/** The sender's kernel chooses it: a range may hold all ports that come into question, or none. */
export const chosenPort: PortIn = (ranges) => {
  const { from: first, to: last } = EPHEMERAL_PORTS;
  if (ranges.some(({ from, to }) => from <= first && to >= last)) return true;
  if (ranges.every(({ from, to }) => to < first || from > last)) return false;
  return 'the sender chooses the source port';
};
