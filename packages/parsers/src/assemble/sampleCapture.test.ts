import { readFileSync } from 'node:fs';
import type { Snapshot } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { readSnapshot } from './readSnapshot.ts';

const SAMPLE = readFileSync(
  new URL('../../../../examples/calico-single-node.md', import.meta.url),
  'utf8',
);

function read(text: string): Snapshot {
  return readSnapshot([
    { name: 'controller.home.local', files: [{ path: 'notes.md', text }], diagnostics: [] },
  ]);
}

describe('the sample capture', () => {
  const snapshot = read(SAMPLE);
  const [node] = snapshot.nodes;

  test('every command is read, without any warning', () => {
    expect(snapshot.inputs.filter(({ parser }) => parser === undefined)).toEqual([]);
    expect(snapshot.inputs).toHaveLength(28);
    expect(snapshot.diagnostics).toEqual([]);
    for (const { coverage } of snapshot.inputs) {
      expect(coverage).toMatchObject({ unsupported: 0, unrecognized: 0 });
    }
  });
  test('one node, called as the capture is, with the host and six pods’ namespaces', () => {
    expect(snapshot.nodes.map(({ name }) => name)).toEqual(['controller.home.local']);
    expect(node?.namespaces.map(({ name, links }) => [name, links.length])).toEqual([
      ['host', 11],
      ['1631d05f-a264-4956-8bd0-9851884eb00b', 2],
      ['21d70161-a16f-4d54-be99-e88c83e06a79', 2],
      ['88ddfd64-54be-4295-97e6-4a1bac51ffeb', 2],
      ['cb0e0d0a-ff37-4145-9b11-aca82942493d', 2],
      ['d9772ef6-bc47-474a-bfcc-3a2f17bad12f', 2],
      ['e3e2e0a1-062b-480a-a483-660254e2abe0', 2],
    ]);
  });
  test('a link is one link, shown by ip link and by ip addr', () => {
    const cni0 = node?.namespaces[0]?.links.find(({ name }) => name === 'cni0');
    expect(cni0).toMatchObject({
      ifindex: 4,
      details: { kind: 'bridge' },
      addresses: [{ prefix: '10.85.0.1/16' }],
      evidence: { file: 'notes.md', line: 66, endLine: 68 },
      moreEvidence: [{ file: 'notes.md' }],
    });
    expect(SAMPLE.split('\n')[65]).toMatch(/^4: cni0:/);
  });
  test('what each namespace was asked, and what nobody asked', () => {
    const [host, pod] = node?.namespaces ?? [];
    expect(host?.netnsNames).toHaveLength(14);
    expect(host?.routes).toHaveLength(7);
    expect(host?.iptables.map(({ family, table, form }) => [family, table, form])).toEqual([
      [4, 'filter', 'brief'],
      [4, 'nat', 'brief'],
    ]);
    expect(host?.captured).toEqual(
      expect.arrayContaining(['links', 'addresses', 'routes4', 'netnsNames']),
    );
    expect(host?.captured).not.toContain('policyRules4');
    expect(pod?.captured).toEqual(expect.arrayContaining(['links', 'addresses', 'routes4']));
    expect(pod?.routes).toHaveLength(2);
  });
  test('what the cluster and the runtime listed', () => {
    expect(node?.kubernetes.pods).toHaveLength(14);
    expect(node?.kubernetes.services).toHaveLength(5);
    expect(node?.runtime.containers).toHaveLength(17);
    expect(node?.runtime.images).toHaveLength(16);
    expect(node?.unmanagedDevices).toHaveLength(1);
  });
});

/** Sentences in other languages, about nothing that a command is called. */
const PROSE = [
  'この節では、ノードの経路とアドレスを順番に調べます。',
  'コンテナは `crio` が動かしている。',
  'Hier steht, was der Rechner über seine Schnittstellen weiß – und was nicht.',
  'Achtung: Die Ausgabe ist lang; am Ende folgt die Zusammenfassung.',
];

test('prose in another language changes nothing', () => {
  let isInside = false;
  let count = 0;
  const lines = SAMPLE.split('\n').map((line) => {
    if (line.startsWith('```')) isInside = !isInside;
    if (isInside || line.startsWith('```') || line === '') return line;
    const prose = PROSE[count++ % PROSE.length] ?? '';
    return line.startsWith('#') ? `## ${prose}` : prose;
  });
  expect(count).toBeGreaterThan(8);
  expect(read(lines.join('\n'))).toEqual(read(SAMPLE));
});
