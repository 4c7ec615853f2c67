import { describe, expect, it } from 'vitest';
import type { Match, Rule, Target } from '../snapshot/iptables.ts';
import { at, ip, prefix } from '../testing/builders.ts';
import { describeMatch, describeRule, describeTarget } from './describeRule.ts';

const any = { kind: 'any' } as const;
const rule = (more: Partial<Rule>): Rule => ({
  number: 1,
  protocol: any,
  source: any,
  destination: any,
  inInterface: any,
  outInterface: any,
  matches: [],
  target: { kind: 'none' },
  evidence: at(1),
  ...more,
});

describe('a rule in words', () => {
  it('keeps every condition and its negation', () => {
    const words = describeRule(
      rule({
        protocol: { kind: 'is', name: 'tcp', number: 6, negated: false },
        source: { kind: 'in', prefix: prefix('192.168.0.0/16'), negated: true },
        destination: { kind: 'in', prefix: prefix('10.96.0.10/32'), negated: false },
        inInterface: { kind: 'is', name: 'cali', wildcard: true, negated: false },
        outInterface: { kind: 'is', name: 'eth0', wildcard: false, negated: true },
        matches: [
          { kind: 'comment', text: 'kube-system/kube-dns:dns-tcp cluster IP' },
          { kind: 'tcp', destinationPorts: { ranges: [{ from: 53, to: 53 }], negated: false } },
        ],
        target: { kind: 'jump', chain: 'KUBE-MARK-MASQ' },
      }),
    );
    expect(words).toEqual({
      conditions: [
        'tcp',
        'in by cali*',
        'not out by eth0',
        'not from 192.168.0.0/16',
        'to 10.96.0.10',
        'port 53',
      ],
      action: 'jump to KUBE-MARK-MASQ',
      comments: ['kube-system/kube-dns:dns-tcp cluster IP'],
    });
  });

  it('should not turn a hidden interface into a condition or into any', () => {
    const unknown = { kind: 'unknown' } as const;
    expect(describeRule(rule({ inInterface: unknown, outInterface: unknown })).conditions).toEqual(
      [],
    );
  });

  it('shows what was not understood as it was printed', () => {
    expect(describeMatch({ kind: 'unknown', text: '-m u32 --u32 "0x0"' })).toEqual([
      'something not understood: -m u32 --u32 "0x0"',
    ]);
    expect(describeTarget({ kind: 'unknown', name: 'TEE', text: 'TEE --gateway 10.0.0.1' })).toBe(
      'something not understood: TEE --gateway 10.0.0.1',
    );
  });
});

describe('matches in words', () => {
  const ports = (from: number, to: number, negated = false) => ({
    ranges: [{ from, to }],
    negated,
  });
  it.each<[Match, readonly string[]]>([
    [{ kind: 'udp', sourcePorts: ports(1000, 2000, true) }, ['not source port 1000–2000']],
    [
      {
        kind: 'multiport',
        side: 'destination',
        negated: false,
        ranges: [
          { from: 80, to: 80 },
          { from: 8000, to: 8100 },
        ],
      },
      ['port 80, 8000–8100'],
    ],
    [
      { kind: 'mark', value: 0x4000, mask: 0x4000, negated: true },
      ['mark is not 0x4000 in 0x4000'],
    ],
    // 0x80000000 and above must not turn negative.
    [
      { kind: 'mark', value: 0x80000000, mask: 0x80000000, negated: false },
      ['mark is 0x80000000 in 0x80000000'],
    ],
    [
      { kind: 'conntrack', states: { values: ['RELATED', 'ESTABLISHED'], negated: false } },
      ['connection RELATED or ESTABLISHED'],
    ],
    [
      { kind: 'set', name: 'pools', directions: ['dst'], negated: true },
      ['destination not in set pools'],
    ],
    [
      {
        kind: 'addrtype',
        sourceType: { values: ['LOCAL'], negated: true },
        limitIn: false,
        limitOut: true,
      },
      ['source is not LOCAL', 'only on the outgoing interface'],
    ],
    [
      { kind: 'statistic', mode: 'random', probability: 0.33333333349, negated: false },
      ['by chance, 33.33 % of packets'],
    ],
    [
      {
        kind: 'recent',
        action: 'rcheck',
        name: 'KUBE-SEP-X',
        side: 'source',
        seconds: 10800,
        reap: true,
        rttl: false,
        negated: false,
      },
      ['source on the list KUBE-SEP-X within 10800 s'],
    ],
    [
      { kind: 'rpfilter', loose: false, validmark: true, acceptLocal: false, invert: true },
      ['fails the reverse path test'],
    ],
    [{ kind: 'icmp', type: 8, negated: false }, ['ICMP type 8']],
    [{ kind: 'comment', text: 'no condition' }, []],
  ])('%j', (match, words) => {
    expect(describeMatch(match)).toEqual(words);
  });
});

describe('targets in words', () => {
  // mark = (mark & ~mask) ^ value: each known operation has its own value and mask.
  it.each<[string, Target]>([
    ['mark becomes 0x1', { kind: 'mark', value: 1, mask: 0xffffffff }],
    ['mark bits 0x4000 are set', { kind: 'mark', value: 0x4000, mask: 0x4000 }],
    ['mark bits 0x30000 are cleared', { kind: 'mark', value: 0, mask: 0x30000 }],
    ['mark bits 0x4000 flip', { kind: 'mark', value: 0x4000, mask: 0 }],
    ['go to cali-wl-to-host, not coming back here', { kind: 'goto', chain: 'cali-wl-to-host' }],
    [
      'destination becomes [fd00::1]:53',
      {
        kind: 'dnat',
        to: { from: ip('fd00::1'), ports: { from: 53, to: 53 } },
        random: false,
        persistent: false,
      },
    ],
    [
      "source becomes the outgoing interface's address, random port",
      {
        kind: 'masquerade',
        random: false,
        randomFully: true,
      },
    ],
    ['only count', { kind: 'none' }],
  ])('%s', (words, target) => {
    expect(describeTarget(target)).toBe(words);
  });
});
