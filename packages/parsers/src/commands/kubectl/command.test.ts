import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kubectlGet } from './command.ts';

const ORIGIN = { file: 'out.txt', firstLine: 1 };

function read(command: string, ...lines: string[]) {
  const output = kubectlGet.read(lines.join('\n'), ORIGIN, command.split(' '));
  return {
    ...output,
    messages: output.diagnostics.map(({ line, message }) => `${line}: ${message}`),
  };
}

const PODS = [
  'NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE',
  'shop        web-0   1/1     Running   0          3d',
];
const PODS_OF_ONE_NAMESPACE = [
  'NAME    READY   STATUS    RESTARTS   AGE',
  'web-0   1/1     Running   0          3d',
];

describe('what a listing settles', () => {
  test.each([
    ['kubectl get pods -A', ['pods']],
    ['kubectl get pods -A -l app=web', []],
    ['kubectl get pods -A web-0', []],
    // No service table and no error: there are none.
    ['kubectl get pods,svc -A', ['pods', 'services']],
    // Deployments alone say nothing about daemon sets.
    ['kubectl get pods,deploy -A', ['pods']],
    ['kubectl get all -A', ['pods', 'services', 'workloads']],
  ])('%s', (command, captured) => {
    expect(read(command, ...PODS).facts.captured).toEqual(captured);
  });

  test('one namespace does not settle what pods there are', () => {
    const { facts, messages } = read('kubectl get pods -n shop', ...PODS_OF_ONE_NAMESPACE);
    expect(facts.captured).toEqual([]);
    expect(facts.pods).toMatchObject([{ namespace: 'shop', name: 'web-0' }]);
    expect(messages).toEqual([]);
  });

  test('a row that could not be read leaves its kind unsettled', () => {
    const { facts, messages } = read('kubectl get pods -A', ...PODS, 'shop        web-');
    expect(facts.pods).toHaveLength(1);
    expect(facts.captured).toEqual([]);
    expect(messages).toEqual(['3: a row without NAME, or cut short before AGE']);
  });

  test('nodes have no namespace', () => {
    const { facts } = read(
      'kubectl get nodes',
      'NAME         STATUS   ROLES           AGE    VERSION',
      'controller   Ready    control-plane   170m   v1.30.1',
    );
    expect(facts.captured).toEqual(['nodes']);
    expect(facts.kubeNodes).toMatchObject([{ name: 'controller', version: 'v1.30.1' }]);
  });

  test('an empty cluster is an answer', () => {
    const { facts, records, messages } = read('kubectl get svc -A', 'No resources found');
    expect({ records, messages, captured: facts.captured }).toEqual({
      records: 0,
      messages: [],
      captured: ['services'],
    });
  });

  test('an empty namespace is an answer, though not for the others', () => {
    const { facts, messages } = read(
      'kubectl get pods',
      'No resources found in default namespace.',
    );
    expect({ messages, captured: facts.captured }).toEqual({ messages: [], captured: [] });
  });

  test('an empty file is no answer', () => {
    expect(read('kubectl get pods -A').facts).toEqual({ captured: [] });
  });
});

describe('the namespace of a table without that column', () => {
  test('is default unless the command line says otherwise', () => {
    const { facts } = read('kubectl get pods', ...PODS_OF_ONE_NAMESPACE);
    expect(facts.pods).toMatchObject([{ namespace: 'default', name: 'web-0' }]);
  });

  test('is unknown where the command line is', () => {
    const argv = kubectlGet.recognizes(PODS_OF_ONE_NAMESPACE.join('\n'));
    expect(argv).toEqual(['kubectl', 'get']);
    const { records, messages, coverage } = read('kubectl get', ...PODS_OF_ONE_NAMESPACE);
    expect(records).toBe(0);
    expect(coverage).toMatchObject({ unsupported: 2 });
    expect(messages).toEqual([
      '1: in which namespace each Pod is, neither the table nor the command line says; capture with --all-namespaces',
    ]);
  });
});

describe('one clear line for what is no listing', () => {
  test.each([
    [
      'Error from server (Forbidden): pods is forbidden: User "jo" cannot list resource "pods"',
      '1: kubectl printed an error: "Error from server (Forbidden): pods is forbidden: User "j…"',
    ],
    [
      'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
      '1: kubectl printed an error: "The connection to the server localhost:8080 was refused -…"',
    ],
    [
      '<!DOCTYPE html>\n<html>\n<body>502 Bad Gateway</body>\n</html>',
      '1: a web page, not the output of kubectl: an error page of a proxy?',
    ],
    ['apiVersion: v1\nitems:\n- apiVersion: v1', '1: YAML is not read; capture with -o json'],
  ])('%s', (text, message) => {
    const { messages, facts, records } = read('kubectl get pods -A', text);
    expect(messages).toEqual([message]);
    expect({ facts, records }).toEqual({ facts: { captured: [] }, records: 0 });
  });

  test('the log of failed attempts is not repeated beside the error', () => {
    const log =
      "E0524 10:11:12.131415   12345 memcache.go:265] couldn't get current server API group list: Get ...";
    const refused = 'The connection to the server 10.0.0.11:6443 was refused';
    expect(read('kubectl get pods', log, log, refused).messages).toEqual([
      `3: kubectl printed an error: "${refused}"`,
    ]);
    expect(read('kubectl get pods', log, log).messages).toHaveLength(1);
  });

  test.each([
    ['kubectl get pods --no-headers', 'web-0   1/1   Running   0   3d'],
    ['kubectl get pods -o name', 'pod/web-0'],
  ])('%s', (command, line) => {
    const { messages, coverage } = read(command, line, line);
    expect(messages).toHaveLength(1);
    expect(coverage).toMatchObject({ unsupported: 2 });
  });
});

test('a refused kind does not spoil the one that was listed', () => {
  const { facts, messages } = read(
    'kubectl get pods,svc -A',
    ...PODS,
    'Error from server (Forbidden): services is forbidden',
  );
  expect(facts.captured).toEqual(['pods']);
  expect(messages).toEqual([
    '3: kubectl printed an error: "Error from server (Forbidden): services is forbidden"',
  ]);
});

test('a table of another kind is said to be unread, and the rest is read', () => {
  const { facts, messages } = read(
    'kubectl get all -A',
    ...PODS,
    '',
    'NAMESPACE   NAME                                      REFERENCE        TARGETS   MINPODS',
    'shop        horizontalpodautoscaler.autoscaling/web   Deployment/web   50%       1',
  );
  expect(facts.captured).toEqual(['pods', 'services', 'workloads']);
  expect(messages).toEqual([
    '4: a kubectl table that is not read: NAMESPACE, NAME, REFERENCE, TARGETS, MINPODS',
  ]);
});

test('an object that a watch prints again stands as printed last', () => {
  const { facts } = read(
    'kubectl get pods -n shop -w',
    'NAME    READY   STATUS    RESTARTS   AGE',
    'web-0   0/1     Pending   0          1s',
    'web-0   1/1     Running   0          3s',
  );
  expect(facts.pods).toMatchObject([{ status: 'Running', evidence: { line: 3 } }]);
});

describe('texts that nobody labelled', () => {
  test('a NAMESPACE column proves that all were listed', () => {
    expect(kubectlGet.recognizes(PODS.join('\n'))).toEqual([
      'kubectl',
      'get',
      'pod',
      '--all-namespaces',
    ]);
  });

  test.each([
    ['NAME   READY   AGE\nweb    1/1     3d'],
    ['NAME    TYPE      STATE\nbr0     bridge    UP'],
    ['NAMESPACE of the pods is shop'],
    [''],
  ])('should not claim %j', (text) => {
    expect(kubectlGet.recognizes(text)).toBeUndefined();
  });
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(
      ...PODS,
      ...PODS_OF_ONE_NAMESPACE,
      '',
      '{',
      '}',
      '"items": [',
      'No resources found',
    ),
    fc.constantFrom(
      'NAME   TYPE   CLUSTER-IP   PORT(S)',
      'a      b      None         99999/X,',
      'x/y  z',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  const command = fc.constantFrom(
    'kubectl get',
    'kubectl get all -A',
    'kubectl get po -o json',
    'x',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), command, (lines, typed) => {
      const text = lines.join('\n');
      const { coverage } = kubectlGet.read(text, ORIGIN, typed.split(' '));
      kubectlGet.recognizes(text);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      const inked = text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '');
      expect(counted).toBe(inked.length);
    }),
    { seed: 1, numRuns: 300 },
  );
});
