import { assertNever } from '@vethscope/model';
import type { Packet } from '../packet.ts';
import type { MtuStep, NeighborStep, RouteStep, RuleStep, SocketStep, Step } from '../step.ts';
import type { Reply } from '../trace.ts';
import { packetAt } from './packetAt.ts';
import { endpointWords } from './packetWords.ts';

/**
 * One line on what would have to be otherwise for the other outcome, from the step that decided.
 * `undefined`: it arrives, or nothing on its way decided by itself.
 */
export function whatWouldChange(way: Reply): string | undefined {
  const { decidedBy, hops, packet } = way;
  if (decidedBy === undefined) return undefined;
  const hop = hops[decidedBy.hop];
  const step = hop?.steps[decidedBy.step];
  if (!hop || !step) return undefined;
  return otherwise(step, packetAt(packet, hops, decidedBy), hop.netns);
}

/** `place`: the namespace's id. */
function otherwise(step: Step, packet: Packet, place: string): string | undefined {
  switch (step.kind) {
    case 'rule':
      return insteadOfRule(step, packet, place);
    case 'policy':
      return step.verdict === 'accept'
        ? undefined
        : `a rule in ${step.chain} (${step.table}) of ${place} that accepts ${flowWords(packet)}, or the policy ACCEPT`;
    case 'route':
      return insteadOfRoute(step, place);
    case 'neighbor':
      return insteadOfNeighbor(step, place);
    case 'bridge':
      return step.how === 'blocked' && step.reason !== undefined
        ? `on bridge ${step.bridge} of ${place} it must not be so that ${step.reason}`
        : undefined;
    case 'reversePath':
      return `a route of ${place} that leads back to ${packet.source} by where it came in, or rp_filter = 2 (loose) or 0 there`;
    case 'forwarding':
      return insteadOfForwarding(packet, place);
    case 'mtu':
      return insteadOfMtu(step, place);
    case 'socket':
      return insteadOfSocket(step, place);
    case 'nat':
    case 'encap':
    case 'decap':
    case 'ingress':
    case 'egress':
    case 'source':
    case 'conntrack':
    case 'end':
      return undefined;
    default:
      return assertNever(step);
  }
}

function insteadOfRule(step: RuleStep, packet: Packet, place: string): string | undefined {
  if (step.verdict !== 'drop' && step.verdict !== 'reject') return undefined;
  // kube-proxy: -A KUBE-SERVICES -d … -m comment --comment "default/web:http has no endpoints"
  const empty = /"(\S+) has no (local )?endpoints"/.exec(step.text);
  if (empty) return `a ready pod behind service ${empty[1]}${empty[2] ? ` on ${place}` : ''}`;
  return `a rule before rule ${step.rule} of ${step.chain} (${step.table}) of ${place} that accepts ${flowWords(packet)}, or a policy that adds one`;
}

function insteadOfRoute(step: RouteStep, place: string): string | undefined {
  switch (step.result) {
    case 'noRoute':
      return `a route of ${place} to ${step.destination}`;
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
    case 'throw': {
      const prefix = step.prefix ?? step.destination;
      return `a route of ${place} to ${step.destination} that is more specific than ${step.result} ${prefix}`;
    }
    default:
      return undefined;
  }
}

function insteadOfNeighbor(step: NeighborStep, place: string): string | undefined {
  return step.how === 'unanswered'
    ? `something on ${step.device} of ${place} that answers for ${step.address}`
    : undefined;
}

function insteadOfForwarding(packet: Packet, place: string): string {
  if (packet.ttl <= 1) return 'a greater TTL than it was sent with';
  const key = packet.family === 4 ? 'net.ipv4.ip_forward' : 'net.ipv6.conf.all.forwarding';
  return `${key} = 1 in ${place}`;
}

function insteadOfMtu(step: MtuStep, place: string): string | undefined {
  return step.verdict === 'drop'
    ? `an MTU of ${step.length} or more on ${step.device} of ${place}, or packets of ${step.mtu} bytes at most`
    : undefined;
}

function insteadOfSocket(step: SocketStep, place: string): string | undefined {
  if (step.expected === false) {
    return `an answer that comes from the address that was asked, not from ${endpointWords(step)}`;
  }
  return step.listening === 'no'
    ? `a ${step.protocol} server on ${endpointWords(step)} of ${place}`
    : undefined;
}

/** `tcp port 80 from 10.0.0.1 to 10.0.0.2`. */
function flowWords({ protocol, source, destination, destinationPort }: Packet): string {
  const port = destinationPort === undefined ? '' : ` port ${destinationPort}`;
  return `${protocol}${port} from ${source} to ${destination}`;
}
