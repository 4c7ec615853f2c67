import { describe, expect, test } from 'vitest';
import { kubectlGet } from './command.ts';

const CAPTURED = 'NAMESPACE   NAME    NODE      HOSTNETWORK   PHASE     IPS';

function read(command: string, ...lines: string[]) {
  const origin = { file: '-', firstLine: 1 };
  const output = kubectlGet.read(lines.join('\n'), origin, command.split(' '));
  return { ...output, messages: output.diagnostics.map(({ message }) => message) };
}

describe('what custom columns settle', () => {
  test.each([
    ['-A -o custom-columns=N:.metadata.namespace,M:.metadata.name', ['pods']],
    ['-A --output=custom-columns=N:.metadata.namespace,M:.metadata.name', ['pods']],
    ['-n shop -o custom-columns=N:.metadata.namespace,M:.metadata.name', []],
    ['-A -l app=web -o custom-columns=N:.metadata.namespace,M:.metadata.name', []],
  ])('%s', (flags, captured) => {
    const { facts } = read(`kubectl get pods ${flags}`, 'N      M', 'shop   web-0');
    expect(facts).toEqual({
      pods: [{ namespace: 'shop', name: 'web-0', evidence: { file: '-', line: 2, endLine: 2 } }],
      captured,
    });
  });

  test('not when a row could not be read', () => {
    const command = 'kubectl get pods -A -o custom-columns=N:.metadata.namespace,M:.metadata.name';
    const { facts, messages } = read(command, 'N      M', 'shop   web-0', 'shop');
    expect(facts.captured).toEqual([]);
    expect(messages).toEqual(['1 values in a table of 2 columns']);
  });
});

test('columns that nobody wrote down are those of the capture script, where the headers are', () => {
  const command = 'kubectl get pods -A -o custom-columns';
  const row = 'shop        web-0   worker1   true          Running   172.16.0.12';
  expect(read(command, CAPTURED, row).facts.pods).toMatchObject([
    { namespace: 'shop', name: 'web-0', node: 'worker1', hostNetwork: true },
  ]);
  expect(read(command, CAPTURED.replace('IPS', 'IPX'), row).messages).toEqual([
    'what the columns mean, only the command line says',
  ]);
});

test('a column that was not asked for stays unknown', () => {
  const command = 'kubectl get pods -n shop -o custom-columns=NAME:.metadata.name,X:.spec.nodeName';
  const [pod] = read(command, 'NAME    X', 'web-0   worker1').facts.pods ?? [];
  expect(pod).toMatchObject({ namespace: 'shop', node: 'worker1' });
  expect(pod).not.toHaveProperty('hostNetwork');
  expect(pod).not.toHaveProperty('addresses');
});

test.each([
  [
    'kubectl get services -A -o custom-columns=N:.metadata.name',
    'custom columns are read for pods alone; capture with -o json',
  ],
  [
    'kubectl get pods -A -o custom-columns=N:.metadata.uid',
    'custom columns without .metadata.name are not read',
  ],
  [
    'kubectl get pods -A -o custom-columns=N:.metadata.name',
    'custom columns without .metadata.namespace do not say in which one each pod is',
  ],
])('%s', (command, message) => {
  const { messages, coverage } = read(command, 'N', 'web-0');
  expect(messages).toEqual([message]);
  expect(coverage.unsupported).toBe(2);
});
