import { describe, expect, test } from 'vitest';
import type { Outputs } from '../testing/bench.ts';
import { ruleAnswer } from '../testing/ruleAnswer.ts';

/** 10.0.0.1 and fd00::1 are eth0's, 10.1.0.1 and fd01::1 are cali1's. */
const ROUTES: Outputs = {
  ip_rule_show: `0:	from all lookup local
32766:	from all lookup main
32767:	from all lookup default
`,
  ip_route_show: `default via 10.0.0.254 dev eth0
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1
10.1.0.0/24 dev cali1 proto kernel scope link src 10.1.0.1
blackhole 10.66.0.0/16
`,
  'ip_-6_route_show': `fd00::/64 dev eth0 proto kernel metric 256 pref medium
fd01::/64 dev cali1 proto kernel metric 256 pref medium
prohibit fd66::/64 dev lo metric 1024 pref medium
default via fd00::fe dev eth0 metric 1024 pref medium
`,
};

const packetTo = (to: string): string =>
  to.includes(':') ? `udp [fd01::5]:1 > [${to}]:2` : `udp 10.1.0.5:1 > ${to}:2`;

describe('addrtype', () => {
  test.each([
    ['--dst-type LOCAL', '10.0.0.1', 'yes'],
    ['! --dst-type LOCAL', '10.0.0.1', 'no'],
    ['--dst-type LOCAL', '10.0.0.9', 'no'],
    ['--dst-type UNICAST', '10.0.0.1', 'no'],
    ['--dst-type LOCAL,BROADCAST', '10.0.0.255', 'yes'],
    ['--dst-type LOCAL,BROADCAST', '255.255.255.255', 'yes'],
    ['--dst-type MULTICAST', '224.0.0.1', 'yes'],
    // __inet_dev_addr_type() takes what a look-up refuses for unicast.
    ['--dst-type BLACKHOLE', '10.66.0.1', 'no'],
    ['--dst-type UNICAST', '10.66.0.1', 'yes'],
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
    const rule = `-m addrtype ${words}`;
    expect(ruleAnswer({ rule, packet: packetTo(to), outputs: ROUTES })).toBe(answer);
  });
});

describe('rpfilter: would an answer leave by where the packet came in', () => {
  interface Case {
    readonly words: string;
    readonly way: string;
    readonly from: string;
    readonly mark?: number;
    readonly outputs?: Outputs;
  }
  const answerOf = ({ words, way, from, mark = 0, outputs = {} }: Case): string =>
    ruleAnswer({
      rule: `-m rpfilter ${words}`,
      packet: from.includes(':') ? `udp [${from}]:1 > [fd00::9]:2` : `udp ${from}:1 > 10.0.0.9:2`,
      hook: 'PREROUTING',
      way,
      skb: { mark },
      outputs: { ...ROUTES, ...outputs },
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
    ['', 'eth0>', 'fd01::5', 'no'],
  ])('%s by %s from %s: %s', (words, way, from, answer) => {
    expect(answerOf({ words, way, from })).toBe(answer);
  });

  test.each(['', '--invert'])('%s leaves it open where the table was not captured', (words) => {
    const outputs = {
      ip_rule_show: `0:	from all lookup local
100:	from all to 10.77.0.0/16 lookup 77
32766:	from all lookup main
`,
    };
    expect(answerOf({ words, way: 'eth0>', from: '10.77.0.1', outputs })).toBe(
      'no IPv4 routes of table 77 were captured in netns/node1/host',
    );
  });

  /** Answers that carry mark 7, or that 10.0.0.9 sends in the second, leave by eth0. */
  const towardsEth0 = (selector: string): Outputs => ({
    ip_rule_show: `0:	from all lookup local
100:	${selector} lookup 7
32766:	from all lookup main
`,
    ip_route_show_table_7: '10.1.0.0/24 dev eth0 scope link\n',
  });

  test.each([
    ['the mark does not count', '', 'from all fwmark 0x7', 'yes'],
    ['unless the rule says so', '--validmark', 'from all fwmark 0x7', 'no'],
    ['the answer comes from where the packet goes', '', 'from 10.0.0.9', 'no'],
  ])('%s', (_what, words, selector, answer) => {
    const outputs = towardsEth0(selector);
    expect(answerOf({ words, way: 'cali1>', from: '10.1.0.5', mark: 0x7, outputs })).toBe(answer);
  });
});
