import type { Evidence } from '@vethscope/model';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TraceRequest } from '../answerTrace.ts';
import type { Network } from '../network/network.ts';
import { exampleWithLines } from '../testing/examples.ts';
import { places, routes, rulesOf, stepsOf, traceOf, translations } from '../testing/story.ts';
import type { Branch, Trace } from '../trace.ts';

/*
 * Somebody's notes of a node. They have links, addresses and routes of the node and of six pods, and
 * `iptables -n -L` of two tables, which hides interfaces. They have no sysctls, no neighbours, no
 * FDB, no ipsets, no policy rules, no sockets, and nothing of iptables in the pods. So what is told
 * is first what a healthy node does, and then what else the notes leave open.
 */
const NODE = 'calico-single-node';
const HOST = `${NODE}/host`;
const PODS = {
  coredns1: {
    pod: 'kube-system/coredns-7db6d8ff4d-slnrj',
    netns: 'e3e2e0a1-062b-480a-a483-660254e2abe0',
  },
  coredns2: {
    pod: 'kube-system/coredns-7db6d8ff4d-p4kzt',
    netns: 'cb0e0d0a-ff37-4145-9b11-aca82942493d',
  },
  csi: {
    pod: 'calico-system/csi-node-driver-dpdzx',
    netns: 'd9772ef6-bc47-474a-bfcc-3a2f17bad12f',
  },
  // 192.168.2.1 on cali9d04617f188.
  apiserver: { netns: '1631d05f-a264-4956-8bd0-9851884eb00b' },
} as const;
const inside = ({ netns }: { readonly netns: string }): string => `${NODE}/${netns}`;

let network: Network;
let linesOf: (evidence: Evidence) => readonly string[];

beforeAll(async () => {
  ({ network, linesOf } = await exampleWithLines('calico-single-node.md'));
});

function trace(from: string, to: string, proto: TraceRequest['proto'], dport: number): Trace {
  return traceOf(network, { from, to, proto, dport });
}

/** What a healthy node does. */
function first({ branches }: Trace): Branch {
  const [branch] = branches;
  if (!branch) throw new Error('no branches');
  return branch;
}

/** Whatever else may be, is said to rest on something. */
function expectNothingElseForSure({ branches }: Trace): void {
  for (const { assumptions, probability } of branches.slice(1)) {
    expect(assumptions).not.toEqual([]);
    expect(probability).toBeNull();
  }
}

describe('two pods on the bridge', () => {
  let asked: Trace;
  beforeAll(() => {
    asked = trace(PODS.coredns1.pod, PODS.coredns2.pod, 'udp', 53);
  });

  test('reach each other, and the answer comes back', () => {
    const branch = first(asked);
    expect(branch.disposition).toBe('delivered');
    expect(places(branch)).toEqual([inside(PODS.coredns1), HOST, inside(PODS.coredns2)]);
    expect(routes(branch)).toContain('10.85.0.0/16 dev eth0');
    expect(stepsOf(branch, 'neighbor')).toMatchObject([
      { address: '10.85.0.5', mac: 'ae:7b:c6:41:f1:08', how: 'asked' },
    ]);
    expect(stepsOf(branch, 'socket')).toMatchObject([{ port: 53, listening: 'unknown' }]);
    expect(branch.reply).toMatchObject({ disposition: 'delivered' });
  });

  test('under which address, two things that were not captured decide', () => {
    expect(asked.disposition).toBe('delivered');
    expect(
      asked.branches.map((branch) => [translations(branch), branch.assumptions.slice(0, 2)]),
    ).toEqual([
      [
        ['source 10.85.0.4 → 10.85.0.1'],
        [
          'iptables sees what crosses the bridge cni0 (net.bridge.bridge-nf-call-iptables is on)',
          'rule 1 of cali-nat-outgoing in nat matches (set cali40masq-ipam-pools was not captured)',
        ],
      ],
      [
        [],
        [
          'iptables sees what crosses the bridge cni0 (net.bridge.bridge-nf-call-iptables is on)',
          'rule 1 of cali-nat-outgoing in nat does not match (set cali40masq-ipam-pools was not captured)',
        ],
      ],
      [
        [],
        [
          'iptables does not see what crosses the bridge cni0 (net.bridge.bridge-nf-call-iptables is off)',
          expect.stringMatching(/policy rules/),
        ],
      ],
    ]);
  });
});

describe('a pod on the bridge to one of Calico’s', () => {
  let asked: Trace;
  beforeAll(() => {
    asked = trace(PODS.coredns1.pod, inside(PODS.apiserver), 'tcp', 5443);
  });

  test('arrives where the policy lets everyone in, under the node’s address', () => {
    const branch = first(asked);
    expect(branch.disposition).toBe('delivered');
    expect(places(branch)).toEqual([inside(PODS.coredns1), HOST, inside(PODS.apiserver)]);
    // The way to the pod has no address: that of the first interface is taken.
    expect(translations(branch)).toEqual(['source 10.85.0.4 → 172.16.0.11']);
    expect(routes(branch)).toContain('192.168.2.1/32 dev cali9d04617f188');
  });

  test('along the chains of that pod alone, which the listing tells by their names', () => {
    const rules = rulesOf({ steps: first(asked).hops.flatMap(({ steps }) => steps) });
    const endpoints = rules.flatMap((rule) => /cali-[ft]w-\S+/.exec(rule)?.[0] ?? []);
    expect([...new Set(endpoints)]).toEqual(['cali-tw-cali9d04617f188']);
    expect(rules.some((rule) => rule.startsWith('filter cali-pi-_3CJ_GmvE9pcCktVJ2ep 1 '))).toBe(
      true,
    );
    expect(first(asked).assumptions.join('\n')).toMatch(/cali-to-wl-dispatch/);
  });

  test('and not on another port', () => {
    const other = trace(PODS.coredns1.pod, inside(PODS.apiserver), 'tcp', 8080);
    expect(first(other).disposition).toBe('dropped');
    // cali-tw-cali9d04617f188, rule 6: "Drop if no policies passed packet".
    expect(rulesOf({ steps: first(other).hops.flatMap(({ steps }) => steps) }).at(-1)).toMatch(
      /^filter cali-tw-cali9d04617f188 6 drop/,
    );
    expect(other.branches.some(({ disposition }) => disposition === 'delivered')).toBe(false);
  });

  test('each rule with its line of the page', () => {
    const lines = stepsOf(first(asked), 'rule').map(({ verdict, evidence: [place] }) => ({
      leadsTo: verdict.replace(/^(jump|goto) |^(accept|drop|reject|return|continue)$/g, ''),
      line: (place && linesOf(place).join('')) ?? '',
    }));
    expect(lines.length).toBeGreaterThan(10);
    for (const { leadsTo, line } of lines) {
      if (leadsTo !== '') expect(line.startsWith(`${leadsTo} `)).toBe(true);
      expect(line).toMatch(/ -- /);
    }
  });
});

describe('a pod on the bridge to the cluster’s DNS', () => {
  let asked: Trace;
  beforeAll(() => {
    asked = trace(PODS.csi.pod, '10.96.0.10', 'udp', 53);
  });

  test('gets one or the other, and loses its address: it is outside of the cluster’s range', () => {
    const ways = new Set(
      asked.branches
        .filter(({ disposition }) => disposition === 'delivered')
        .map((branch) => translations(branch).join(', ')),
    );
    expect([...ways].sort()).toEqual([
      'destination 10.96.0.10 → 10.85.0.4, source 10.85.0.6 → 10.85.0.1',
      'destination 10.96.0.10 → 10.85.0.5, source 10.85.0.6 → 10.85.0.1',
    ]);
  });

  test('and its answer from the address it has asked', () => {
    const { reply } = first(asked);
    expect(reply).toMatchObject({ disposition: 'delivered' });
    expect(reply && stepsOf(reply, 'socket')).toMatchObject([{ expected: true }]);
  });
});

test('a pod of Calico’s leaves by the default route, masqueraded where its ipsets say so', () => {
  const asked = trace(inside(PODS.apiserver), '198.51.100.7', 'tcp', 443);
  const branch = first(asked);
  expect(branch.disposition).toBe('leavesCapture');
  expect(routes(branch)).toEqual([
    '0.0.0.0/0 via 169.254.1.1 dev eth0',
    '0.0.0.0/0 via 172.16.0.254 dev eth0',
  ]);
  expect(translations(branch)).toEqual(['source 192.168.2.1 → 172.16.0.11']);
  expectNothingElseForSure(asked);
});

test('an address of the node’s own block that no pod has is a blackhole, whatever else is so', () => {
  const asked = trace(PODS.coredns1.pod, '192.168.2.40', 'tcp', 80);
  expect(asked.disposition).toBe('blackholed');
  expect(routes(first(asked)).at(-1)).toBe('blackhole 192.168.2.0/26');
});

test('the node reaches its pods: no rule for what it sends itself can stop that', () => {
  const asked = trace(NODE, inside(PODS.apiserver), 'tcp', 5443);
  expect(asked.disposition).toBe('delivered');
  expect(asked.packet.source).toBe('172.16.0.11');
  expect(places(first(asked))).toEqual([HOST, inside(PODS.apiserver)]);
});

test('a pod of Calico’s reaches the API server by its service, under its own address', () => {
  const asked = trace(inside(PODS.apiserver), 'default/kubernetes', 'tcp', 443);
  const branch = first(asked);
  expect(branch.disposition).toBe('delivered');
  expect(places(branch)).toEqual([inside(PODS.apiserver), HOST]);
  expect(translations(branch)).toEqual(['destination 10.96.0.1 → 172.16.0.11']);
  expect(stepsOf(branch, 'socket')).toMatchObject([{ port: 6443, listening: 'unknown' }]);
  expectNothingElseForSure(asked);
});
