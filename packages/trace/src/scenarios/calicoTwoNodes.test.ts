import type { Evidence } from '@vethscope/model';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Network } from '../network/network.ts';
import { exampleWithLines } from '../testing/examples.ts';
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
import type { Branch, Trace } from '../trace.ts';

/*
 * Two nodes of the lab: Calico with VXLAN on eth1, kube-proxy, and the pods of each node that were
 * there before Calico on a bridge, cni0. All of it was captured, as root. Policy lets `client` pods
 * of both nodes and the tunnels' addresses reach port 8080 of `web` pods, and nobody else. In the
 * pods nothing listens. Expectations were worked out from the captured rules and routes, and held
 * against what the kernel of the lab did with the same packets: `lab/judge`.
 */
let network: Network;
let linesOf: (evidence: Evidence) => readonly string[];

beforeAll(async () => {
  const example = await exampleWithLines(
    'calico-two-nodes/control.tar.gz',
    'calico-two-nodes/worker.tar.gz',
  );
  ({ network, linesOf } = example);
});

/** `tcp('default/client-control', '192.168.2.1', 8080)`. */
function tcp(from: string, to: string, dport?: number): Trace {
  return traceOf(network, { from, to, proto: 'tcp', ...(dport !== undefined && { dport }) });
}

// What the rules of either node are to any packet in the way of a service or a policy.
const NO_SERVICE = `
  nat PREROUTING 1 jump KUBE-SERVICES
  nat PREROUTING policy accept`;
const BEFORE_DISPATCH = `
  filter FORWARD 1 jump cali-FORWARD
  filter cali-FORWARD 1 continue
  filter cali-FORWARD 2 jump cali-from-hep-forward`;
const AFTER_DISPATCH = `
  filter cali-FORWARD 5 jump cali-to-hep-forward
  filter cali-FORWARD 6 jump cali-cidr-block
  filter FORWARD 2 jump KUBE-FORWARD
  filter FORWARD 3 jump KUBE-SERVICES`;
const ACCEPTED_BY_CALICO = 'filter FORWARD 4 accept';
const MARKED_AT_LAST = `
  filter FORWARD 5 continue
  filter FORWARD policy accept`;
const NOT_MASQUERADED = `
  nat POSTROUTING 1 jump cali-POSTROUTING
  nat cali-POSTROUTING 1 jump cali-nat-outgoing
  nat POSTROUTING 5 jump KUBE-POSTROUTING
  nat KUBE-POSTROUTING 1 return
  nat POSTROUTING policy accept`;

/** What a pod's profile lets it send. */
const sentBy = (dispatch: number, port: string) => `
  filter cali-FORWARD 3 jump cali-from-wl-dispatch
  filter cali-from-wl-dispatch ${dispatch} goto cali-fw-${port}
  filter cali-fw-${port} 3 continue
  filter cali-fw-${port} 6 jump cali-pro-kns.default
  filter cali-pro-kns.default 1 continue
  filter cali-fw-${port} 7 return`;
const FROM_CLIENT_CONTROL = sentBy(1, 'cali3fdad80bbf7');

/** The policy of `web`, for who is in its ipset and for who is not. */
const toWeb = (port: string) => `
  filter cali-FORWARD 4 jump cali-to-wl-dispatch
  filter cali-to-wl-dispatch 2 goto cali-tw-${port}
  filter cali-tw-${port} 3 continue
  filter cali-tw-${port} 4 jump cali-pi-_Ym4ssdRmaqHc4x_c_Ug`;
const allowed = (port: string) => `
  filter cali-pi-_Ym4ssdRmaqHc4x_c_Ug 1 continue
  filter cali-pi-_Ym4ssdRmaqHc4x_c_Ug 2 return
  filter cali-tw-${port} 5 return`;
const denied = (port: string) => `filter cali-tw-${port} 6 drop`;
const WEB_CONTROL = 'calid458663777f';
const WEB_WORKER = 'calif39286a3acd';

// The outer packet keeps the mark that Calico's rules have put on what it carries.
const OUTER_SENT = `
  nat OUTPUT 1 jump KUBE-SERVICES
  nat OUTPUT policy accept
  filter OUTPUT 1 jump cali-OUTPUT
  filter cali-OUTPUT 1 accept
  ${NOT_MASQUERADED}`;
const OUTER_RECEIVED = `
  nat PREROUTING 1 jump KUBE-SERVICES
  nat KUBE-SERVICES 3 jump KUBE-NODEPORTS
  nat PREROUTING policy accept
  filter INPUT 1 jump cali-INPUT
  filter cali-INPUT 1 accept`;

const PODS = {
  client: 'control/cni-client-control',
  shell: 'control/cni-shell-control',
  dnsHere: 'control/cni-dns-control',
  webHere: 'control/cni-web-control',
  dnsThere: 'worker/cni-dns-worker',
  webThere: 'worker/cni-web-worker',
} as const;

describe('a pod on one node to a pod on the other, which its policy lets it reach', () => {
  let branch: Branch;
  beforeAll(() => {
    const trace = tcp('default/client-control', 'default/web-worker', 8080);
    expect(trace.disposition).toBe('delivered');
    branch = onlyBranch(trace);
  });

  test('goes by the tunnel, and back', () => {
    expect(places(branch)).toEqual([PODS.client, 'control/host', 'worker/host', PODS.webThere]);
    expect(branch.reply).toMatchObject({ disposition: 'delivered' });
    expect(branch.reply && places(branch.reply)).toEqual(places(branch).toReversed());
  });

  test('by these routes', () => {
    expect(routes(branch)).toEqual([
      '0.0.0.0/0 via 169.254.1.1 dev eth0',
      '192.168.2.0/26 via 192.168.2.0 dev vxlan.calico',
      '10.0.0.0/24 dev eth1',
      'local 10.0.0.12/32 dev eth1',
      '192.168.2.1/32 dev calif39286a3acd',
      'local 192.168.2.1/32 dev eth0',
    ]);
  });

  test('along these rules of the node that sends it', () => {
    expect(rulesOf(hopIn(branch, 'control/host'))).toEqual(
      walk(
        ...[NO_SERVICE, BEFORE_DISPATCH, FROM_CLIENT_CONTROL, AFTER_DISPATCH, ACCEPTED_BY_CALICO],
        ...[NOT_MASQUERADED, OUTER_SENT],
      ),
    );
  });

  test('along these rules of the node that gets it', () => {
    expect(rulesOf(hopIn(branch, 'worker/host'))).toEqual(
      walk(
        ...[OUTER_RECEIVED, NO_SERVICE, BEFORE_DISPATCH, toWeb(WEB_WORKER), allowed(WEB_WORKER)],
        ...[AFTER_DISPATCH, ACCEPTED_BY_CALICO, NOT_MASQUERADED],
      ),
    );
  });

  test('in a packet from node to node, which is no larger than their network takes', () => {
    const [encap, ...others] = stepsOf(branch, 'encap');
    expect(others).toEqual([]);
    expect(encap).toMatchObject({ device: 'vxlan.calico', type: 'vxlan', vni: 4096 });
    expect(encap && headers(encap.outer)).toBe('udp 10.0.0.11 → 10.0.0.12:4789');
    expect(stepsOf(branch, 'mtu')).toEqual([]);
  });

  test('with the neighbours that Calico has put there, and those that answer', () => {
    expect(
      stepsOf(branch, 'neighbor').map(({ address, device, mac, how }) => [
        ...[address, device, mac, how],
      ]),
    ).toEqual([
      ['169.254.1.1', 'eth0', 'ee:ee:ee:ee:ee:ee', 'proxy'],
      ['192.168.2.0', 'vxlan.calico', '66:00:00:00:04:02', 'entry'],
      ['10.0.0.12', 'eth1', '02:00:00:00:01:02', 'asked'],
      ['192.168.2.1', 'calif39286a3acd', '02:19:21:68:02:01', 'asked'],
    ]);
  });

  test('to a port on which nothing listens, as its sockets were captured', () => {
    expect(stepsOf(branch, 'socket')).toMatchObject([
      { protocol: 'tcp', address: '192.168.2.1', port: 8080, listening: 'no' },
    ]);
  });

  test('and its answer along rules for connections that are known', () => {
    const reply = branch.reply;
    expect(reply && rulesOf(hopIn(reply, 'worker/host'))).toEqual(
      walk(
        BEFORE_DISPATCH,
        `filter cali-FORWARD 3 jump cali-from-wl-dispatch
         filter cali-from-wl-dispatch 2 goto cali-fw-calif39286a3acd
         filter cali-fw-calif39286a3acd 1 accept`,
        // No mark this time: the rules of OUTPUT have their say.
        `nat OUTPUT 1 jump KUBE-SERVICES
         nat OUTPUT policy accept
         filter OUTPUT 1 jump cali-OUTPUT
         filter OUTPUT 2 jump KUBE-SERVICES
         filter OUTPUT 3 jump KUBE-FIREWALL
         filter OUTPUT policy accept`,
        NOT_MASQUERADED,
      ),
    );
    expect(reply && rulesOf(hopIn(reply, 'control/host'))).toEqual(
      walk(
        OUTER_RECEIVED,
        BEFORE_DISPATCH,
        `filter cali-FORWARD 4 jump cali-to-wl-dispatch
         filter cali-to-wl-dispatch 1 goto cali-tw-cali3fdad80bbf7
         filter cali-tw-cali3fdad80bbf7 1 accept`,
      ),
    );
  });

  test('each rule with the line of iptables-save that says so', () => {
    const rules = stepsOf(branch, 'rule');
    expect(rules.length).toBeGreaterThan(40);
    for (const { table, chain, rule, evidence } of rules) {
      const [place] = evidence;
      const [line = ''] = place ? linesOf(place) : [];
      // [0:0] -A cali-FORWARD -m comment …
      expect(`${table} ${chain} ${rule}: ${line}`).toContain(`] -A ${chain} `);
      expect(evidence).toHaveLength(1);
    }
    const drawnFrom = stepsOf(branch, 'route').flatMap(({ evidence }) => evidence.flatMap(linesOf));
    expect(drawnFrom).toContain(
      'unicast 192.168.2.0/26 via 192.168.2.0 dev vxlan.calico table main proto 80 scope global onlink ',
    );
  });
});

test('the same over IPv6', () => {
  const trace = tcp('default/client-control', 'fd00:192:168:2::1', 8080);
  expect(trace.disposition).toBe('delivered');
  const branch = onlyBranch(trace);
  expect(places(branch)).toEqual([PODS.client, 'control/host', 'worker/host', PODS.webThere]);
  expect(routes(branch)).toEqual([
    '::/0 via fe80::ecee:eeff:feee:eeee dev eth0',
    'fd00:192:168:2::/122 via fd00:192:168:2:: dev vxlan-v6.calico',
    'fd00:10::/64 dev eth1',
    'local fd00:10::12/128 dev eth1',
    'fd00:192:168:2::1/128 dev calif39286a3acd',
    'local fd00:192:168:2::1/128 dev eth0',
  ]);
  expect(stepsOf(branch, 'encap').map(({ outer }) => headers(outer))).toEqual([
    'udp fd00:10::11 → fd00:10::12:4789',
  ]);
  expect(rulesOf(hopIn(branch, 'control/host'))).toEqual(
    walk(
      ...[NO_SERVICE, BEFORE_DISPATCH, FROM_CLIENT_CONTROL, AFTER_DISPATCH, ACCEPTED_BY_CALICO],
      ...[NOT_MASQUERADED, OUTER_SENT],
    ),
  );
  expect(branch.reply).toMatchObject({ disposition: 'delivered' });
});

test('a pod that the policy does not name is stopped on the node of the one it asks', () => {
  const trace = tcp('default/web-control', 'default/web-worker', 8080);
  expect(trace.disposition).toBe('dropped');
  const branch = onlyBranch(trace);
  expect(places(branch)).toEqual([PODS.webHere, 'control/host', 'worker/host']);
  expect(rulesOf(hopIn(branch, 'worker/host'))).toEqual(
    walk(OUTER_RECEIVED, NO_SERVICE, BEFORE_DISPATCH, toWeb(WEB_WORKER), denied(WEB_WORKER)),
  );
  const { hop = 0, step = 0 } = branch.decidedBy ?? {};
  expect(branch.hops[hop]?.steps[step]).toMatchObject({ kind: 'rule', verdict: 'drop' });
  expect(branch.reply).toBeUndefined();
});

test('a pod on the bridge is masqueraded into the tunnel, whose address the policy lets in', () => {
  const trace = tcp('default/shell-control', 'default/web-worker', 8080);
  expect(trace.disposition).toBe('delivered');
  const branch = onlyBranch(trace);
  expect(translations(branch)).toEqual(['source 10.85.1.3 → 192.168.1.0']);
  expect(rulesOf(hopIn(branch, 'control/host'))).toEqual(
    walk(
      ...[NO_SERVICE, BEFORE_DISPATCH, AFTER_DISPATCH, MARKED_AT_LAST],
      `nat POSTROUTING 1 jump cali-POSTROUTING
       nat cali-POSTROUTING 1 jump cali-nat-outgoing
       nat POSTROUTING 3 jump CNI-a07bc5396be3b039bb3973c3
       nat CNI-a07bc5396be3b039bb3973c3 2 accept`,
      OUTER_SENT,
    ),
  );
  expect(branch.reply).toMatchObject({ disposition: 'delivered' });
  expect(branch.reply && translations(branch.reply)).toEqual([
    'destination 192.168.1.0 → 10.85.1.3',
  ]);
});

test('two pods on one bridge: br_netfilter shows their frames to iptables all the same', () => {
  const trace = tcp('default/shell-control', 'kube-system/dns-control', 8080);
  expect(trace.disposition).toBe('delivered');
  const branch = onlyBranch(trace);
  expect(places(branch)).toEqual([PODS.shell, 'control/host', PODS.dnsHere]);
  expect(stepsOf(branch, 'bridge')).toMatchObject([
    { bridge: 'cni0', from: 'veth9bd5cc65', to: ['vethe4f46642'], how: 'known' },
  ]);
  expect(rulesOf(hopIn(branch, 'control/host'))).toEqual(
    walk(
      ...[NO_SERVICE, BEFORE_DISPATCH, AFTER_DISPATCH, MARKED_AT_LAST],
      `nat POSTROUTING 1 jump cali-POSTROUTING
       nat cali-POSTROUTING 1 jump cali-nat-outgoing
       nat POSTROUTING 3 jump CNI-a07bc5396be3b039bb3973c3
       nat CNI-a07bc5396be3b039bb3973c3 1 accept`,
    ),
  );
  expect(branch.reply).toMatchObject({ disposition: 'delivered' });
});

describe('a service with an endpoint on each node', () => {
  test('is one or the other with equal chance, for a client of the policy', () => {
    const trace = tcp('default/client-control', 'default/web');
    expect(trace.disposition).toBe('delivered');
    expect(trace.branches.map((branch) => [branch.probability, translations(branch)])).toEqual([
      [0.5, ['destination 10.96.0.80 → 192.168.1.1']],
      [0.5, ['destination 10.96.0.80 → 192.168.2.1']],
    ]);
    const [near, far] = trace.branches;
    expect(near?.assumptions).toEqual([]);
    // The switch between the nodes was not captured.
    for (const line of far?.assumptions ?? []) expect(line).toMatch(/^eth1 of .* network/);
    const [here] = trace.branches;
    expect(here && rulesOf(hopIn(here, 'control/host'))).toEqual(
      walk(
        `nat PREROUTING 1 jump KUBE-SERVICES
         nat KUBE-SERVICES 1 jump KUBE-SVC-CDGGSHYLG3RE2FKL
         nat KUBE-SVC-CDGGSHYLG3RE2FKL 2 jump KUBE-SEP-JUB2GNDA3PM7BHUI
         nat KUBE-SEP-JUB2GNDA3PM7BHUI 2 accept`,
        ...[BEFORE_DISPATCH, FROM_CLIENT_CONTROL, toWeb(WEB_CONTROL), allowed(WEB_CONTROL)],
        ...[AFTER_DISPATCH, ACCEPTED_BY_CALICO, NOT_MASQUERADED],
      ),
    );
    for (const { reply } of trace.branches) {
      expect(reply).toMatchObject({ disposition: 'delivered' });
      // Its sender has asked the service, and hears from the service.
      expect(reply && translations(reply).at(-1)).toMatch(/^source .* → 10\.96\.0\.80$/);
    }
  });

  test('is half reached by a pod on the bridge: the policy sees its own address only here', () => {
    const trace = tcp('default/shell-control', 'default/web');
    expect(trace.disposition).toBe('undecided');
    expect(
      trace.branches.map(({ probability, disposition, hops }) => [
        probability,
        disposition,
        hops.at(-1)?.netns,
      ]),
    ).toEqual([
      [0.5, 'dropped', 'netns/control/host'],
      [0.5, 'delivered', `netns/${PODS.webThere}`],
    ]);
    const [here, there] = trace.branches;
    expect(here && rulesOf(hopIn(here, 'control/host'))).toEqual(
      walk(
        `nat PREROUTING 1 jump KUBE-SERVICES
         nat KUBE-SERVICES 1 jump KUBE-SVC-CDGGSHYLG3RE2FKL
         nat KUBE-SVC-CDGGSHYLG3RE2FKL 1 jump KUBE-MARK-MASQ
         nat KUBE-MARK-MASQ 1 continue
         nat KUBE-SVC-CDGGSHYLG3RE2FKL 2 jump KUBE-SEP-JUB2GNDA3PM7BHUI
         nat KUBE-SEP-JUB2GNDA3PM7BHUI 2 accept`,
        ...[BEFORE_DISPATCH, toWeb(WEB_CONTROL), denied(WEB_CONTROL)],
      ),
    );
    expect(there && translations(there)).toEqual([
      'destination 10.96.0.80 → 192.168.2.1',
      'source 10.85.1.3 → 192.168.1.0',
    ]);
  });

  test('on a bridge: to its own bridge with its own address, to the other node with the node’s', () => {
    const trace = tcp('default/shell-control', 'kube-system/dns');
    expect(trace.disposition).toBe('delivered');
    expect(
      trace.branches.map((branch) => [branch.probability, places(branch), translations(branch)]),
    ).toEqual([
      [0.5, [PODS.shell, 'control/host', PODS.dnsHere], ['destination 10.96.0.10 → 10.85.1.2']],
      [
        0.5,
        [PODS.shell, 'control/host', 'worker/host', PODS.dnsThere],
        ['destination 10.96.0.10 → 10.85.2.2', 'source 10.85.1.3 → 10.0.0.11'],
      ],
    ]);
    for (const { reply } of trace.branches)
      expect(reply).toMatchObject({ disposition: 'delivered' });
  });

  test('does not reach the pod that asks itself: CNI’s rule accepts before kube-proxy masquerades', () => {
    const { branches } = tcp('kube-system/dns-control', 'kube-system/dns');
    // Its own address comes in from outside: a martian, unless it is told to take those.
    const ends = branches.map(({ disposition, reply }) => [disposition, reply?.disposition]);
    expect(ends).toEqual([
      ['dropped', undefined],
      ['delivered', 'dropped'],
      ['delivered', 'delivered'],
    ]);
    expect(branches[0]?.assumptions.join()).toMatch(/accept_local of .*cni-dns-control.* is off/);
    expect(branches[1]?.assumptions.join()).toMatch(/accept_local of .*cni-dns-control.* is on/);
    expect(branches[2]).toMatchObject({ probability: 0.5 });
    expect(branches[0] && places(branches[0])).toEqual([
      ...[PODS.dnsHere, 'control/host', PODS.dnsHere],
    ]);
    expect(branches[0] && rulesOf(hopIn(branches[0], 'control/host'))).toEqual(
      walk(
        `nat PREROUTING 1 jump KUBE-SERVICES
         nat KUBE-SERVICES 2 jump KUBE-SVC-2723CRDQPZBQPGCA
         nat KUBE-SVC-2723CRDQPZBQPGCA 1 jump KUBE-MARK-MASQ
         nat KUBE-MARK-MASQ 1 continue
         nat KUBE-SVC-2723CRDQPZBQPGCA 2 jump KUBE-SEP-ZMHB3ESM5UZETGFR
         nat KUBE-SEP-ZMHB3ESM5UZETGFR 1 jump KUBE-MARK-MASQ
         nat KUBE-MARK-MASQ 1 continue
         nat KUBE-SEP-ZMHB3ESM5UZETGFR 2 accept`,
        BEFORE_DISPATCH,
        `filter cali-FORWARD 5 jump cali-to-hep-forward
         filter cali-FORWARD 6 jump cali-cidr-block
         filter FORWARD 2 jump KUBE-FORWARD
         filter KUBE-FORWARD 2 accept
         nat POSTROUTING 1 jump cali-POSTROUTING
         nat cali-POSTROUTING 1 jump cali-nat-outgoing
         nat POSTROUTING 2 jump CNI-43faacb5619ec7dc320c59e5
         nat CNI-43faacb5619ec7dc320c59e5 1 accept`,
      ),
    );
  });
});

test('a service without endpoints is refused', () => {
  const trace = tcp('default/client-control', 'default/nobody');
  expect(trace.disposition).toBe('rejected');
  const branch = onlyBranch(trace);
  expect(rulesOf(hopIn(branch, 'control/host'))).toEqual(
    walk(
      ...[NO_SERVICE, BEFORE_DISPATCH, FROM_CLIENT_CONTROL, AFTER_DISPATCH],
      'filter KUBE-SERVICES 1 reject',
    ),
  );
});

test('a node port, asked from outside: masqueraded, whichever node the endpoint is on', () => {
  const trace = tcp('10.0.2.1', '10.0.2.11', 30080);
  expect(trace.disposition).toBe('delivered');
  expect(
    trace.branches.map((branch) => [branch.probability, places(branch), translations(branch)]),
  ).toEqual([
    [
      0.5,
      ['control/host', PODS.webHere],
      ['destination 10.0.2.11 → 192.168.1.1', 'source 10.0.2.1 → 10.0.2.11'],
    ],
    [
      0.5,
      ['control/host', 'worker/host', PODS.webThere],
      ['destination 10.0.2.11 → 192.168.2.1', 'source 10.0.2.1 → 192.168.1.0'],
    ],
  ]);
  const [here] = trace.branches;
  expect(here && rulesOf(hopIn(here, 'control/host'))).toEqual(
    walk(
      `nat PREROUTING 1 jump KUBE-SERVICES
       nat KUBE-SERVICES 3 jump KUBE-NODEPORTS
       nat KUBE-NODEPORTS 1 jump KUBE-EXT-CDGGSHYLG3RE2FKL
       nat KUBE-EXT-CDGGSHYLG3RE2FKL 1 jump KUBE-MARK-MASQ
       nat KUBE-MARK-MASQ 1 continue
       nat KUBE-EXT-CDGGSHYLG3RE2FKL 2 jump KUBE-SVC-CDGGSHYLG3RE2FKL
       nat KUBE-SVC-CDGGSHYLG3RE2FKL 2 jump KUBE-SEP-JUB2GNDA3PM7BHUI
       nat KUBE-SEP-JUB2GNDA3PM7BHUI 2 accept`,
      ...[BEFORE_DISPATCH, toWeb(WEB_CONTROL), allowed(WEB_CONTROL)],
      `filter cali-FORWARD 5 jump cali-to-hep-forward
       filter cali-FORWARD 6 jump cali-cidr-block
       filter FORWARD 2 jump KUBE-FORWARD
       filter KUBE-FORWARD 2 accept
       nat POSTROUTING 1 jump cali-POSTROUTING
       nat cali-POSTROUTING 1 jump cali-nat-outgoing
       nat POSTROUTING 5 jump KUBE-POSTROUTING
       nat KUBE-POSTROUTING 2 continue
       nat KUBE-POSTROUTING 3 accept`,
    ),
  );
});

test('a node reaches its own pods whatever their policy is', () => {
  const trace = tcp('control', 'default/web-control', 8080);
  expect(trace.disposition).toBe('delivered');
  const branch = onlyBranch(trace);
  // The way to the pod has no address of its own: the first interface that has one lends it.
  expect(headers(trace.packet)).toBe('tcp 10.0.2.11 → 192.168.1.1:8080');
  expect(rulesOf(hopIn(branch, 'control/host'))).toEqual(
    walk(
      `nat OUTPUT 1 jump KUBE-SERVICES
       nat OUTPUT policy accept
       filter OUTPUT 1 jump cali-OUTPUT
       filter OUTPUT 2 jump KUBE-SERVICES
       filter OUTPUT 3 jump KUBE-FIREWALL
       filter OUTPUT policy accept`,
      NOT_MASQUERADED,
    ),
  );
});

test('a pod reaches its node, where nothing listens', () => {
  const trace = tcp('default/client-control', 'control', 22);
  expect(trace.disposition).toBe('delivered');
  const branch = onlyBranch(trace);
  expect(stepsOf(branch, 'socket')).toMatchObject([{ port: 22, listening: 'no' }]);
  expect(rulesOf(hopIn(branch, 'control/host'))).toEqual(
    walk(
      `nat PREROUTING 1 jump KUBE-SERVICES
       nat KUBE-SERVICES 3 jump KUBE-NODEPORTS
       nat PREROUTING policy accept
       filter INPUT 1 jump cali-INPUT
       filter cali-INPUT 3 goto cali-wl-to-host
       filter cali-wl-to-host 1 jump cali-from-wl-dispatch
       filter cali-from-wl-dispatch 1 goto cali-fw-cali3fdad80bbf7
       filter cali-fw-cali3fdad80bbf7 3 continue
       filter cali-fw-cali3fdad80bbf7 6 jump cali-pro-kns.default
       filter cali-pro-kns.default 1 continue
       filter cali-fw-cali3fdad80bbf7 7 return
       filter cali-wl-to-host 2 accept`,
    ),
  );
  expect(branch.reply).toMatchObject({ disposition: 'delivered' });
});

test('an address of the node’s own block that no pod has is a blackhole', () => {
  const trace = tcp('default/client-control', '192.168.1.9', 80);
  expect(trace.disposition).toBe('blackholed');
  const branch = onlyBranch(trace);
  expect(routes(branch).at(-1)).toBe('blackhole 192.168.1.0/26');
  expect(rulesOf(hopIn(branch, 'control/host'))).toEqual(walk(NO_SERVICE));
});

test.each([
  ['default/client-control', 'source 192.168.1.2 → 10.0.2.11'],
  ['default/shell-control', 'source 10.85.1.3 → 10.0.2.11'],
])('%s leaves the cluster with the address of its node', (pod, translation) => {
  const trace = tcp(pod, '192.0.2.80', 443);
  expect(trace.disposition).toBe('leavesCapture');
  const branch = onlyBranch(trace);
  expect(translations(branch)).toEqual([translation]);
  expect(routes(branch).at(-1)).toBe('0.0.0.0/0 via 10.0.2.1 dev eth0');
});
