import { assertNever } from '@vethscope/model';
import type {
  BridgeStep,
  MtuStep,
  NatStep,
  NeighborStep,
  RouteStep,
  RuleStep,
  SocketStep,
  Step,
} from '../step.ts';
import { endpointWords, packetWords } from './packetWords.ts';

/** One step in one line for people. Of a rule the text stands beside it: `RuleStep.text`. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'rule':
      return ruleWords(step);
    case 'policy':
      return `${step.chain} (${step.table}): no rule decides, the policy ${step.verdict === 'accept' ? 'lets it pass' : 'drops it'}`;
    case 'route':
      return routeWords(step);
    case 'nat':
      return natWords(step);
    case 'bridge':
      return bridgeWords(step);
    case 'neighbor':
      return neighborWords(step);
    case 'encap':
      return `${step.device} wraps it into ${tunnelName(step)}: ${packetWords(step.outer)}`;
    case 'decap':
      return `${step.device} unwraps it from ${tunnelName(step)}: ${packetWords(step.inner)}`;
    case 'ingress':
      return `comes in by ${step.name}`;
    case 'egress':
      return `leaves by ${step.name} as ${packetWords(step.packet)}`;
    case 'source':
      return `source address ${step.address}: ${step.reason}`;
    case 'conntrack':
      return `connection tracking: ${CONNTRACK_WORDS[step.state]}`;
    case 'reversePath':
      return `the check of its source address drops it: ${step.reason}`;
    case 'forwarding':
      return `not forwarded: ${step.reason}`;
    case 'mtu':
      return mtuWords(step);
    case 'socket':
      return socketWords(step);
    case 'end':
      return step.reason;
    default:
      return assertNever(step);
  }
}

function ruleWords({ chain, table, rule, verdict, matched, effect }: RuleStep): string {
  const place = `${chain} rule ${rule} (${table})`;
  const assumed = matched === 'assumed' ? ', taken to match' : '';
  if (verdict === 'continue') return `${place}${assumed}: ${effect ?? 'only counts or logs it'}`;
  const did = effect === undefined ? '' : `: ${effect}`;
  return `${place}${assumed && `${assumed},`} ${verdictWords(verdict)}${did}`;
}

function verdictWords(verdict: Exclude<RuleStep['verdict'], 'continue'>): string {
  switch (verdict) {
    case 'accept':
      return 'accepts it';
    case 'drop':
      return 'drops it';
    case 'reject':
      return 'rejects it';
    case 'return':
      return 'returns to the caller';
    default:
      return verdict.startsWith('goto ')
        ? `goes to ${verdict.slice('goto '.length)}, not coming back`
        : `jumps to ${verdict.slice('jump '.length)}`;
  }
}

const CONNTRACK_WORDS = {
  NEW: 'the first packet of a connection (NEW)',
  ESTABLISHED: 'it belongs to a known connection (ESTABLISHED)',
  RELATED: 'it belongs to what a known connection has caused (RELATED)',
  INVALID: 'it fits no connection (INVALID)',
  UNTRACKED: 'not tracked (UNTRACKED)',
} as const;

function routeWords(step: RouteStep): string {
  const asked = `${step.again ? 'routed again: ' : ''}route to ${step.destination}`;
  const table = step.table === undefined ? '' : ` (table ${step.table}${priority(step)})`;
  const prefix = step.prefix ?? step.destination;
  switch (step.result) {
    case 'local':
      return `${step.again ? 'routed again: ' : ''}${step.destination} is an address of this namespace${table}`;
    case 'noRoute':
      return `${asked}: there is none${table}`;
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return `${asked}: ${step.result} ${prefix}${table}`;
    default: {
      const type = step.result === 'unicast' ? '' : `${step.result} `;
      const via = step.via === undefined ? '' : ` via ${step.via}`;
      const device = step.device === undefined ? '' : ` dev ${step.device}`;
      return `${asked}: ${type}${prefix}${via}${device}${table}`;
    }
  }
}

function priority({ policyRule }: RouteStep): string {
  return policyRule === undefined ? '' : `, policy rule ${policyRule}`;
}

function natWords({ manip, from, to, by }: NatStep): string {
  const change = `${manip} ${endpointWords(from)} becomes ${endpointWords(to)}`;
  return by === 'rule' ? change : `${change}, as for its connection`;
}

function bridgeWords({ bridge, from, to, how, vlan, reason }: BridgeStep): string {
  const inVlan = vlan === undefined ? '' : ` in VLAN ${vlan}`;
  const came = from === undefined ? '' : ` from ${from}`;
  const why = reason === undefined ? '' : `: ${reason}`;
  switch (how) {
    case 'known':
      return `bridge ${bridge} sends it${came} to ${to.join(', ')}${inVlan}, where it has learned the MAC address${why}`;
    case 'flooded':
      return `bridge ${bridge} does not know the MAC address and floods it${came} to ${to.join(', ')}${inVlan}${why}`;
    case 'own':
      return `bridge ${bridge} takes it${came} for itself: up to the IP layer${inVlan}${why}`;
    case 'blocked':
      return `bridge ${bridge} does not pass it on${came}${inVlan}${why}`;
    default:
      return assertNever(how);
  }
}

function neighborWords({ address, device, mac, how }: NeighborStep): string {
  const has = `${address} on ${device}${mac === undefined ? '' : ` is ${mac}`}`;
  switch (how) {
    case 'entry':
      return `neighbour ${has}, by the neighbour table`;
    case 'asked':
      return `neighbour ${has}: it answers when asked`;
    case 'proxy':
      return `neighbour ${has}: another answers for it (proxy)`;
    case 'notNeeded':
      return `${device} needs no MAC address`;
    case 'unanswered':
      return `neighbour ${address} on ${device}: nobody answers for it`;
    case 'unknown':
      return `neighbour ${has}: who answers is outside of the capture`;
    default:
      return assertNever(how);
  }
}

function tunnelName({
  type,
  vni,
}: {
  readonly type: 'vxlan' | 'ipip';
  readonly vni?: number;
}): string {
  if (type === 'ipip') return 'IP in IP';
  return vni === undefined ? 'VXLAN' : `VXLAN ${vni}`;
}

function mtuWords({ device, mtu, length, verdict }: MtuStep): string {
  const end = verdict === 'fragment' ? 'it is fragmented' : 'it is dropped, and its sender told';
  return `${length} bytes are more than the MTU of ${device}, ${mtu}: ${end}`;
}

function socketWords(step: SocketStep): string {
  const where = endpointWords(step);
  if (step.expected === true) return `arrives at ${where}, which waits for it`;
  if (step.expected === false) return `arrives at ${where}, which did not ask this sender`;
  if (step.port === undefined) return `arrives at ${where} (${step.protocol})`;
  switch (step.listening) {
    case 'yes':
      return `arrives at ${where}, where a ${step.protocol} socket listens`;
    case 'no':
      return `arrives at ${where}, where no ${step.protocol} socket listens: ${step.protocol === 'tcp' ? 'answered with RST' : 'answered with "port unreachable"'}`;
    case 'unknown':
      return `arrives at ${where}; whether something listens there was not captured`;
    default:
      return assertNever(step.listening);
  }
}
