import { calicoWorkloadHash } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import type { TraceRequest } from '../answerTrace.ts';
import type { Network } from '../network/network.ts';
import { readNodes } from '../testing/captures.ts';
import { exampleNetwork } from '../testing/examples.ts';
import { resolveRequest } from './resolveRequest.ts';

const twoNodes = await exampleNetwork(
  'calico-two-nodes/control.tar.gz',
  'calico-two-nodes/worker.tar.gz',
);
const single = await exampleNetwork('calico-single-node.md');
const dualStack = await exampleNetwork('dual-stack-bridge');

/** tcp port 80 of worker from control, but for what is said; `no port` leaves the port out. */
type Asked = Partial<Omit<TraceRequest, 'dport'>> & { readonly dport?: number | 'no port' };

/** `sent in netns/a/host 10.0.0.1 → 10.0.0.2 tcp/80`, `arrives by if/…: …`, or the problem. */
function resolved(network: Network, { dport = 80, ...asked }: Asked): string {
  const request = { from: 'control', to: 'worker', proto: 'tcp', ...asked } as const;
  const answer = resolveRequest(network, {
    ...request,
    ...(dport !== 'no port' && { dport }),
  });
  if (answer.kind === 'problem') return answer.message;
  const { start } = answer;
  const { source = '?', destination, protocol, destinationPort = '-' } = start.packet;
  const packet = `${source} → ${destination} ${protocol}/${destinationPort}`;
  return start.kind === 'sent'
    ? `sent in ${start.netns.id}: ${packet}`
    : `arrives by ${start.interface.id}: ${packet}`;
}

describe('where it starts', () => {
  test.each([
    ['a pod', 'default/web-control', 'netns/control/cni-web-control'],
    ['a pod by its bare name', 'web-control', 'netns/control/cni-web-control'],
    ['a namespace by its name', 'cni-shell-worker', 'netns/worker/cni-shell-worker'],
    ['a namespace by another of its names', 'docker-dns-worker', 'netns/worker/cni-dns-worker'],
    ['a namespace of a node', 'worker/cni-dns-worker', 'netns/worker/cni-dns-worker'],
    ['a namespace without a name', 'net:[4026532908]', 'netns/worker/net:[4026532908]'],
    ["a node: its host's namespace", 'worker', 'netns/worker/host'],
    ["the host's own by its path", 'worker/host', 'netns/worker/host'],
    ['an id of a pod', 'pod/kube-system/dns-worker', 'netns/worker/cni-dns-worker'],
    ['an id of a namespace', 'netns/worker/cni-dns-worker', 'netns/worker/cni-dns-worker'],
    ['an id of a node', 'node/control', 'netns/control/host'],
    ['an id of an interface', 'if/worker/cni-web-worker/eth0', 'netns/worker/cni-web-worker'],
  ])('%s: %s', (_, from, netns) => {
    expect(resolved(twoNodes, { from })).toBe(`sent in ${netns}: ? → 10.0.0.12 tcp/80`);
  });

  test('an address is the source address, in the namespace that has it', () => {
    expect(resolved(twoNodes, { from: '192.168.2.1', to: 'control' })).toBe(
      'sent in netns/worker/cni-web-worker: 192.168.2.1 → 10.0.0.11 tcp/80',
    );
  });

  test("a pod on the host's network starts in the host's namespace", () => {
    const from = 'kube-system/kube-proxy-skh2j';
    expect(resolved(single, { from, to: '10.85.0.4' })).toBe(
      'sent in netns/calico-single-node/host: ? → 10.85.0.4 tcp/80',
    );
  });
});

describe('where it goes', () => {
  test.each([
    // 10.0.0.12 is the InternalIP that Kubernetes gives it; the default route goes by 10.0.2.12.
    ['a node', twoNodes, 'worker', '10.0.0.12'],
    ['a pod', twoNodes, 'default/web-worker', '192.168.2.1'],
    ['a service', twoNodes, 'default/web', '10.96.0.80'],
    ['an IPv6 address', twoNodes, 'fd00:10:96::80', 'fd00:10:96::80'],
    ['an interface', twoNodes, 'if/worker/host/vxlan.calico', '192.168.2.0'],
    ['a node without a list of nodes', single, 'calico-single-node', '172.16.0.11'],
    ['a namespace', dualStack, 'web-1', '10.1.0.2'],
  ])('%s, %#', (_, network, to, destination) => {
    const from = network === single ? 'e3e2e0a1-062b-480a-a483-660254e2abe0' : undefined;
    const start = { from: from ?? (network === dualStack ? 'db-1' : 'control') };
    expect(resolved(network, { ...start, to })).toContain(`→ ${destination} tcp/80`);
  });

  test.each([
    ['the only tcp port', 'default/web', 'tcp', 'tcp/80'],
    ['ICMP needs none', 'default/web', 'icmp', 'icmp/-'],
  ] as const)("a service's own port: %s", (_, to, proto, port) => {
    const answer = resolveRequest(twoNodes, { from: 'control', to, proto });
    expect(answer).toMatchObject({ kind: 'resolved', to: { text: to, id: 'service/default/web' } });
    expect(resolved(twoNodes, { to, proto, dport: 'no port' })).toContain(port);
  });
});

test.each([
  ['0.0.0.0', 'control', '? → 127.0.0.1'],
  ['0.0.0.0', '192.168.2.1', '192.168.2.1 → 192.168.2.1'],
  ['::', 'control', '? → ::1'],
])('%s is this host: from %s it is %s', (to, from, packet) => {
  expect(resolved(twoNodes, { from, to })).toContain(`: ${packet} tcp/80`);
});

describe('a start that was not captured', () => {
  const pods = `# kubectl get pods -A -o wide
NAMESPACE  NAME   READY  STATUS   RESTARTS  AGE  IP          NODE
shop       cart   1/1    Running  0         1d   10.85.0.9   edge
shop       far    1/1    Running  0         1d   10.85.7.9   other
shop       wired  1/1    Running  0         1d   192.168.1.9 edge
`;
  const wired = `cali${calicoWorkloadHash('shop', 'wired')}`;
  const edge = readNodes({
    edge: {
      hostname: 'edge\n',
      'ip_-d_addr_show': `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.11/24 brd 10.0.0.255 scope global eth0
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    link/ether 02:00:00:00:00:03 brd ff:ff:ff:ff:ff:ff
    inet 172.16.0.11/24 brd 172.16.0.255 scope global eth1
4: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    link/ether 02:00:00:00:00:04 brd ff:ff:ff:ff:ff:ff
    inet 10.85.0.1/24 brd 10.85.0.255 scope global cni0
5: veth5@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master cni0 state UP group default
    link/ether 02:00:00:00:00:05 brd ff:ff:ff:ff:ff:ff link-netns blue
6: ${wired}@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default
    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netns green
`,
      ip_route_show: `default via 172.16.0.1 dev eth1
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.11
10.85.0.0/24 dev cni0 proto kernel scope link src 10.85.0.1
172.16.0.0/24 dev eth1 proto kernel scope link src 172.16.0.11
`,
      kubectl_get_pods: pods,
    },
  });

  test.each([
    ['on a network of the node', '10.0.0.99', 'eth0'],
    ['beyond the default route', '203.0.113.9', 'eth1'],
    ['a pod of another node', 'shop/far', 'eth1'],
    ['a pod whose namespace is not known', 'shop/cart', 'cni0'],
    ["a pod whose namespace was not looked into: the node's end of its veth", 'shop/wired', wired],
    ['that namespace by its name', 'green', wired],
  ])('%s: %s comes in by %s', (_, from, device) => {
    expect(resolved(edge, { from, to: 'edge' })).toContain(`arrives by if/edge/host/${device}: `);
  });

  test('says what it takes for granted', () => {
    const answer = resolveRequest(edge, { from: '10.0.0.99', to: 'edge', proto: 'icmp' });
    expect(answer).toMatchObject({
      start: {
        assumption:
          '10.0.0.99 is outside of the capture: its packet comes in by eth0 of edge, which the way back leads to',
      },
      from: { text: '10.0.0.99' },
      to: { text: 'edge', id: 'node/edge' },
    });
  });

  test('says so of a namespace that was not captured', () => {
    expect(resolveRequest(edge, { from: 'shop/wired', to: 'edge', proto: 'icmp' })).toMatchObject({
      start: {
        assumption: `namespace edge/green was not captured: its packet comes out of it by ${wired} of edge`,
        packet: { source: '192.168.1.9' },
      },
      from: { text: 'shop/wired', id: 'pod/shop/wired' },
    });
  });

  test('a namespace without a known address is not made up', () => {
    expect(resolved(edge, { from: 'blue', to: 'edge' })).toBe(
      'from: namespace edge/blue was not captured, and no IPv4 address of it is known',
    );
  });

  test('of two nodes it comes in by the one that has the destination', () => {
    expect(resolved(twoNodes, { from: '203.0.113.9', to: 'default/web-worker' })).toBe(
      'arrives by if/worker/host/eth0: 203.0.113.9 → 192.168.2.1 tcp/80',
    );
  });
});

describe('what cannot be asked', () => {
  test.each<readonly [string, Asked, string]>([
    [
      'a name with a letter too many',
      { from: 'default/web-controll' },
      'from: no pod, service, namespace, node or address "default/web-controll": did you mean default/web-control?',
    ],
    [
      'a part of a name',
      { to: 'dns-work' },
      'to: no pod, service, namespace, node or address "dns-work": did you mean cni-dns-worker or docker-dns-worker or kube-system/dns-worker?',
    ],
    [
      'a name unlike any other',
      { to: 'nonsense-of-a-name' },
      'to: no pod, service, namespace, node or address "nonsense-of-a-name"',
    ],
    [
      'the own namespace of some node',
      { from: 'host' },
      'from: "host" may be namespace control/host, namespace worker/host: say netns/control/host or netns/worker/host',
    ],
    [
      'a service as the start',
      { from: 'default/web' },
      'from: service default/web sends nothing itself: name a pod, a namespace, a node or an address',
    ],
    [
      'IPv4 to IPv6',
      { from: '192.168.1.1', to: 'fd00:10:96::80' },
      'to: no address of one family at both ends: 192.168.1.1 has IPv4, fd00:10:96::80 has IPv6',
    ],
    [
      'from outside to a service: any node could take it',
      { from: '203.0.113.9', to: 'default/web' },
      'from: 203.0.113.9 is outside of the capture, and it is not known by which node (control, worker) its packet to 10.96.0.80 comes in: name a node as the start',
    ],
    ['ICMP with a port', { proto: 'icmp' }, 'dport: ICMP has no ports'],
    [
      'a port that the service does not say',
      { to: 'default/web', proto: 'udp', dport: 'no port' },
      'dport: service default/web has no udp port (it has tcp 80)',
    ],
    ['no port for a pod', { dport: 'no port' }, 'dport: a tcp port is needed'],
  ])('%s', (_, request, message) => {
    expect(resolved(twoNodes, request)).toBe(message);
  });

  test('an address that every namespace has', () => {
    expect(resolved(twoNodes, { from: '127.0.0.1' })).toMatch(
      /^from: 127\.0\.0\.1 is an address in several namespaces \(control\/host, .*\): name one of them$/,
    );
  });

  test('a service of several ports', () => {
    const request = {
      from: 'calico-single-node',
      to: 'kube-system/kube-dns',
      proto: 'tcp',
    } as const;
    expect(resolveRequest(single, request)).toEqual({
      kind: 'problem',
      message: 'dport: service kube-system/kube-dns has several tcp ports, say which: 53, 9153',
    });
    expect(resolved(single, { ...request, proto: 'udp', dport: 'no port' })).toContain(
      '→ 10.96.0.10 udp/53',
    );
  });

  test('a service without an address', () => {
    const to = 'calico-system/calico-kube-controllers-metrics';
    expect(resolved(single, { from: 'calico-single-node', to })).toBe(
      `to: service ${to} has no address of its own`,
    );
  });
});
