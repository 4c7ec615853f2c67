import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInLab } from './describeInLab.ts';
import type { ClusterCourt } from './judge/clusterCourt.ts';
import { openClusterCourt } from './judge/clusterCourt.ts';
import { describeJudgement, describeProbe } from './judge/describeJudgement.ts';
import type { Probe } from './judge/probe.ts';
import { ip, run, sysctl } from './run.ts';
import type { Cluster } from './startCluster.ts';
import { startCluster } from './startCluster.ts';

const SHELL = 'control/cni-shell-control';
const DNS = 'control/cni-dns-control';
const CLIENT = 'control/cni-client-control';
const WEB = 'control/cni-web-control';
const HOST = 'control/host';

/** What is asked, and how it ends: `delivered, reply dropped`; a branch each where it is by chance. */
type Scenario = readonly [what: string, probe: Probe, ends: readonly string[]];

const THERE_AND_BACK = ['delivered, reply delivered'];
/** Whom the gateway of the nodes' networks passes a packet to is outside of the capture. */
const OUT = ['leavesCapture'];

const SCENARIOS: readonly Scenario[] = [
  ['pod to pod on one bridge', tcp(SHELL, '10.85.1.2', 8080), THERE_AND_BACK],
  ['and in IPv6', udp(SHELL, 'fd00:10:85:1::2', 8080), THERE_AND_BACK],
  ['a closed port', tcp(SHELL, '10.85.1.2', 9999), THERE_AND_BACK],
  ['an address of the bridge that nobody has', icmp(SHELL, '10.85.1.77'), ['unresolved']],
  ['pod to pod by Calico’s proxy ARP', icmp(WEB, '192.168.1.2'), THERE_AND_BACK],
  ['to a pod of the other node, by VXLAN', tcp(CLIENT, '192.168.2.1', 8080), THERE_AND_BACK],
  ['and in IPv6', tcp(CLIENT, 'fd00:192:168:2::1', 8080), THERE_AND_BACK],
  ['to the other node’s bridge, routed', udp(SHELL, '10.85.2.2', 8080), THERE_AND_BACK],
  ['a service', tcp(CLIENT, '10.96.0.80', 80), [...THERE_AND_BACK, ...THERE_AND_BACK]],
  ['a service in IPv6', tcp(CLIENT, 'fd00:10:96::80', 80), [...THERE_AND_BACK, ...THERE_AND_BACK]],
  [
    'a service of pods on bridges',
    tcp(SHELL, '10.96.0.10', 53),
    [...THERE_AND_BACK, ...THERE_AND_BACK],
  ],
  // The bridge plugin's rules accept it before kube-proxy's can masquerade it: it comes from itself.
  [
    'a pod’s own service, back through the bridge',
    tcp(DNS, '10.96.0.10', 53),
    ['dropped', ...THERE_AND_BACK],
  ],
  ['a service from the node', tcp(HOST, '10.96.0.10', 53), [...THERE_AND_BACK, ...THERE_AND_BACK]],
  // The web pod that is here takes clients only; to the other node it is masqueraded.
  ['a NodePort from a pod', tcp(SHELL, '10.0.0.11', 30080), ['dropped', ...THERE_AND_BACK]],
  ['a service without endpoints', tcp(SHELL, '10.96.0.99', 80), ['rejected']],
  ['and from the node', tcp(HOST, 'fd00:10:96::99', 80), ['rejected']],
  ['policy: a client', tcp(CLIENT, '192.168.1.1', 8080), THERE_AND_BACK],
  ['policy: nobody else', tcp(SHELL, '192.168.1.1', 8080), ['dropped']],
  ['policy: not even the client, on another port', tcp(CLIENT, '192.168.1.1', 9999), ['dropped']],
  ['node to pod', udp(HOST, '192.168.1.2', 8080), THERE_AND_BACK],
  ['pod to node', tcp(CLIENT, '10.0.0.11', 8081), THERE_AND_BACK],
  ['pod to the other node', udp(SHELL, '10.0.0.12', 8081), THERE_AND_BACK],
  ['pod to outside, masqueraded', tcp(CLIENT, '10.0.2.1', 8080), OUT],
  [
    'an address of the node’s own block that no pod has',
    udp(SHELL, '192.168.1.40', 80),
    ['blackholed'],
  ],
  ['and from the node', icmp(HOST, '192.168.1.40'), ['blackholed']],
  ['itself', tcp(SHELL, '10.85.1.3', 8080), THERE_AND_BACK],
  [
    'more than the tunnel takes',
    { ...udp(SHELL, '192.168.2.2', 8080), payload: 1440 },
    ['dropped'],
  ],
];

describeInLab('a trace is what the kernel does', () => {
  let cluster: Cluster;
  let court: ClusterCourt;

  beforeAll(async () => {
    cluster = await startCluster();
    court = await openClusterCourt(cluster);
    await court.look();
  });
  afterAll(async () => {
    await court?.stop();
    await cluster?.stop();
  });

  it.each(SCENARIOS)('%s', async (_, probe, ends) => {
    await agree(probe, ends);
  });

  it('without ip_forward nobody passes', async () => {
    await changed(async () => {
      await sysctl(control(), { 'net/ipv4/ip_forward': 0 });
    });
    await agree(tcp(CLIENT, '10.85.1.2', 8080), ['dropped']);
    await agree(tcp(HOST, '10.85.1.2', 8080), THERE_AND_BACK);
    await changed(async () => {
      await sysctl(control(), { 'net/ipv4/ip_forward': 1 });
    });
  });

  it('a strict rp_filter drops what would be answered another way', async () => {
    const [one, other] = cluster.nodes;
    if (!one || !other) throw new Error('the lab has two nodes');
    await changed(async () => {
      // ARP would be refused before.
      await ip(other.machine, [
        'route replace 10.85.1.0/24 via 10.0.2.11 dev eth0',
        `neighbour replace 10.0.2.11 lladdr ${one.plan.management.mac} dev eth0 nud permanent`,
      ]);
      await sysctl(one.machine, { 'net/ipv4/conf/eth0/rp_filter': 1 });
    });
    await agree({ ...udp('worker/host', '10.85.1.2', 8080), source: '10.0.0.12' }, ['dropped']);
    await changed(async () => {
      await sysctl(one.machine, {
        'net/ipv4/conf/eth0/rp_filter': 2,
        'net/ipv4/conf/all/rp_filter': 0,
      });
    });
    // Now the other node refuses what comes back, by its own rp_filter.
    await agree({ ...udp('worker/host', '10.85.1.2', 8080), source: '10.0.0.12' }, [
      'delivered, reply dropped',
    ]);
  });

  it('an answer from the same bridge comes from the wrong address, unless br_netfilter sees it', async () => {
    const rule = [
      '-t',
      'nat',
      '-I',
      'PREROUTING',
      '-d',
      '10.99.0.1',
      '-j',
      'DNAT',
      '--to',
      '10.85.1.2',
    ];
    await changed(async () => {
      await run(control(), ['iptables-nft', ...rule]);
      await sysctl(control(), { 'net/bridge/bridge-nf-call-iptables': 0 });
    });
    await agree(udp(SHELL, '10.99.0.1', 8080), ['delivered, reply dropped']);
    await changed(async () => {
      await sysctl(control(), { 'net/bridge/bridge-nf-call-iptables': 1 });
    });
    await agree(udp(SHELL, '10.99.0.1', 8080), THERE_AND_BACK);
  });

  it('session affinity: which endpoint it was before, no capture tells', async () => {
    const affinity = [
      '-N AFFINE',
      '-A PREROUTING -d 10.99.0.2/32 -p tcp -m tcp --dport 80 -j AFFINE',
      '-A AFFINE -p tcp -m recent --name one --rcheck --seconds 10800 --reap --mask 255.255.255.255 --rsource -j DNAT --to-destination 10.85.1.2:8080',
      '-A AFFINE -p tcp -m recent --name one --set --mask 255.255.255.255 --rsource -j DNAT --to-destination 10.85.2.2:8080',
    ];
    await changed(async () => {
      const input = `*nat\n${affinity.join('\n')}\nCOMMIT\n`;
      await run(control(), ['iptables-nft-restore', '--noflush'], { input });
    });
    const probe = tcp(SHELL, '10.99.0.2', 80);
    const ends = [...THERE_AND_BACK, ...THERE_AND_BACK];
    await agree(probe, ends, /rule \d+ of AFFINE/);
    await agree(probe, ends, /rule \d+ of AFFINE/);
  });

  async function agree(probe: Probe, ends: readonly string[], mayAssume?: RegExp): Promise<void> {
    const judgement = await court.judge(probe, mayAssume);
    const { differences, trace } = judgement;
    expect(differences, describeJudgement(0, judgement)).toEqual([]);
    const told = trace.branches.map(({ disposition, reply }) =>
      reply ? `${disposition}, reply ${reply.disposition}` : disposition,
    );
    expect(told, describeProbe(probe)).toEqual(ends);
  }

  async function changed(change: () => Promise<void>): Promise<void> {
    await change();
    await court.look();
  }

  function control() {
    const [node] = cluster.nodes;
    if (!node) throw new Error('the lab has nodes');
    return node.machine;
  }
});

function tcp(from: string, address: string, dport: number): Probe {
  return { from, proto: 'tcp', address, dport };
}

function udp(from: string, address: string, dport: number): Probe {
  return { from, proto: 'udp', address, dport };
}

function icmp(from: string, address: string): Probe {
  return { from, proto: 'icmp', address, dport: 0 };
}
