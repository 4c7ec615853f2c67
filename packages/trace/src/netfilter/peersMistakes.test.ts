import { describe, expect, test } from 'vitest';
import { bench, skb } from './testing/bench.ts';
import { ruleAnswer } from './testing/ruleAnswer.ts';

/** What other tracers get wrong, each as a ruleset in which it would show. */

const TCP = 'tcp 10.1.0.5:4000 > 10.0.0.9:80';

function filter(rules: string): string {
  return `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:one - [0:0]
:two - [0:0]
${rules}
COMMIT
`;
}

function forwarded(rules: string, of = TCP, mark = 0): string {
  const { netns, run } = bench({ 'iptables-save': filter(rules) });
  return run('FORWARD', skb(netns, 'cali1>eth0', of, { mark })).kind;
}

describe('"!" is ignored', () => {
  /** Each holds without its `!`. */
  test.each([
    '! -p tcp',
    '! -s 10.1.0.5/32',
    '! -d 10.0.0.0/8',
    '! -i cali1',
    '! -o eth+',
    '-p tcp -m tcp ! --dport 80',
    '-p tcp -m tcp ! --sport 4000',
    '-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN',
    '-p tcp -m multiport ! --dports 80,443',
    '-m mark ! --mark 0x0/0xff',
    '-m conntrack ! --ctstate INVALID',
    '-m state ! --state INVALID',
    '-m iprange ! --src-range 10.1.0.1-10.1.0.9',
    '-m length ! --length 60',
    '-m ttl ! --ttl-eq 64',
    '-m dscp ! --dscp 0x00',
    '-m pkttype ! --pkt-type unicast',
    '-m recent ! --set --name x',
  ])('%s does not hold', (rule) => {
    expect(forwarded(`-A FORWARD ${rule} -j DROP`)).toBe('accept');
    expect(forwarded(`-A FORWARD ${rule.replace('! ', '')} -j DROP`)).toBe('drop');
  });
});

test('a goto is read as a jump', () => {
  expect(forwarded('-A FORWARD -g one\n-A FORWARD -j DROP\n-A one -p udp -j DROP')).toBe('accept');
  expect(forwarded('-A FORWARD -j one\n-A FORWARD -j DROP\n-A one -p udp -j DROP')).toBe('drop');
  // From a chain that was left by goto, the packet goes back to where that one was jumped to from.
  expect(forwarded('-A FORWARD -j one\n-A FORWARD -j DROP\n-A one -g two\n-A one -j ACCEPT')).toBe(
    'drop',
  );
});

test('a port range that cannot be parsed takes the ruleset with it', () => {
  const rules =
    '-A FORWARD -p tcp -m tcp --dport 1:79 -j ACCEPT\n-A FORWARD -p tcp -m tcp --dport 80: -j DROP';
  expect(forwarded(rules)).toBe('drop');
  const odd = '-A FORWARD -p tcp -m multiport --dports 1:x -j ACCEPT\n-A FORWARD -j DROP';
  const { netns, run, asked } = bench(
    { 'iptables-save': filter(odd) },
    { no: ['rule 1 of FORWARD'] },
  );
  expect(run('FORWARD', skb(netns, 'cali1>eth0', TCP)).kind).toBe('drop');
  expect(asked).toHaveLength(1);
});

test('masks from 0x80000000 on overflow', () => {
  expect(
    forwarded('-A FORWARD -m mark --mark 0x80000000/0x80000000 -j DROP', TCP, 0xc0000000),
  ).toBe('drop');
  expect(
    forwarded('-A FORWARD -m mark --mark 0xf0000000/0xf0000000 -j DROP', TCP, 0x70000000),
  ).toBe('accept');
});

test('MARK, DNAT and SNAT are taken for an ACCEPT of everything', () => {
  const save = `*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -j DNAT --to-destination 10.0.0.7
-A POSTROUTING -j SNAT --to-source 10.0.0.1
COMMIT
${filter('-A FORWARD -j MARK --set-xmark 0x1/0x1\n-A FORWARD -d 10.0.0.7/32 -j DROP')}`;
  const { netns, run } = bench({ 'iptables-save': save });
  const sent = skb(netns, 'cali1>eth0', TCP);
  run('PREROUTING', sent);
  expect(run('FORWARD', sent).kind).toBe('drop');
});

describe('statistic and conntrack always hold', () => {
  test('statistic is left to chance, rule by rule', () => {
    const rules = '-A FORWARD -m statistic --mode random --probability 0.33333333349 -j DROP';
    for (const [drawn, verdict] of [
      [0, 'drop'],
      [1, 'accept'],
    ] as const) {
      const { netns, run } = bench({ 'iptables-save': filter(rules) }, { draws: [drawn] });
      expect(run('FORWARD', skb(netns, 'cali1>eth0', TCP)).kind).toBe(verdict);
    }
  });

  test('what is certain is not drawn', () => {
    const rules =
      '-A FORWARD -m statistic --mode random --probability 0.00000000000 -j DROP\n-A FORWARD -m statistic --mode random ! --probability 0.00000000000 -j ACCEPT\n-A FORWARD -j DROP';
    expect(forwarded(rules)).toBe('accept');
  });

  test('a new connection is not an established one', () => {
    const rules =
      '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A FORWARD -j DROP';
    const { netns, run } = bench({ 'iptables-save': filter(rules) });
    const sent = skb(netns, 'cali1>eth0', TCP);
    run('PREROUTING', sent);
    expect(run('FORWARD', sent).kind).toBe('drop');
  });
});

test('an unknown match empties the ruleset, with only a log line', () => {
  const rules = '-A FORWARD -m cpu --cpu 0 -j ACCEPT\n-A FORWARD -p tcp -j DROP';
  const { netns, run, asked, trace } = bench(
    { 'iptables-save': filter(rules) },
    { no: ['rule 1 of FORWARD'] },
  );
  expect(run('FORWARD', skb(netns, 'cali1>eth0', TCP)).kind).toBe('drop');
  expect(trace()).toEqual(['filter FORWARD 2 drop']);
  expect(asked).toMatchObject([
    {
      ifYes: 'rule 1 of FORWARD in filter matches (one of its matches is not understood)',
      ifNo: 'rule 1 of FORWARD in filter does not match (one of its matches is not understood)',
    },
  ]);
});

test('a missing ipset answers no, or yes behind a "!"', () => {
  for (const not of ['', '! ']) {
    expect(ruleAnswer({ rule: `-m set ${not}--match-set gone src`, packet: TCP })).toBe(
      'set gone was not captured',
    );
  }
});
