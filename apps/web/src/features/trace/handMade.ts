import { type Id, type Ip, netnsId, type Prefix, parseIp } from '@vethscope/model';
import type {
  Branch,
  Hop,
  Network,
  Packet,
  Step,
  TraceAnswer,
  TraceRequest,
} from '@vethscope/trace';
import type { Leg } from './stepPlace.ts';

/** Stands in for the engine until it can be asked: one answer, from a pod of the sample to its DNS. */
const NODE = 'calico-single-node';
const HOST = netnsId(NODE, 'host');
const POD = netnsId(NODE, '1631d05f-a264-4956-8bd0-9851884eb00b');
const DNS = netnsId(NODE, 'e3e2e0a1-062b-480a-a483-660254e2abe0');
const ip = (text: string): Ip => {
  const parsed = parseIp(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
const evidence = [{ file: 'calico-single-node.md', line: 30, endLine: 30 }];
const hop = (netns: Id, steps: readonly Step[]): Hop => ({ node: NODE, netns, steps });
const itf = (netns: Id, name: string): Id => `${netns.replace('netns/', 'if/')}/${name}` as Id;
const packet: Packet = {
  family: 4,
  source: ip('192.168.2.1'),
  destination: ip('10.96.0.10'),
  protocol: 'udp',
  destinationPort: 53,
  length: 60,
  ttl: 64,
  dscp: 0,
  dontFragment: true,
};
const nated: Packet = { ...packet, destination: ip('10.85.0.4') };
const jump = (chain: string, to: string, rule: number): Step => ({
  ...{ kind: 'rule', family: 4, table: 'nat', chain, rule, verdict: `jump ${to}` },
  ...{ matched: 'yes', text: `-A ${chain} -j ${to}`, evidence },
});
const policy = (table: 'raw' | 'mangle' | 'filter', chain: string): Step => ({
  ...{ kind: 'policy', family: 4, table, chain, verdict: 'accept', evidence },
});
const request: readonly Hop[] = [
  hop(POD, [
    {
      ...{ kind: 'route', destination: packet.destination, result: 'unicast', table: 'main' },
      ...{ prefix: '0.0.0.0/0' as Prefix, via: ip('169.254.1.1'), device: 'eth0', evidence },
    },
    { kind: 'source', address: packet.source, reason: 'the address of eth0', evidence },
    {
      ...{ kind: 'neighbor', address: ip('169.254.1.1'), device: 'eth0', how: 'proxy' },
      ...{ answeredBy: itf(HOST, 'cali9d04617f188'), evidence },
    },
    { kind: 'egress', interface: itf(POD, 'eth0'), name: 'eth0', packet, evidence },
  ]),
  hop(HOST, [
    {
      ...{ kind: 'ingress', interface: itf(HOST, 'cali9d04617f188'), name: 'cali9d04617f188' },
      evidence,
    },
    policy('raw', 'PREROUTING'),
    { kind: 'conntrack', state: 'NEW', evidence: [] },
    policy('mangle', 'PREROUTING'),
    jump('PREROUTING', 'KUBE-SERVICES', 2),
    jump('KUBE-SERVICES', 'KUBE-SVC-TCOU7JCQXEZGVUNU', 7),
    jump('KUBE-SVC-TCOU7JCQXEZGVUNU', 'KUBE-SEP-WAIILD3LBHUAKL5L', 2),
    {
      ...{ kind: 'rule', family: 4, table: 'nat', chain: 'KUBE-SEP-WAIILD3LBHUAKL5L', rule: 2 },
      ...{ verdict: 'accept', matched: 'yes', evidence },
      text: '-A KUBE-SEP-WAIILD3LBHUAKL5L -p udp -m comment --comment "kube-system/kube-dns:dns" -m udp -j DNAT --to-destination 10.85.0.4:53',
    },
    {
      ...{ kind: 'nat', manip: 'destination', by: 'rule', evidence },
      ...{ from: { address: packet.destination, port: 53 } },
      ...{ to: { address: ip('10.85.0.4'), port: 53 } },
    },
    {
      ...{ kind: 'route', destination: ip('10.85.0.4'), result: 'unicast', table: 'main' },
      ...{ prefix: '10.85.0.0/16' as Prefix, device: 'cni0', evidence },
    },
    policy('filter', 'FORWARD'),
    {
      ...{ kind: 'neighbor', address: ip('10.85.0.4'), device: 'cni0', how: 'asked', evidence },
      answeredBy: itf(DNS, 'eth0'),
    },
    {
      ...{ kind: 'bridge', bridge: 'cni0', to: ['veth2c3744a3'], how: 'known', evidence },
    },
    {
      ...{ kind: 'egress', interface: itf(HOST, 'veth2c3744a3'), name: 'veth2c3744a3' },
      ...{ packet: nated, evidence },
    },
  ]),
  hop(DNS, [
    { kind: 'ingress', interface: itf(DNS, 'eth0'), name: 'eth0', evidence },
    {
      ...{ kind: 'socket', protocol: 'udp', address: ip('10.85.0.4'), port: 53, evidence },
      listening: 'unknown',
    },
  ]),
];
const replyHops: readonly Hop[] = [
  hop(DNS, [{ kind: 'egress', interface: itf(DNS, 'eth0'), name: 'eth0', packet, evidence }]),
  hop(HOST, [
    { kind: 'ingress', interface: itf(HOST, 'veth2c3744a3'), name: 'veth2c3744a3', evidence },
    {
      ...{ kind: 'bridge', bridge: 'cni0', from: 'veth2c3744a3', to: ['cni0'], how: 'own' },
      evidence,
    },
    {
      ...{ kind: 'nat', manip: 'source', by: 'connection', evidence: [] },
      ...{ from: { address: ip('10.85.0.4'), port: 53 }, to: { address: ip('10.96.0.10') } },
    },
    {
      ...{ kind: 'route', destination: packet.source, result: 'unicast', table: 'main' },
      ...{ prefix: '192.168.2.1/32' as Prefix, device: 'cali9d04617f188', evidence },
    },
    {
      ...{ kind: 'egress', interface: itf(HOST, 'cali9d04617f188'), name: 'cali9d04617f188' },
      ...{ packet, evidence },
    },
  ]),
  hop(POD, [
    { kind: 'ingress', interface: itf(POD, 'eth0'), name: 'eth0', evidence },
    {
      ...{ kind: 'socket', protocol: 'udp', address: packet.source, evidence: [] },
      ...{ listening: 'yes', expected: true },
    },
  ]),
];
const delivered: Branch = {
  probability: 0.5,
  disposition: 'delivered',
  assumptions: ['rule 7 of cali-POSTROUTING matches (the listing hides its interfaces)'],
  hops: request,
  because: 'coredns-7db6d8ff4d-slnrj takes it at 10.85.0.4:53',
  decidedBy: { hop: 2, step: 1 },
  reply: {
    packet: { ...packet, source: ip('10.85.0.4'), destination: packet.source },
    disposition: 'delivered',
    hops: replyHops,
    because: 'it comes from 10.96.0.10:53, whom the sender asked',
  },
};

export function answerTrace(_network: Network, asked: TraceRequest): TraceAnswer {
  if (asked.to === 'x') return { kind: 'problem', message: 'to: no pod, namespace, … "x"' };
  const dropped: Branch = {
    probability: null,
    disposition: 'dropped',
    assumptions: ['rule 7 of cali-POSTROUTING does not match (the listing hides its interfaces)'],
    hops: request.slice(0, 2),
    because: 'rule 3 of FORWARD drops it',
    decidedBy: { hop: 1, step: 10 },
  };
  const isAlone = asked.proto !== 'udp';
  return {
    kind: 'trace',
    trace: {
      packet,
      from: { text: asked.from },
      to: { text: asked.to },
      disposition: isAlone ? 'delivered' : 'undecided',
      branches: isAlone ? [{ ...delivered, probability: 1 }] : [delivered, dropped],
    },
  };
}

export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'rule':
      return `${step.verdict} by ${step.chain}`;
    case 'egress':
    case 'ingress':
      return step.name;
    case 'route':
      return `${step.destination} goes by ${step.prefix} out of ${step.device}`;
    case 'nat':
      return `${step.manip} ${step.from.address} becomes ${step.to.address}`;
    default:
      return step.kind;
  }
}

export function whatWouldChange(leg: Leg): string | undefined {
  return leg.disposition === 'delivered' ? undefined : 'a rule before it that accepts';
}
