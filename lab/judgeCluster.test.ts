import type { Branch } from '@vethscope/trace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLUSTER, POD_PORT } from './cluster.ts';
import { describeInLab } from './describeInLab.ts';
import type { ClusterJudge } from './judge/clusterJudge.ts';
import { HOST_PORT, openClusterJudge } from './judge/clusterJudge.ts';
import type { ClusterTrouble } from './judge/clusterTrouble.ts';
import { ADDED, clusterTrouble, LOOPING } from './judge/clusterTrouble.ts';
import type { KernelAnswer } from './judge/probe.ts';
import type { Question } from './judge/question.ts';
import { addressOf } from './judge/question.ts';
import { showWalk } from './judge/showWalk.ts';
import type { Stack } from './rules/restore.ts';
import { STACKS } from './rules/restore.ts';
import type { Cluster } from './startCluster.ts';
import { startCluster } from './startCluster.ts';

type Proto = Question['proto'];
/** An address of each family; a name means both. */
type End = string | Readonly<Record<Stack, string>>;

/** What is asked in each protocol and family, and how each of its branches ends. */
type Scenario = readonly [
  what: string,
  protos: readonly Proto[],
  from: End,
  to: End,
  port: number,
  ends: readonly string[] | Readonly<Record<Stack, readonly string[]>>,
];

const SHELL = 'default/shell-control';
const DNS = 'kube-system/dns-control';
const CLIENT = 'default/client-control';
const WEB = 'default/web-control';
const FAR = {
  shell: 'default/shell-worker',
  dns: 'kube-system/dns-worker',
  client: 'default/client-worker',
  web: 'default/web-worker',
};
const WEB_SERVICE = 'default/web';
const DNS_SERVICE = 'kube-system/dns';
const NOBODY_SERVICE = 'default/nobody';
const GATEWAY = CLUSTER.underlay.gateway;
const CONTROL = { v4: '10.0.0.11', v6: 'fd00:10::11' };
const WORKER = { v4: '10.0.0.12', v6: 'fd00:10::12' };
const MANAGEMENT = { v4: '10.0.2.11', v6: 'fd00:2::11' };
const NO_POD = { v4: '192.168.1.40', v6: 'fd00:192:168:1::28' };
const NO_FAR_POD = { v4: '192.168.2.40', v6: 'fd00:192:168:2::28' };
const NOBODY = { v4: '10.85.1.77', v6: 'fd00:10:85:1::77' };
/** Of service web. */
const NODE_PORT = 30080;
const CLOSED = 8443;

const ALL: readonly Proto[] = ['tcp', 'udp', 'icmp'];
const UDP: readonly Proto[] = ['udp'];
const PORTS: readonly Proto[] = ['tcp', 'udp'];
const TCP: readonly Proto[] = ['tcp'];

const ANSWERED = 'delivered, reply delivered';
const LOST = 'delivered, reply dropped';
/** Whom the gateway passes it to is not captured. */
const OUT = 'leavesCapture';
const GONE = 'delivered, reply leavesCapture';

describeInLab('a trace of the cluster is what its kernels do', () => {
  let cluster: Cluster;
  let trouble: ClusterTrouble;
  let judge: ClusterJudge;

  beforeAll(async () => {
    cluster = await startCluster();
    trouble = clusterTrouble(cluster);
    await trouble.addServices();
    judge = await openClusterJudge(cluster);
  });
  afterAll(async () => {
    await judge?.stop();
    await cluster?.stop();
  });

  describe('as it was built', () => {
    beforeAll(async () => {
      await judge.look();
    });

    ask([
      ['pod to pod on one bridge', ALL, SHELL, DNS, POD_PORT, [ANSWERED]],
      ['pod to pod by Calico, on one node', ALL, WEB, CLIENT, POD_PORT, [ANSWERED]],
      ['pod on the bridge to Calico pod', ALL, SHELL, CLIENT, POD_PORT, [ANSWERED]],
      ['Calico pod to pod on the bridge', ALL, CLIENT, DNS, POD_PORT, [ANSWERED]],
      ['across nodes by VXLAN', ALL, CLIENT, FAR.client, POD_PORT, [ANSWERED]],
      ['across nodes, bridge to bridge', ALL, SHELL, FAR.dns, POD_PORT, [ANSWERED]],
      ['from a bridge into the tunnel', ALL, SHELL, FAR.client, POD_PORT, [ANSWERED]],
      ['a pod to itself', ALL, SHELL, SHELL, POD_PORT, [ANSWERED]],
      ['a closed port', TCP, SHELL, DNS, CLOSED, ['delivered to a closed port, reply delivered']],
      ['a closed port', UDP, SHELL, DNS, CLOSED, ['delivered to a closed port']],
    ]);
    ask([
      ['ClusterIP from a pod', TCP, CLIENT, WEB_SERVICE, 80, [ANSWERED, ANSWERED]],
      ['ClusterIP from a pod on the bridge', TCP, SHELL, DNS_SERVICE, 53, [ANSWERED, ANSWERED]],
      ['ClusterIP from the node', TCP, 'control', DNS_SERVICE, 53, [ANSWERED, ANSWERED]],
      ['ClusterIP on a port that it has not', TCP, CLIENT, WEB_SERVICE, 81, [OUT]],
      ['no endpoints, from a pod', TCP, SHELL, NOBODY_SERVICE, 80, ['rejected']],
      ['no endpoints, from the node', TCP, 'control', NOBODY_SERVICE, 80, ['rejected']],
      // The bridge plugin accepts what stays on the bridge before kube-proxy masquerades: IPv4 does
      // not take one's own address for another's, IPv6 an answer from another than was asked.
      [
        'hairpin, not masqueraded',
        TCP,
        DNS,
        DNS_SERVICE,
        53,
        { v4: ['dropped', ANSWERED], v6: [LOST, ANSWERED] },
      ],
      ['hairpin by Calico, against policy', TCP, WEB, WEB_SERVICE, 80, ['dropped', 'dropped']],
      ['DNAT to the same bridge, with br_netfilter', PORTS, SHELL, ADDED.local, 53, [ANSWERED]],
      ['DNAT to the bridge, routed', PORTS, CLIENT, ADDED.local, 53, [ANSWERED]],
    ]);
    ask([
      ['NodePort from outside', TCP, GATEWAY, MANAGEMENT, NODE_PORT, [GONE, GONE]],
      // Policy lets in who comes by a VTEP's address, not by a node's.
      ['NodePort from the other node', TCP, 'worker', CONTROL, NODE_PORT, ['dropped', ANSWERED]],
      ['NodePort from its own node', TCP, 'control', CONTROL, NODE_PORT, [ANSWERED, ANSWERED]],
      ['NodePort from a pod', TCP, SHELL, CONTROL, NODE_PORT, ['dropped', ANSWERED]],
    ]);
    ask([
      ['policy: a client may', TCP, CLIENT, WEB, POD_PORT, [ANSWERED]],
      ['policy: a client of the other node may', TCP, FAR.client, WEB, POD_PORT, [ANSWERED]],
      ['policy: not by UDP or ICMP', ['udp', 'icmp'], CLIENT, WEB, POD_PORT, ['dropped']],
      ['policy: nobody else', ALL, SHELL, WEB, POD_PORT, ['dropped']],
      ['policy: nobody else of the other node', ALL, FAR.web, WEB, POD_PORT, ['dropped']],
    ]);
    ask([
      ['node to pod on the bridge', ALL, 'control', DNS, POD_PORT, [ANSWERED]],
      ['node to Calico pod', ALL, 'control', CLIENT, POD_PORT, [ANSWERED]],
      ['node to the other node’s Calico pod', ALL, 'control', FAR.client, POD_PORT, [ANSWERED]],
      ['node to the other node', ALL, 'control', WORKER, HOST_PORT, [ANSWERED]],
      ['Calico pod to node', ALL, CLIENT, CONTROL, HOST_PORT, [ANSWERED]],
      ['pod on the bridge to node', ALL, SHELL, CONTROL, HOST_PORT, [ANSWERED]],
      ['pod to the other node', ALL, CLIENT, WORKER, HOST_PORT, [ANSWERED]],
      ['Calico pod to outside, masqueraded', ALL, CLIENT, GATEWAY, POD_PORT, [OUT]],
      ['bridge pod to outside, masqueraded', ALL, SHELL, GATEWAY, POD_PORT, [OUT]],
      ['outside to a pod', ALL, GATEWAY, DNS, POD_PORT, [GONE]],
    ]);
    ask([
      ['an address of the own block that no pod has', ALL, SHELL, NO_POD, POD_PORT, ['blackholed']],
      ['the same from the node', ALL, 'control', NO_POD, POD_PORT, ['blackholed']],
      [
        'an address of the other block that no pod has',
        ALL,
        CLIENT,
        NO_FAR_POD,
        POD_PORT,
        ['blackholed'],
      ],
      ['an address on the bridge that nobody has', ALL, SHELL, NOBODY, POD_PORT, ['unresolved']],
      ['the same from the node', ALL, 'control', NOBODY, POD_PORT, ['unresolved']],
    ]);

    it('NodePort by localhost: route_localnet is on for cali*, off for the tunnel', async () => {
      const question = {
        proto: 'tcp',
        from: 'control',
        to: '127.0.0.1',
        dport: NODE_PORT,
      } as const;
      await agree(question, [ANSWERED, 'noRoute']);
    });

    it('NodePort by localhost in IPv6: the answer is for ::1, which no interface takes', async () => {
      const question = { proto: 'tcp', from: 'control', to: '::1', dport: NODE_PORT } as const;
      // The error about it goes back through the tunnel; what is inside of that is not told.
      const mayDiffer = /^reply in netns\/worker\/host, .*; the trace: nothing more$/;
      await agree({ ...question, mayDiffer }, [LOST, LOST]);
    });

    it.each(STACKS)(
      'session affinity: which endpoint it was before, nobody can tell: %s',
      async (stack) => {
        for (const from of [SHELL, CLIENT, SHELL]) {
          const { differences, answer, trace } = await judge.judge({
            ...{ proto: 'tcp', from, to: ADDED.affine[stack], dport: 80 },
            mayDiffer: /^the trace takes for granted .*rule [12] of AFFINE/,
          });
          expect(differences, told(answer, trace.branches)).toEqual([]);
          expect(trace.disposition).toBe('delivered');
          expect(new Set(trace.branches.map(endOf))).toEqual(new Set([ANSWERED]));
          expect(trace.branches.map(({ probability }) => probability)).toContain(null);
        }
      },
    );
  });

  describe('with mistakes', () => {
    beforeAll(async () => {
      await trouble.mistake();
      await judge.look();
    });

    ask([
      ['hairpin off, br_netfilter on', TCP, DNS, DNS_SERVICE, 53, ['dropped', ANSWERED]],
      ['hairpin on, br_netfilter off', TCP, FAR.dns, DNS_SERVICE, 53, [ANSWERED, ANSWERED]],
      ['DNAT to the same bridge, without br_netfilter', PORTS, FAR.shell, ADDED.local, 53, [LOST]],
      // IPv6 has no rp_filter.
      [
        'asymmetric: there by the tunnel, back beside it',
        ALL,
        CLIENT,
        FAR.client,
        POD_PORT,
        { v4: [LOST], v6: [ANSWERED] },
      ],
      [
        'asymmetric: there beside the tunnel',
        ALL,
        FAR.client,
        CLIENT,
        POD_PORT,
        { v4: ['dropped'], v6: [ANSWERED] },
      ],
      ['a neighbour’s MAC that nobody has', ALL, 'control', SHELL, POD_PORT, ['dropped']],
    ]);

    it.each(STACKS)('a TTL that one router uses up: %s', async (stack) => {
      const to = targetOf(FAR.client, stack);
      for (const proto of ALL) {
        await agree(
          {
            proto,
            from: FAR.web,
            to,
            dport: POD_PORT,
            ttl: 1,
            mayDiffer: /^the sender saw: (ETTL|EHOSTUNREACH); the trace: dropped, /,
          },
          ['dropped'],
        );
      }
    });

    it('more than a route takes, with DF', async () => {
      await agree(
        {
          proto: 'icmp',
          from: CLIENT,
          to: FAR.web,
          dport: 0,
          mayDiffer: /^the sender saw: EMSGSIZE; the trace: dropped, /,
        },
        ['dropped'],
      );
    });
  });

  describe('with a loop', () => {
    beforeAll(async () => {
      await trouble.loop();
      await judge.look();
    });

    it.each(STACKS)('it goes in circles until its TTL is used up: %s', async (stack) => {
      for (const proto of ALL) {
        await agree(
          {
            proto,
            from: CLIENT,
            to: LOOPING[stack],
            dport: POD_PORT,
            mayDiffer: /; the trace: nothing more$/,
          },
          ['looped'],
        );
      }
    });

    ask([['hairpin on, br_netfilter on', TCP, DNS, DNS_SERVICE, 53, [ANSWERED, ANSWERED]]]);
  });

  describe('with forwarding off', () => {
    beforeAll(async () => {
      await trouble.stopForwarding();
      await judge.look();
    });

    ask([
      ['pod to pod on one bridge', ALL, SHELL, DNS, POD_PORT, [ANSWERED]],
      ['pod to pod through the node', ALL, CLIENT, DNS, POD_PORT, ['dropped']],
      ['pod to node', ALL, CLIENT, CONTROL, HOST_PORT, [ANSWERED]],
      ['node to pod', ALL, 'control', DNS, POD_PORT, [ANSWERED]],
      ['NodePort from outside', TCP, GATEWAY, MANAGEMENT, NODE_PORT, ['dropped', 'dropped']],
    ]);
  });

  function ask(scenarios: readonly Scenario[]): void {
    const rows = scenarios.flatMap(([what, protos, from, to, dport, ends]) =>
      protos.flatMap((proto) =>
        STACKS.map((stack) => ({
          what,
          stack,
          question: { proto, dport, from: senderOf(from, stack), to: targetOf(to, stack) },
          ends: 'v4' in ends ? ends[stack] : ends,
        })),
      ),
    );
    it.each(rows)('$what: $question.proto $stack', async ({ question, ends }) => {
      await agree(question, ends);
    });
  }

  async function agree(question: Question, ends: readonly string[]): Promise<void> {
    const { differences, answer, trace } = await judge.judge(question);
    const said = told(answer, trace.branches);
    expect(differences, said).toEqual([]);
    expect(trace.branches.map(endOf), said).toEqual(ends);
  }
});

function senderOf(from: End, stack: Stack): string {
  return typeof from === 'string' ? from : from[stack];
}

/** A name that has addresses of both families means IPv4. */
function targetOf(to: End, stack: Stack): string {
  if (typeof to !== 'string') return to[stack];
  return stack === 'v4' ? to : (addressOf(CLUSTER, to, stack) ?? to);
}

/** `delivered to a closed port, reply delivered`. */
function endOf({ disposition, hops, reply }: Branch): string {
  const last = hops.at(-1)?.steps.at(-1);
  const isClosed = last?.kind === 'socket' && last.listening === 'no';
  const where = isClosed ? ' to a closed port' : '';
  return `${disposition}${where}${reply ? `, reply ${reply.disposition}` : ''}`;
}

/** What a person begins to look for the reason of a difference with. */
function told(answer: KernelAnswer, branches: readonly Branch[]): string {
  const { sight, request, reply } = answer;
  return [
    `the kernel: ${sight.kind === 'error' ? sight.code : sight.kind}`,
    ...[...request].map(([place, steps]) => `  request in ${place}: ${showWalk(steps).join(', ')}`),
    ...[...reply].map(([place, steps]) => `  reply in ${place}: ${showWalk(steps).join(', ')}`),
    ...branches.map(
      (branch) =>
        `the trace: ${endOf(branch)}: ${branch.because}${branch.reply ? `; ${branch.reply.because}` : ''}`,
    ),
  ].join('\n');
}
