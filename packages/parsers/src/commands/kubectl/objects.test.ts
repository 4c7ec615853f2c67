import { expect, test } from 'vitest';
import { kubectlGet } from './command.ts';

function read(command: string, ...lines: string[]) {
  const origin = { file: 'out.json', firstLine: 1 };
  const output = kubectlGet.read(lines.join('\n'), origin, command.split(' '));
  const messages = output.diagnostics.map(({ line, message }) => `${line}: ${message}`);
  return { ...output, messages };
}

const list = (...items: object[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 4);
const pod = (name: string, status: object = {}) => ({
  kind: 'Pod',
  metadata: { name, namespace: 'shop' },
  spec: { containers: [{ name: 'web' }] },
  status,
});

test.each([
  ['kubectl get pods,svc -A -o json', ['pods', 'services']],
  ['kubectl get pods -n shop -o json', []],
  ['kubectl get pods -A -l app=web -o json', []],
  ['kubectl get', []],
])('%s settles %j even by an empty list', (command, captured) => {
  const { facts, records, messages } = read(command, list());
  expect({ captured: facts.captured, records, messages }).toEqual({
    captured,
    records: 0,
    messages: [],
  });
});

test('one object is read as a list of one is, and settles nothing', () => {
  const { facts } = read('kubectl get pod web-0 -n shop -o json', JSON.stringify(pod('web-0')));
  expect(facts.pods).toMatchObject([{ namespace: 'shop', name: 'web-0', hostNetwork: false }]);
  expect(facts.captured).toEqual([]);
});

test('items of a PodList do not name their kind', () => {
  const { kind: _, ...item } = pod('web-0');
  const text = JSON.stringify({ kind: 'PodList', apiVersion: 'v1', items: [item] });
  expect(read('kubectl get pods -A -o json', text).facts).toMatchObject({
    pods: [{ name: 'web-0' }],
    captured: ['pods'],
  });
});

test.each([
  ['its phase', { phase: 'Succeeded' }, 'Succeeded'],
  ['why the pod was evicted', { phase: 'Failed', reason: 'Evicted' }, 'Evicted'],
  [
    'why a container waits',
    {
      phase: 'Pending',
      containerStatuses: [{ state: { waiting: { reason: 'ImagePullBackOff' } } }],
    },
    'ImagePullBackOff',
  ],
  [
    'why a container of a pod that ran to its end ended',
    {
      phase: 'Succeeded',
      containerStatuses: [{ state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
    },
    'Completed',
  ],
  [
    'that it runs, though another container completed',
    {
      phase: 'Running',
      containerStatuses: [
        { state: { terminated: { exitCode: 0, reason: 'Completed' } } },
        { ready: true, state: { running: {} } },
      ],
    },
    'Running',
  ],
  [
    'what an init container died of',
    {
      phase: 'Pending',
      initContainerStatuses: [{ state: { terminated: { exitCode: 1, reason: 'Error' } } }],
      containerStatuses: [{ state: { waiting: { reason: 'PodInitializing' } } }],
    },
    'Init:Error',
  ],
])('the status of a pod: %s', (_, status, shown) => {
  const { facts } = read('kubectl get pods -A -o json', list(pod('web-0', status)));
  expect(facts.pods).toMatchObject([{ status: shown }]);
});

test('a pod that is being deleted is terminating', () => {
  const { metadata, ...rest } = pod('web-0', { phase: 'Running' });
  const doomed = {
    ...rest,
    metadata: { ...metadata, deletionTimestamp: '2024-05-24T10:11:12Z' },
  };
  const { facts } = read('kubectl get pods -A -o json', list(doomed));
  expect(facts.pods).toMatchObject([{ status: 'Terminating' }]);
});

test('an error page of the API is one line', () => {
  const page = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: 'Unauthorized' };
  const { facts, records, messages, coverage } = read(
    'kubectl get pods -A -o json',
    ...JSON.stringify(page, undefined, 2).split('\n'),
  );
  expect(messages).toEqual(['1: the API server answered with an error: "Unauthorized"']);
  expect({ facts, records }).toEqual({ facts: { captured: [] }, records: 0 });
  expect(coverage).toMatchObject({ understood: 0, unrecognized: 6 });
});

test('a list that was cut off keeps its whole items and settles nothing', () => {
  const text = list(pod('web-0'), pod('web-1'));
  const { facts, messages } = read(
    'kubectl get pods -A -o json',
    text.slice(0, text.indexOf('web-1')),
  );
  expect(facts.pods).toMatchObject([{ name: 'web-0' }]);
  expect(facts.captured).toEqual([]);
  expect(messages).toHaveLength(1);
});

test('objects that cannot be placed or are not read are reported by kind, neighbours as one', () => {
  const { records, messages } = read(
    'kubectl get',
    list({ kind: 'Pod', metadata: { name: 'x' } }, { kind: 'Ingress' }, { kind: 'Ingress' }),
  );
  expect(records).toBe(0);
  expect(messages).toEqual([
    '5: a Pod without name or namespace',
    '11: objects of kind Ingress are kept as they are, not read yet',
  ]);
});

test('a pool without a CIDR that can be read is said to be none', () => {
  const pool = { kind: 'IPPool', metadata: { name: 'x' }, spec: { cidr: '10.0.0.0/99' } };
  const { records, messages } = read('kubectl get ippools -o json', list(pool));
  expect(records).toBe(0);
  expect(messages).toEqual(['5: objects of kind IPPool without a CIDR that can be read']);
});

test.each([
  ['kubectl get ippools.crd.projectcalico.org -o json', ['ipPools']],
  ['kubectl get networkpolicies -A -o json', ['networkPolicies']],
  ['kubectl get networkpolicies -o json', []],
  // Known, and kept as they are: nothing that a question asks for.
  ['kubectl get bgppeers.crd.projectcalico.org -o json', []],
])('%s settles %j', (command, captured) => {
  expect(read(command, list()).facts.captured).toEqual(captured);
});

test('is recognized by its kinds, and then settles nothing', () => {
  expect(kubectlGet.recognizes(list(pod('web-0')))).toEqual(['kubectl', 'get', '-o', 'json']);
  expect(kubectlGet.recognizes('{"items": [{"id": "b7a5", "state": "SANDBOX_READY"}]}')).toBe(
    undefined,
  );
});
