import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crictl } from './command.ts';

const ORIGIN = { file: 'out.txt', firstLine: 1 };
const CONTAINERS =
  'CONTAINER           IMAGE               CREATED             STATE               NAME                ATTEMPT             POD ID              POD';
const CONTAINER =
  'e0b950eafce8b       cbb01a7bd410d       2 hours ago         Running             coredns             1                   b7a5dc968252f       coredns-7db6d8ff4d-p4kzt';
const SANDBOXES =
  'POD ID              CREATED             STATE               NAME                NAMESPACE           ATTEMPT             RUNTIME';
const IMAGES = 'IMAGE               TAG                 IMAGE ID            SIZE';

function read(command: string, ...lines: string[]) {
  const output = crictl.read(lines.join('\n'), ORIGIN, command.split(' '));
  return {
    ...output,
    messages: output.diagnostics.map(({ line, message }) => `${line}: ${message}`),
  };
}

test.each([
  ['crictl ps', true],
  ['crictl ps -a', true],
  ['crictl pods', true],
  ['crictl img', true],
  ['crictl --runtime-endpoint unix:///run/crio/crio.sock -D images', true],
  ['crictl --timeout=5s pods', true],
  ['crictl', false],
  ['crictl inspectp b7a5dc968252f', false],
  ['crictl rmi ps', false],
  ['docker ps', false],
])('%s is ours: %s', (command, expected) => {
  expect(crictl.accepts(command.split(' '))).toBe(expected);
});

describe('what a listing settles', () => {
  test.each([
    ['crictl ps -a', CONTAINERS, ['containers']],
    ['crictl ps --all', CONTAINERS, ['containers']],
    // Running containers only.
    ['crictl ps', CONTAINERS, []],
    ['crictl ps -a --name coredns', CONTAINERS, []],
    ['crictl ps -a --state=exited', CONTAINERS, []],
    ['crictl pods', SANDBOXES, ['sandboxes']],
    ['crictl pods --namespace kube-system', SANDBOXES, []],
    ['crictl images', IMAGES, ['images']],
    ['crictl images docker.io/calico/node', IMAGES, []],
    // The text is not what the command line says.
    ['crictl images', SANDBOXES, []],
  ])('%s, though the table is empty', (command, header, captured) => {
    const { facts, records, messages } = read(command, header);
    expect({ captured: facts.captured, records, messages }).toEqual({
      captured,
      records: 0,
      messages: [],
    });
  });

  test('not when a row could not be read', () => {
    const { facts, messages } = read('crictl ps -a', CONTAINERS, CONTAINER, 'and so on  and on');
    expect(facts.containers).toHaveLength(1);
    expect(facts.captured).toEqual([]);
    expect(messages).toEqual(['3: 2 values in a table of 8 columns: "and so on  and on"']);
  });
});

describe('one clear line for what is no listing', () => {
  test('an error and its retries', () => {
    const { facts, messages } = read(
      'crictl ps -a',
      'WARN[0000] runtime connect using default endpoints: [unix:///run/crio/crio.sock]',
      'E0524 10:11:12.131415   12345 remote_runtime.go:390] "ListPodSandbox failed"',
      'FATA[0000] listing pod sandboxes: rpc error: code = Unavailable',
    );
    expect(facts.captured).toEqual([]);
    expect(messages).toEqual([
      '2: crictl printed an error: "E0524 10:11:12.131415   12345 remote_runtime.go:390] "Lis…"',
    ]);
  });

  test.each([
    ['crictl ps -aq', 'e0b950eafce8b', 'ids alone are not read; leave out -q'],
    ['crictl pods -v', 'ID: b7a5dc968252f', 'the verbose form is not read; leave out -v'],
    ['crictl pods -o yaml', 'items:', '-o yaml is not read; capture the table or -o json'],
  ])('%s', (command, line, message) => {
    const { messages, coverage } = read(command, line, line);
    expect(messages).toEqual([`1: ${message}`]);
    expect(coverage).toMatchObject({ unsupported: 2 });
  });
});

describe('JSON', () => {
  test.each([
    ['crictl ps -a -o json', '{"containers": []}', ['containers']],
    ['crictl ps -o json', '{"containers": []}', []],
    ['crictl pods -o=json', '{"items": []}', ['sandboxes']],
    ['crictl images --output json', '{"images": []}', ['images']],
  ])('%s: an empty list is an answer', (command, text, captured) => {
    const { facts, messages } = read(command, text);
    expect(facts.captured).toEqual(captured);
    expect(messages).toEqual([]);
  });

  test('another list than the one asked for is said to be none', () => {
    const { facts, messages } = read('crictl pods -o json', '{"images": []}');
    expect(facts.captured).toEqual([]);
    expect(messages).toEqual(['1: no "items" in this JSON']);
  });

  test('a list that was cut off keeps its whole elements and settles nothing', () => {
    const one = { id: 'b7a5dc968252f', metadata: { name: 'web-0', namespace: 'shop' } };
    const text = JSON.stringify({ items: [one, one] }, undefined, 2);
    const { facts, messages } = read('crictl pods -o json', text.slice(0, -30));
    expect(facts.sandboxes).toMatchObject([{ pod: 'web-0', namespace: 'shop' }]);
    expect(facts.captured).toEqual([]);
    expect(messages).toHaveLength(1);
  });

  test.each([
    ['{"containers": [{"id": "e0b9", "podSandboxId": "b7a5"}]}', ['crictl', 'ps', '-o', 'json']],
    ['{\n  "items": [\n{"state": "SANDBOX_READY"}]}', ['crictl', 'pods', '-o', 'json']],
    ['{"images": [{"repoTags": []}]}', ['crictl', 'images', '-o', 'json']],
    ['{"items": []}', undefined],
  ])('%s is recognized as %j', (text, argv) => {
    expect(crictl.recognizes(text)).toEqual(argv);
  });
});

test.each([
  [CONTAINERS, ['crictl', 'ps']],
  [SANDBOXES, ['crictl', 'pods']],
  [IMAGES, ['crictl', 'images']],
  ['CONTAINER ID   IMAGE   COMMAND   CREATED   STATUS   PORTS   NAMES', undefined],
  ['', undefined],
])('a text that begins with %j', (text, argv) => {
  expect(crictl.recognizes(text)).toEqual(argv);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(CONTAINERS, CONTAINER, SANDBOXES, IMAGES, '', '{', '"containers": [', ']}'),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  const command = fc.constantFrom('crictl ps -a', 'crictl pods -o json', 'crictl images', 'x');
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), command, (lines, typed) => {
      const text = lines.join('\n');
      const { coverage } = crictl.read(text, ORIGIN, typed.split(' '));
      crictl.recognizes(text);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      const inked = text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '');
      expect(counted).toBe(inked.length);
    }),
    { seed: 1, numRuns: 300 },
  );
});
