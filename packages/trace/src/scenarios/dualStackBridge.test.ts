import { beforeAll, describe, expect, test } from 'vitest';
import type { TraceRequest } from '../answerTrace.ts';
import type { Network } from '../network/network.ts';
import { exampleNetwork } from '../testing/examples.ts';
import {
  headers,
  hopIn,
  onlyBranch,
  places,
  routes,
  rulesOf,
  stepsOf,
  traceOf,
  translations,
  walk,
} from '../testing/story.ts';

/*
 * A machine with two containers on a bridge, IPv4 and IPv6, and rules that somebody wrote by hand.
 * Not captured: whether br_netfilter is on, IPv6 forwarding, the containers' iptables, sockets.
 * Expectations were worked out from the captured rules and routes.
 */
const HOST = 'edge1.example.net/host';
const WEB = 'edge1.example.net/web-1';
const DB = 'edge1.example.net/db-1';
/** On the uplink's network, and nothing that was captured. */
const OUTSIDE = '203.0.113.77';

let network: Network;

beforeAll(async () => {
  network = await exampleNetwork('dual-stack-bridge');
});

function trace(from: string, to: string, proto: TraceRequest['proto'], dport?: number) {
  return traceOf(network, { from, to, proto, ...(dport !== undefined && { dport }) });
}

describe('a published port', () => {
  test('leads to the container, and the answer back out under the node’s address', () => {
    const asked = trace(OUTSIDE, '203.0.113.10', 'tcp', 80);
    expect(asked.disposition).toBe('delivered');
    const branch = onlyBranch(asked);
    expect(places(branch)).toEqual([HOST, WEB]);
    expect(translations(branch)).toEqual(['destination 203.0.113.10 → 10.1.0.2']);
    // The mark of 0x100/0xff00 that leads to table 100 is on no packet here.
    expect(routes(branch)).toEqual(['10.1.0.0/24 dev br-app', 'local 10.1.0.2/32 dev eth0']);
    expect(rulesOf(hopIn(branch, HOST))).toEqual(
      walk(
        `nat PREROUTING 1 jump PUBLISH
         nat PUBLISH 1 accept
         filter FORWARD 2 goto TO-APP
         filter TO-APP 1 accept`,
      ),
    );
    expect(stepsOf(branch, 'bridge')).toMatchObject([
      { bridge: 'br-app', to: ['veth-web-1'], how: 'known' },
    ]);
    expect(stepsOf(branch, 'socket')).toMatchObject([{ port: 8080, listening: 'unknown' }]);
    expect(branch.reply).toMatchObject({ disposition: 'leavesCapture' });
    expect(branch.reply && translations(branch.reply)).toEqual(['source 10.1.0.2 → 203.0.113.10']);
    expect(branch.reply && rulesOf(hopIn(branch.reply, HOST))).toEqual(['filter FORWARD 1 accept']);
  });

  test('and no other: the rest is for the node itself, whose INPUT drops it', () => {
    const asked = trace(OUTSIDE, '203.0.113.10', 'tcp', 81);
    expect(asked.disposition).toBe('dropped');
    expect(rulesOf(hopIn(onlyBranch(asked), HOST))).toEqual(
      walk(
        `nat PREROUTING 1 jump PUBLISH
         nat PREROUTING policy accept
         filter INPUT policy drop`,
      ),
    );
  });
});

test('what a rate limit decides, nobody can tell afterwards', () => {
  const asked = trace(OUTSIDE, '203.0.113.10', 'icmp');
  expect(asked.disposition).toBe('undecided');
  expect(asked.branches.map(({ disposition, probability }) => [disposition, probability])).toEqual([
    ['delivered', null],
    ['dropped', null],
  ]);
  for (const { assumptions } of asked.branches) {
    expect(assumptions.filter((line) => /rule 4 of INPUT/.test(line))).toHaveLength(1);
  }
  const [within, beyond] = asked.branches;
  expect(within && rulesOf(hopIn(within, HOST)).at(-1)).toBe('filter INPUT 4 accept (assumed)');
  expect(beyond && rulesOf(hopIn(beyond, HOST)).at(-1)).toBe('filter INPUT policy drop');
});

describe('two containers on one bridge', () => {
  test('reach each other where the rules let them, whether iptables sees that or not', () => {
    const asked = trace(DB, WEB, 'tcp', 8080);
    expect(asked.disposition).toBe('delivered');
    const branch = onlyBranch(asked);
    expect(places(branch)).toEqual([DB, HOST, WEB]);
    expect(stepsOf(branch, 'neighbor')).toMatchObject([
      { address: '10.1.0.2', device: 'eth0', mac: '02:bb:00:00:00:02', how: 'entry' },
    ]);
    expect(branch.reply).toMatchObject({ disposition: 'delivered' });
  });

  test('where the rules reject it, it is the setting that decides, and that was not captured', () => {
    const asked = trace(DB, WEB, 'tcp', 9090);
    expect(asked.disposition).toBe('undecided');
    expect(asked.branches.map(({ disposition }) => disposition).sort()).toEqual([
      'delivered',
      'rejected',
    ]);
    for (const { assumptions } of asked.branches) {
      expect(assumptions.join('\n')).toMatch(/bridge/);
    }
    const rejected = asked.branches.find(({ disposition }) => disposition === 'rejected');
    expect(rejected && rulesOf(hopIn(rejected, HOST))).toEqual(
      walk(
        `filter FORWARD 2 goto TO-APP
         filter TO-APP 2 reject`,
      ),
    );
  });

  test('over IPv6, where the bridge’s own frames are accepted', () => {
    expect(trace(DB, 'fd00:1::2', 'icmp').disposition).toBe('delivered');
  });
});

test('from outside no packet of IPv6 but an echo request gets to a container', () => {
  expect(trace('2001:db8:1::77', 'fd00:1::2', 'tcp', 80).disposition).toBe('dropped');
  const ping = trace('2001:db8:1::77', 'fd00:1::2', 'icmp');
  expect(ping.branches[0]).toMatchObject({ disposition: 'delivered' });
  const [first] = ping.branches;
  expect(first && rulesOf(hopIn(first, HOST))).toEqual(['filter FORWARD 2 accept']);
});

describe('ways out', () => {
  test('over two gateways, by their weight', () => {
    const asked = trace(WEB, '10.50.1.1', 'tcp', 443);
    expect(asked.disposition).toBe('leavesCapture');
    expect(asked.branches.map((branch) => [branch.probability, routes(branch).at(-1)])).toEqual([
      [0.25, '10.50.0.0/16 via 203.0.113.1 dev uplink'],
      [0.75, '10.50.0.0/16 via 203.0.113.2 dev uplink'],
    ]);
    for (const branch of asked.branches) {
      expect(translations(branch)).toEqual(['source 10.1.0.2 → 203.0.113.10']);
      expect(rulesOf(hopIn(branch, HOST))).toEqual(
        walk(
          `filter FORWARD 3 accept
           nat POSTROUTING 1 accept`,
        ),
      );
    }
  });

  test('through the tunnel, masqueraded with its address', () => {
    const asked = trace(WEB, '10.2.20.7', 'tcp', 80);
    expect(asked.disposition).toBe('leavesCapture');
    const branch = onlyBranch(asked);
    expect(translations(branch)).toEqual(['source 10.1.0.2 → 10.2.10.0']);
    expect(
      stepsOf(branch, 'encap').map(({ device, vni, outer }) => [...[device, vni, headers(outer)]]),
    ).toEqual([['vx100', 100, 'udp 203.0.113.10 → 203.0.113.20:4789']]);
  });

  test.each([
    ['10.2.10.9', 'blackholed', 'blackhole 10.2.10.0/24'],
    ['192.0.2.9', 'noRoute', 'unreachable 192.0.2.0/24'],
    ['198.51.100.9', 'prohibited', 'prohibit 198.51.100.0/24'],
  ])('%s is %s', (address, disposition, route) => {
    const asked = trace(WEB, address, 'tcp', 80);
    expect(asked.disposition).toBe(disposition);
    expect(routes(onlyBranch(asked)).at(-1)).toBe(route);
  });

  test('a policy rule forbids one container what the other may', () => {
    const asked = trace(DB, '198.18.7.7', 'tcp', 80);
    expect(asked.disposition).toBe('prohibited');
    expect(stepsOf(onlyBranch(asked), 'route').at(-1)).toMatchObject({
      result: 'prohibit',
      policyRule: 200,
    });
    expect(trace(WEB, '198.18.7.7', 'tcp', 80).disposition).toBe('leavesCapture');
  });
});
