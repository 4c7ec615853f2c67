import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { crictlInspectp } from './command.ts';
import { parseInspectedSandboxes } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text, argv) =>
  parseInspectedSandboxes(text, undefined, argv),
);

const STATUS = { id: 'b7a5dc968252f', metadata: { name: 'web-0' }, state: 'SANDBOX_READY' };

function read(text: string, command = 'crictl inspectp b7a5dc968252f') {
  const output = crictlInspectp.read(text, { file: '-', firstLine: 1 }, command.split(' '));
  return {
    ...output,
    messages: output.diagnostics.map(({ line, message }) => `${line}: ${message}`),
  };
}

test.each([
  ['crictl inspectp b7a5', true],
  ['crictl -r unix:///run/crio/crio.sock inspectp b7a5', true],
  ['k3s crictl inspectp b7a5 c8b6', true],
  ['crictl inspect b7a5', false],
  ['crictl pods', false],
])('%s is ours: %s', (command, expected) => {
  expect(crictlInspectp.accepts(command.split(' '))).toBe(expected);
});

describe('what the runtime says of its own', () => {
  const spec = { linux: { namespaces: [{ type: 'network', path: '/run/netns/blue' }] } };

  test('may be an object or a string with JSON in it', () => {
    for (const info of [{ runtimeSpec: spec }, JSON.stringify({ runtimeSpec: spec })]) {
      expect(read(JSON.stringify({ status: STATUS, info })).facts.sandboxes).toMatchObject([
        { pod: 'web-0', netnsPath: '/run/netns/blue' },
      ]);
    }
  });

  test.each([undefined, 'not JSON', { runtimeSpec: null }])(
    'is not known from %j, and neither is the use of the host network',
    (info) => {
      const [sandbox] = read(JSON.stringify({ status: STATUS, info })).facts.sandboxes ?? [];
      expect(sandbox).toMatchObject({ pod: 'web-0' });
      expect(sandbox).not.toHaveProperty('netnsPath');
      expect(sandbox).not.toHaveProperty('hostNetwork');
    },
  );
});

describe('one clear line for what cannot be read', () => {
  test('the last of several was cut off', () => {
    const whole = JSON.stringify({ status: STATUS }, undefined, 2);
    const { records, messages } = read(`${whole}\n${whole.slice(0, -20)}`);
    expect(records).toBe(1);
    expect(messages).toEqual(['10: broken or cut off JSON: nothing in it could be read']);
  });

  test('another kind of document', () => {
    expect(read('{"items": []}').messages).toEqual(['1: an element that is no sandbox']);
  });

  test('an error in place of JSON', () => {
    const error = 'FATA[0000] getting the status of the pod sandbox "x": not found';
    expect(read(error).messages).toEqual([`1: crictl printed an error: "${error.slice(0, 57)}…"`]);
  });

  test('another format', () => {
    const { messages, coverage } = read('status:\n  id: b7a5', 'crictl inspectp -o yaml b7a5');
    expect(messages).toEqual([
      '1: -o yaml is not read; capture -o json, which crictl prints by itself',
    ]);
    expect(coverage.unsupported).toBe(2);
  });
});

test.each([
  ['{\n  "status": {\n    "state": "SANDBOX_READY"}}', true],
  ['[{"info": {}, "status": {"state": "SANDBOX_NOTREADY"}}]', true],
  ['{"items": [{"state": "SANDBOX_READY"}]}', false],
  ['{"status": {"state": "CONTAINER_RUNNING"}}', false],
])('%j is recognized: %s', (text, isOurs) => {
  expect(crictlInspectp.recognizes(text)).toEqual(isOurs ? ['crictl', 'inspectp'] : undefined);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom('{', '}', '[', ']', '"status": {', '"id": 1', '{}', '[{}]', '[{}, {', 'FATA[0'),
    fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseInspectedSandboxes(text, undefined, ['crictl', 'inspectp']);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 300 },
  );
});
