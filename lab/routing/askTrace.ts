import type { Ip } from '@vethscope/model';
import { assertNever, parseIp } from '@vethscope/model';
import type { Interface, Namespace, Network, Packet, RouteStep } from '@vethscope/trace';
import type { RouteAnswer } from '@vethscope/trace/routing';
import { chooseSource, lookUp, routeInput } from '@vethscope/trace/routing';
import { everyTurn } from '@vethscope/trace/testing';
import type { AnswerText } from './askKernel.ts';
import type { RouteQuestion } from './questions.ts';

type Walk = Parameters<typeof lookUp>[0];

/** What vethscope answers to a question: several where the next hop is left to chance. */
export function askTrace(
  network: Network,
  netns: Namespace,
  question: RouteQuestion,
): ReadonlySet<AnswerText> {
  const turns = everyTurn(network, (walk) => answer(walk, netns, question));
  return new Set(
    turns.map(({ result, assumptions }) =>
      [result, ...assumptions.filter((line) => !isLeftAlone(line))].join(' if '),
    ),
  );
}

/** A capture has it of `all` alone, and nobody here sets it. */
function isLeftAlone(assumption: string): boolean {
  return assumption.startsWith('src_valid_mark of ');
}

function answer(walk: Walk, netns: Namespace, question: RouteQuestion): AnswerText {
  const { from, iif, oif, mark = 0 } = question;
  const inInterface = interfaceOf(netns, iif);
  const outInterface = interfaceOf(netns, oif);
  const packet = packetOf(question);
  if (inInterface && packet.family === 4) {
    return inputText(walk, netns, { packet, mark, inInterface, packetType: 'unicast' });
  }
  const found = lookUp(walk, netns, {
    ...{ packet, mark },
    ...(from !== undefined && { source: packet.source }),
    ...(inInterface && { inInterface }),
    ...(outInterface && { outInterface }),
  });
  // `ip route get` prints the source that would be chosen; IPv4 only where it is.
  const isChosen = !inInterface && (packet.family === 6 || from === undefined);
  const source = isChosen ? chooseSource(netns, found, packet.destination) : undefined;
  const text = routeText(found);
  return source && / dev |^local/.test(text) ? `${text} src ${source.address}` : text;
}

type Skb = Parameters<typeof routeInput>[2];

function inputText(walk: Walk, netns: Namespace, skb: Skb): AnswerText {
  const input = routeInput(walk, netns, skb);
  if (input.kind === 'refused') return input.step.kind === 'forwarding' ? UNREACHABLE : MARTIAN;
  const { result } = input.answer;
  const isToAll = result === 'broadcast' || result === 'multicast';
  return isToAll ? result : routeText(input.answer);
}

const MARTIAN = 'Invalid argument';
const UNREACHABLE = 'No route to host';

function routeText(found: RouteAnswer): AnswerText {
  switch (found.result) {
    case 'local':
      return 'local';
    case 'unicast':
    case 'broadcast':
    case 'multicast': {
      const via = found.via === undefined ? '' : ` via ${found.via}`;
      return `${found.result}${via} dev ${found.device?.name}`;
    }
    case 'blackhole':
      return MARTIAN;
    case 'unreachable':
      return isByRule(found.step) ? NO_ROUTE : UNREACHABLE;
    case 'prohibit':
      return 'Permission denied';
    case 'noRoute':
      return found.because === undefined ? NO_ROUTE : MARTIAN;
    case 'unknown':
      return `unknown: ${found.because}`;
    default:
      return assertNever(found);
  }
}

const NO_ROUTE = 'Network is unreachable';

function isByRule({ table }: RouteStep): boolean {
  return table === undefined;
}

function interfaceOf(netns: Namespace, name: string | undefined): Interface | undefined {
  if (name === undefined) return undefined;
  const found = netns.interfaces.get(name);
  if (!found) throw new Error(`the capture has no ${name}`);
  return found;
}

function packetOf({ family, to, from, tos = 0, protocol, sport, dport }: RouteQuestion): Packet {
  return {
    ...{
      family,
      source: address(from ?? (family === 4 ? '0.0.0.0' : '::')),
      destination: address(to),
    },
    protocol: protocol ?? 'none',
    ...(sport !== undefined && { sourcePort: sport }),
    ...(dport !== undefined && { destinationPort: dport }),
    ...{ length: 84, ttl: 64, dscp: tos >> 2, dontFragment: true },
  };
}

function address(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
}
