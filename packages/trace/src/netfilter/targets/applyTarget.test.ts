import { describe, expect, test } from 'vitest';
import type { Step } from '../../step.ts';
import { bench, skb } from '../testing/bench.ts';

/** One rule of mangle, and what comes of mark, connection mark and verdict. */
function mangle(rule: string, mark: number, connmark = 0) {
  const save = `*mangle
:FORWARD ACCEPT [0:0]
-A FORWARD ${rule}
COMMIT
*filter
:FORWARD ACCEPT [0:0]
-A FORWARD -m state --state INVALID -j DROP
COMMIT
`;
  const on = bench({ 'iptables-save': save });
  const sent = skb(on.netns, 'cali1>eth0', 'tcp 10.1.0.5:4000 > 10.0.0.9:80', { mark });
  on.run('PREROUTING', sent);
  const connection = sent.conntrack?.connection;
  if (connection) connection.mark = connmark;
  const verdict = on.run('FORWARD', sent);
  return { verdict, mark: sent.mark, connmark: connection?.mark, steps: on.steps() };
}

describe('marks: (mark & ~mask) ^ value, in unsigned 32 bits', () => {
  test.each([
    ['-j MARK --set-xmark 0x4000/0x4000', 0x1, 0x4001],
    ['-j MARK --set-xmark 0x4000/0x0', 0x4000, 0x0],
    ['-j MARK --set-xmark 0x0/0x30000', 0x3ffff, 0xffff],
    ['-j MARK --set-xmark 0x80000000/0x80000000', 0x0, 0x80000000],
    ['-j MARK --set-xmark 0xffffffff/0xffffffff', 0x0, 0xffffffff],
    ['-j MARK --set-xmark 0x0/0x7fffffff', 0xffffffff, 0x80000000],
  ])('%s on 0x%i', (rule, before, after) => {
    const { verdict, mark } = mangle(rule, before);
    expect(mark).toBe(after);
    // MARK does not accept: the filter table still sees the packet.
    expect(verdict.kind).toBe('accept');
  });

  test.each([
    ['-j CONNMARK --set-xmark 0x1/0xff', 0, 0xf0f, 0, 0xf01],
    ['-j CONNMARK --save-mark --nfmask 0xff00 --ctmask 0xff', 0x80001234, 0x11, 0x80001234, 0x1200],
    [
      '-j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff000000',
      0x7f,
      0x81000001,
      0x81000000,
      0x81000001,
    ],
  ])('%s', (rule, mark, connmark, markAfter, connmarkAfter) => {
    expect(mangle(rule, mark, connmark)).toMatchObject({
      mark: markAfter,
      connmark: connmarkAfter,
    });
  });

  test('the step says what was changed', () => {
    expect(mangle('-j MARK --set-xmark 0x4000/0x4000', 0).steps).toContainEqual(
      expect.objectContaining({
        kind: 'rule',
        verdict: 'continue',
        text: '-j MARK --set-xmark 0x4000/0x4000',
        effect: 'mark 0x0 → 0x4000',
      }),
    );
  });
});

test.each([
  '-j LOG --log-prefix "seen: "',
  '-j NFLOG --nflog-group 1',
  '-p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu',
  '-j CHECKSUM --checksum-fill',
  '-j AUDIT --type accept',
  '-j TRACE',
  '',
])('%s lets the packet go on to the next rule', (rule) => {
  const { steps, verdict } = mangle(rule, 0);
  expect(verdict.kind).toBe('accept');
  expect(steps.filter(isRule)).toMatchObject([{ table: 'mangle', verdict: 'continue' }]);
});

function isRule(step: Step): boolean {
  return step.kind === 'rule';
}

test('DSCP changes what later rules see', () => {
  const save = `*mangle
:FORWARD ACCEPT [0:0]
-A FORWARD -j DSCP --set-dscp 0x2e
-A FORWARD -m dscp --dscp 0x2e -j DROP
COMMIT
`;
  const { netns, run } = bench({ 'iptables-save': save });
  expect(run('FORWARD', skb(netns, 'cali1>eth0', 'udp 10.1.0.5:1 > 10.0.0.9:2')).kind).toBe('drop');
});

describe('what is not understood is never a no-op', () => {
  const save = (target: string): string => `*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -p tcp -j ${target}
-A PREROUTING -j DNAT --to-destination 10.0.0.7
COMMIT
`;
  test.each([
    ['DNAT [unsupported revision]', '-j DNAT is not understood'],
    ['TPROXY --on-port 1 --on-ip 0.0.0.0 --tproxy-mark 0x1/0x1', '-j TPROXY is not understood'],
    ['NFQUEUE --queue-num 0', 'hands it to a program'],
  ])('%s: either it lets the packet on, or nobody knows', (target, why) => {
    const passed = bench({ 'iptables-save': save(target) });
    const first = skb(passed.netns, 'cali1>', 'tcp 10.1.0.5:1 > 10.0.0.9:80');
    expect(passed.run('PREROUTING', first).kind).toBe('accept');
    expect(passed.asked).toHaveLength(1);
    const stopped = bench({ 'iptables-save': save(target) }, { no: ['rule 1 of PREROUTING'] });
    const second = skb(stopped.netns, 'cali1>', 'tcp 10.1.0.5:1 > 10.0.0.9:80');
    const verdict = stopped.run('PREROUTING', second);
    expect(verdict).toMatchObject({ kind: 'unknown', because: expect.stringContaining(why) });
    // Other packets do not meet it, and the rules behind it still hold.
    const other = skb(stopped.netns, 'cali1>', 'udp 10.1.0.5:1 > 10.0.0.9:80');
    expect(stopped.run('PREROUTING', other).kind).toBe('accept');
    expect(other.packet.destination).toBe('10.0.0.7');
  });
});
