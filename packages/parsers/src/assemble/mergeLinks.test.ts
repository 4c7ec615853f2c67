import { type Evidence, type Link, parsePrefix } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import type { FoundOutput } from '../recognize/foundOutput.ts';
import { mergeLinks } from './mergeLinks.ts';

const at = (line: number): Evidence => ({ file: 'f', line, endLine: line });

function link(name: string, line: number, more: Partial<Link> = {}): Link {
  return {
    ifindex: 2,
    name,
    flags: ['UP'],
    altnames: [],
    addresses: [],
    evidence: at(line),
    ...more,
  };
}

function address(text: string, line: number): Link['addresses'][number] {
  const prefix = parsePrefix(text);
  if (prefix === undefined) throw new Error(text);
  return { family: 4, prefix, flags: [], evidence: at(line) };
}

const found: FoundOutput = {
  command: 'ip',
  argv: ['ip'],
  text: '',
  origin: { file: 'f', firstLine: 1 },
  evidence: at(1),
  netns: 'host',
  extent: 'whole',
};

function merge(...runs: readonly (readonly [readonly Link[], 'all' | 'some'])[]): readonly Link[] {
  return mergeLinks(runs.map(([links, addresses]) => ({ links, found, addresses }))).records;
}

describe('one link from several outputs', () => {
  test('ip -d link and ip addr: details stay, addresses come, every place is kept', () => {
    const detailed = link('eth0', 1, {
      details: { kind: 'veth' },
      peer: { ifindex: 5, netns: 'blue' },
      mtu: 1500,
    });
    const addressed = link('eth0', 9, {
      addresses: [address('10.0.0.1/24', 10)],
      mtu: 1450,
      peer: { ifindex: 5, nsid: 0 },
    });
    const expected = {
      details: { kind: 'veth' },
      peer: { ifindex: 5, netns: 'blue', nsid: 0 },
      mtu: 1450,
      addresses: [{ prefix: '10.0.0.1/24', evidence: at(10) }],
      evidence: at(1),
      moreEvidence: [at(9)],
    };
    expect(merge([[detailed], 'some'], [[addressed], 'all'])).toMatchObject([expected]);
  });
  test('a second full run replaces addresses, ip -4 addr only adds', () => {
    const first = link('eth0', 1, { addresses: [address('10.0.0.1/24', 2)] });
    const second = link('eth0', 5, { addresses: [address('10.0.0.9/24', 6)] });
    const prefixes = (links: readonly Link[]) => links[0]?.addresses.map(({ prefix }) => prefix);
    expect(prefixes(merge([[first], 'all'], [[second], 'all']))).toEqual(['10.0.0.9/24']);
    expect(prefixes(merge([[first], 'all'], [[second], 'some']))).toEqual([
      '10.0.0.1/24',
      '10.0.0.9/24',
    ]);
  });
  test('a local name is not believed for a peer elsewhere: ip -6 addr and busybox invent it', () => {
    const true_ = link('eth0', 1, { peer: { ifindex: 2, netns: 'blue' } });
    const invented = link('eth0', 5, { peer: { name: 'eth1' } });
    expect(merge([[true_], 'some'], [[invented], 'some'])[0]?.peer).toEqual({
      ifindex: 2,
      netns: 'blue',
    });
  });
  test('made anew under the same name: the old one does not shine through, and it is said', () => {
    const old = link('veth0', 1, { details: { kind: 'veth' } });
    const fresh = link('veth0', 5, { ifindex: 7 });
    const { records, diagnostics } = mergeLinks(
      [old, fresh].map((one) => ({ links: [one], found, addresses: 'some' as const })),
    );
    expect(records).toEqual([fresh]);
    expect(diagnostics).toMatchObject([
      { line: 5, message: expect.stringContaining('had the index 2') },
    ]);
  });
  test('sorted by index', () => {
    const links = [link('b', 1, { ifindex: 10 }), link('a', 2, { ifindex: 9 })];
    expect(merge([links, 'some']).map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
