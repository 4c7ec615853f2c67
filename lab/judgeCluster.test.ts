import type { Branch } from '@vethscope/trace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POD_PORT } from './cluster.ts';
import { describeInLab } from './describeInLab.ts';
import type { ClusterJudge } from './judge/clusterJudge.ts';
import { openClusterJudge } from './judge/clusterJudge.ts';
import {
  ANSWERED,
  CLIENT,
  DNS,
  DNS_SERVICE,
  FAR,
  LOST,
  NODE_PORT,
  SHELL,
} from './judge/clusterNames.ts';
import type { Scenario } from './judge/clusterScenarios.ts';
import {
  ALL,
  AS_BUILT,
  rowsOf,
  targetOf,
  WITH_MISTAKES,
  WITHOUT_FORWARDING,
} from './judge/clusterScenarios.ts';
import type { ClusterTrouble } from './judge/clusterTrouble.ts';
import { ADDED, clusterTrouble, LOOPING } from './judge/clusterTrouble.ts';
import type { KernelAnswer } from './judge/probe.ts';
import type { Question } from './judge/question.ts';
import { showWalk } from './judge/showWalk.ts';
import { STACKS } from './rules/restore.ts';
import type { Cluster } from './startCluster.ts';
import { startCluster } from './startCluster.ts';

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

    ask(AS_BUILT);

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

    ask(WITH_MISTAKES);

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

    ask([['hairpin on, br_netfilter on', ['tcp'], DNS, DNS_SERVICE, 53, [ANSWERED, ANSWERED]]]);
  });

  describe('with forwarding off', () => {
    beforeAll(async () => {
      await trouble.stopForwarding();
      await judge.look();
    });

    ask(WITHOUT_FORWARDING);
  });

  function ask(scenarios: readonly Scenario[]): void {
    it.each(rowsOf(scenarios))('$what: $question.proto $stack', async ({ question, ends }) => {
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
