import { describe, expect, test, vi } from 'vitest';
import type { Namespace } from '../../network/network.ts';
import type { AddressType, RouteAnswer, RouteQuery } from '../../routing/fib.ts';
import { bench, packet, skb } from '../testing/bench.ts';
import { ruleAnswer } from '../testing/ruleAnswer.ts';

/** What routing says is taken as given here: 10.0.0.1 and fd00::1 are eth0's, 10.1/16 is on cali1. */
const TYPES: Readonly<Record<string, AddressType>> = {
  '10.0.0.1': 'LOCAL',
  '10.0.0.255': 'BROADCAST',
  '224.0.0.1': 'MULTICAST',
  '10.66.0.1': 'BLACKHOLE',
  'fd00::1': 'LOCAL',
  'fd66::1': 'PROHIBIT',
  'ff02::1': 'MULTICAST',
};
const asked: RouteQuery[] = [];

vi.mock('../../routing/fib.ts', () => ({
  addressType: (_walk: unknown, _netns: unknown, address: string, device?: { name: string }) => {
    const type = TYPES[address] ?? 'UNICAST';
    return type === 'LOCAL' && device && device.name !== 'eth0' ? 'UNICAST' : type;
  },
  lookUp: (_walk: unknown, { interfaces }: Namespace, query: RouteQuery): RouteAnswer => {
    asked.push(query);
    const { destination } = query.packet;
    const step = { kind: 'route', destination, result: 'unicast', evidence: [] } as const;
    if (TYPES[destination] === 'LOCAL') return { step, result: 'local' };
    if (destination.startsWith('10.66.')) return { step, result: 'blackhole' };
    if (destination.startsWith('10.77.')) return { step, result: 'unknown', because: 'no routes' };
    const device = interfaces.get(/^(10\.1\.|fd01:)/.test(destination) ? 'cali1' : 'eth0');
    return { step, result: 'unicast', ...(device !== undefined && { device }) };
  },
}));

const packetTo = (to: string): string =>
  to.includes(':') ? `udp [fd01::5]:1 > [${to}]:2` : `udp 10.1.0.5:1 > ${to}:2`;

describe('addrtype', () => {
  test.each([
    ['--dst-type LOCAL', '10.0.0.1', 'yes'],
    ['! --dst-type LOCAL', '10.0.0.1', 'no'],
    ['--dst-type LOCAL', '10.0.0.9', 'no'],
    ['--dst-type UNICAST', '10.0.0.1', 'no'],
    ['--dst-type LOCAL,BROADCAST', '10.0.0.255', 'yes'],
    ['--dst-type MULTICAST', '224.0.0.1', 'yes'],
    ['--dst-type BLACKHOLE', '10.66.0.1', 'yes'],
    ['! --src-type LOCAL', '10.0.0.1', 'yes'],
    ['! --src-type LOCAL --dst-type LOCAL', '10.0.0.9', 'no'],
    ['--dst-type LOCAL --limit-iface-out', '10.0.0.1', 'yes'],
    ['--dst-type LOCAL --limit-iface-in', '10.0.0.1', 'no'],
    // match_type6(): a local address is unicast as well, and what is refused is unreachable.
    ['--dst-type LOCAL', 'fd00::1', 'yes'],
    ['--dst-type UNICAST', 'fd00::1', 'yes'],
    ['--dst-type LOCAL,UNICAST', 'fd00::9', 'no'],
    ['--dst-type MULTICAST', 'ff02::1', 'yes'],
    ['--dst-type UNREACHABLE', 'fd66::1', 'yes'],
  ])('%s of a packet to %s: %s', (words, to, answer) => {
    expect(ruleAnswer({ rule: `-m addrtype ${words}`, packet: packetTo(to) })).toBe(answer);
  });
});

describe('rpfilter: would an answer leave by where the packet came in', () => {
  const answerOf = (words: string, way: string, from: string): string =>
    ruleAnswer({
      rule: `-m rpfilter ${words}`,
      packet: from.includes(':') ? `udp [${from}]:1 > [fd00::9]:2` : `udp ${from}:1 > 10.0.0.9:2`,
      hook: 'PREROUTING',
      way,
    });

  test.each([
    ['', 'cali1>', '10.1.0.5', 'yes'],
    ['--invert', 'cali1>', '10.1.0.5', 'no'],
    ['', 'eth0>', '10.1.0.5', 'no'],
    ['--invert', 'eth0>', '10.1.0.5', 'yes'],
    ['--loose', 'eth0>', '10.1.0.5', 'yes'],
    ['--loose', 'cali1>', '10.66.0.1', 'no'],
    ['', 'eth0>', '10.0.0.1', 'no'],
    ['--accept-local --loose', 'eth0>', '10.0.0.1', 'yes'],
    ['', 'lo>', '10.9.9.9', 'yes'],
    ['', 'cali1>', 'fd01::5', 'yes'],
    ['', 'eth0>', '10.77.0.1', 'no routes'],
    ['--invert', 'eth0>', '10.77.0.1', 'no routes'],
  ])('%s by %s from %s: %s', (words, way, from, answer) => {
    expect(answerOf(words, way, from)).toBe(answer);
  });

  test('the mark counts only where the rule says so', () => {
    const save = `*mangle\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -m rpfilter -j LOG\n-A PREROUTING -m rpfilter --validmark -j LOG\nCOMMIT\n`;
    const { netns, run } = bench({ 'iptables-save': save });
    asked.length = 0;
    const sent = packet('udp 10.1.0.5:1 > 10.0.0.9:2');
    run('PREROUTING', skb(netns, 'cali1>', sent, { mark: 0x7 }));
    expect(asked).toMatchObject([
      { source: '10.0.0.9', packet: { destination: '10.1.0.5' }, mark: 0 },
      { source: '10.0.0.9', packet: { destination: '10.1.0.5' }, mark: 7 },
    ]);
  });
});
