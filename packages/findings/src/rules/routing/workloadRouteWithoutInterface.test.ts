import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { links, nic, veth } from '../../testing/terminal.ts';
import { workloadRouteWithoutInterface } from './workloadRouteWithoutInterface.ts';

const LINKS = `# ip -d link\n${links(nic('2: eth0'), veth('12: cali68caf03a5f4', 2, 'blue'))}`;
const GONE = '192.168.2.2 dev calie57ed5aa5ae scope link\n';
const PODS = `# kubectl get pods -A -o wide
NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE   IP            NODE      NOMINATED NODE   READINESS GATES
default     db     1/1     Running   0          1d    192.168.2.2   worker1   <none>           <none>
`;
const find = (...outputs: readonly string[]) =>
  findingsOf(workloadRouteWithoutInterface, readNodes({ worker1: outputs.join('') }));

test('names the pod that has the address', () => {
  expect(find(LINKS, `# ip route\n${GONE}`, PODS)).toMatchObject([
    {
      severity: 'warning',
      title: 'default/db: its route leads to calie57ed5aa5ae, which does not exist',
      subjects: ['pod/default/db'],
      // The listing of links, and the route.
      evidence: [
        { line: 2, endLine: 9 },
        { line: 11, endLine: 11 },
      ],
    },
  ]);
});

test("without Kubernetes' list, names the address", () => {
  expect(find(LINKS, `# ip route\n${GONE}`)).toMatchObject([
    {
      title: '192.168.2.2: its route leads to calie57ed5aa5ae, which does not exist',
      subjects: ['netns/worker1/host'],
    },
  ]);
});

test('makes one finding where the listings do not belong together', () => {
  const routes = [1, 2, 3, 4, 5, 6].map(
    (i) => `192.168.2.${i} dev cali0000000000${i} scope link\n`,
  );
  expect(find(LINKS, `# ip route\n${routes.join('')}`).map(({ title }) => title)).toEqual([
    'Routes to 6 pods lead to interfaces that do not exist',
  ]);
});

test.each([
  ['the interface is there', [LINKS, '# ip route\n192.168.2.1 dev cali68caf03a5f4 scope link\n']],
  [
    'only one link was listed',
    ['# ip -d link show dev eth0\n', nic('2: eth0'), `\n# ip route\n${GONE}`],
  ],
  ['the routes were not captured', [LINKS]],
])('says nothing where %s', (_, outputs) => {
  expect(find(...outputs)).toEqual([]);
});

test.each([
  ['the sample', ['calico-single-node.md']],
  ['two nodes', ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  ['a dual-stack bridge', ['dual-stack-bridge']],
])('says nothing of %s', async (_, captures) => {
  expect(findingsOf(workloadRouteWithoutInterface, await exampleNetwork(...captures))).toEqual([]);
});
