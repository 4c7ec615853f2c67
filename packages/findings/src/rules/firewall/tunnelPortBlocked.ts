import type { Evidence, FirewalldZone } from '@vethscope/model';
import { answerTrace, type Branch, type PolicyStep, type RuleStep } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import { someOf } from '../../describe/someOf.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { type Peer, type PeerPort, peerPorts } from './ports/peerPorts.ts';
import { refusingZone } from './ports/refusingZone.ts';

export const tunnelPortBlocked: NodeRule = {
  id: 'tunnel-port-blocked',
  name: 'Port between nodes is blocked',
  scope: 'node',
  severity: 'warning',
  explanation:
    "The firewall of a node stops what the other nodes have to send to it: VXLAN (4789/udp with Calico), WireGuard (51820/udp), BGP (179/tcp) or Typha (5473/tcp). It is asked for those that are in use here, from the addresses of known peers to the node's own, through its rules of iptables; and of firewalld's zones where they were captured. VXLAN has no connection that could make an exception: what is dropped is lost.",
  needs: ['iptables4', 'links'],
  check(node, context) {
    const ports = peerPorts(node, context);
    const found = ports.flatMap((port) => {
      const asked = port.peers.slice(0, MOST_PEERS);
      const stopped = asked.flatMap((peer) => stoppedAt(node, context, port, peer));
      if (stopped.length > 0) return [byRules(node, port, stopped, asked.length)];
      const { device } = asked[0] ?? {};
      const zone =
        device === undefined ? undefined : refusingZone(node, context, { ...port, device });
      return zone ? [byZone(node, port, asked, zone)] : [];
    });
    // Forwarding entries tell who sends to a tunnel.
    const isOfUnknown = found.length === 0 && !node.knows('fdb') && hasTunnelBeside(node, ports);
    return isOfUnknown ? { missing: ['fdb'] } : found;
  },
};

function hasTunnelBeside({ host }: NodeContext, ports: readonly PeerPort[]): boolean {
  const known = new Set(ports.map(({ subject }) => subject));
  return [...host.interfaces.values()].some(({ id, type }) => type === 'vxlan' && !known.has(id));
}

/** What a few of them meet, all others do. */
const MOST_PEERS = 4;

interface Stopped {
  readonly peer: Peer;
  readonly branch: Branch;
  readonly step: RuleStep | PolicyStep;
}

/** Where every way of it ends in a rule or policy of this node: nothing is left open. */
function stoppedAt(
  { host }: NodeContext,
  { network }: FindingContext,
  { proto, port }: PeerPort,
  peer: Peer,
): readonly Stopped[] {
  const answer = answerTrace(network, { from: peer.address, to: peer.own, proto, dport: port });
  if (answer.kind === 'problem') return [];
  const stopped = answer.trace.branches.flatMap((branch): Stopped[] => {
    const { disposition, decidedBy, hops } = branch;
    if (disposition !== 'dropped' && disposition !== 'rejected') return [];
    const hop = decidedBy && hops[decidedBy.hop];
    const step = hop?.steps[decidedBy?.step ?? -1];
    if (hop?.netns !== host.id || (step?.kind !== 'rule' && step?.kind !== 'policy')) return [];
    return [{ peer, branch, step }];
  });
  return stopped.length === answer.trace.branches.length ? stopped.slice(0, 1) : [];
}

function byRules(
  node: NodeContext,
  port: PeerPort,
  stopped: readonly Stopped[],
  asked: number,
): Found {
  const [first] = stopped;
  const peers = stopped.map(({ peer }) => peer);
  const place = first?.step.kind === 'rule' ? `rule ${first.step.rule} of ` : 'the policy of ';
  return {
    severity: port.use === 'vxlan' && stopped.length === asked ? 'error' : SEVERITIES[port.use],
    title: `${port.name}: ${port.port}/${port.proto} from ${inWords(peers)} is ${first?.branch.disposition}${node.onNode}`,
    subjects: subjectsOf(node, port, peers),
    evidence: [...evidenceOf(port, peers), ...stopped.flatMap(({ step }) => step.evidence)],
    why: `${place}${first?.step.chain} in ${first?.step.table} stops it. ${CONSEQUENCES[port.use]}`.replace(
      /^./,
      (letter) => letter.toUpperCase(),
    ),
    remedy: first?.step.chain.startsWith('cali-')
      ? "Calico's own rules let in the nodes that it knows: hold `kubectl get nodes -o wide` against `ipset list cali40all-vxlan-net`, and see the log of calico-node here."
      : `Let it in before that: \`${first?.step.family === 6 ? 'ip6tables' : 'iptables'} -I INPUT -p ${port.proto} --dport ${port.port} -s ${first?.peer.address} -j ACCEPT\` shows whether it helps; then put it, for all nodes, where the firewall is configured.`,
  };
}

function byZone(
  node: NodeContext,
  port: PeerPort,
  peers: readonly Peer[],
  zone: FirewalldZone,
): Found {
  const [first] = peers;
  return {
    severity: SEVERITIES[port.use],
    title: `${port.name}: firewalld's zone ${zone.name} of ${first?.device} does not let ${port.port}/${port.proto} in${node.onNode}`,
    subjects: subjectsOf(node, port, peers),
    evidence: [...evidenceOf(port, peers), zone.evidence],
    why: `What ${inWords(peers)} sends there is refused. ${CONSEQUENCES[port.use]}`,
    remedy: `\`firewall-cmd --permanent --zone=${zone.name} --add-port=${port.port}/${port.proto}\`, then \`firewall-cmd --reload\`.`,
  };
}

const SEVERITIES = {
  vxlan: 'warning',
  wireguard: 'warning',
  typha: 'warning',
  bgp: 'info',
} as const;

const CONSEQUENCES = {
  vxlan:
    'Packets of pods on those nodes do not arrive at pods here; answers to what pods here ask are lost, too.',
  wireguard: 'Only while this node keeps sending does it hear from them.',
  typha:
    'calico-node of other nodes cannot connect to it, and hears of changes only from other Typhas, if there are any.',
  bgp: 'Sessions come up only when this node opens them.',
} as const;

function subjectsOf(node: NodeContext, port: PeerPort, peers: readonly Peer[]): Found['subjects'] {
  const devices = peers.flatMap(({ device }) => node.host.interfaces.get(device)?.id ?? []);
  return [port.subject, ...devices];
}

function evidenceOf(port: PeerPort, peers: readonly Peer[]): readonly Evidence[] {
  return [...port.evidence, ...peers.flatMap(({ evidence }) => evidence)];
}

/** `10.0.0.12 and 2 more`. */
function inWords(peers: readonly Peer[]): string {
  return someOf(
    peers.map(({ address }) => address),
    1,
  );
}
