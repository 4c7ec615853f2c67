import { exampleNetwork, readNodes, readPartly } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingContext } from '../../context.ts';
import { runRule } from '../../runRules.ts';
import { findingsOf } from '../../testing/findingsOf.ts';
import { serviceWithoutEndpoints } from './serviceWithoutEndpoints.ts';

const refusing = (...rules: readonly string[]) => `# iptables-save -t filter
*filter
:FORWARD ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-EXTERNAL-SERVICES - [0:0]
-A FORWARD -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
${rules.join('\n')}
COMMIT
`;
const REFUSED =
  '-A KUBE-SERVICES -d 10.96.0.99/32 -p tcp -m comment --comment "default/web:http has no endpoints" -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable';
/** kube-proxy's nat rules for port 443, and for port 80 with `endpoint`. */
const serving = (endpoint = '') => `# iptables-save -t nat
*nat
:KUBE-SERVICES - [0:0]
:KUBE-SVC-AAAAAAAAAAAAAAAA - [0:0]
:KUBE-SVC-BBBBBBBBBBBBBBBB - [0:0]
:KUBE-SEP-AAAAAAAAAAAAAAAA - [0:0]
-A KUBE-SERVICES -d 10.96.0.99/32 -p tcp -m comment --comment "default/web:https cluster IP" -m tcp --dport 443 -j KUBE-SVC-AAAAAAAAAAAAAAAA
-A KUBE-SVC-AAAAAAAAAAAAAAAA -j KUBE-SEP-AAAAAAAAAAAAAAAA
-A KUBE-SEP-AAAAAAAAAAAAAAAA -p tcp -m tcp -j DNAT --to-destination 192.168.2.1:8443
${endpoint}
COMMIT
`;
const PORT_80 =
  '-A KUBE-SERVICES -d 10.96.0.99/32 -p tcp -m comment --comment "default/web:http cluster IP" -m tcp --dport 80 -j KUBE-SVC-BBBBBBBBBBBBBBBB';
const LINK = `# ip link
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
`;
const services = (row: string) => `# kubectl get services -A -o wide
NAMESPACE   NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE   SELECTOR
default     web    ${row}
`;
const slices = (row: string) => `# kubectl get endpointslices -A
NAMESPACE   NAME        ADDRESSTYPE   PORTS   ENDPOINTS   AGE
default     ${row}
`;
const ON_80 = 'ClusterIP   10.96.0.99   <none>        80/TCP    1d    app=web';
const titles = (nodes: Readonly<Record<string, string>>) =>
  findingsOf(serviceWithoutEndpoints, readNodes(nodes)).map(({ title }) => title);

test('kube-proxy refuses its clients: proof, even where nothing else tells of the service', () => {
  const [finding, ...others] = findingsOf(
    serviceWithoutEndpoints,
    readNodes({ worker1: LINK + refusing(REFUSED) }),
  );
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    severity: 'warning',
    title: 'default/web has no endpoints',
    subjects: ['netns/worker1/host'],
    evidence: [{ file: 'worker1.txt', line: 9, endLine: 9 }],
  });
  expect(finding?.why).toContain('connection refused');
  expect(finding?.remedy).toContain('kubectl -n default describe service web');
});

test('a node port that is refused is the same service', () => {
  const nodePort =
    '-A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "default/web:http has no endpoints" -m addrtype --dst-type LOCAL -m tcp --dport 30080 -j REJECT --reject-with icmp-port-unreachable';
  expect(titles({ worker1: LINK + refusing(REFUSED, nodePort) })).toEqual([
    'default/web has no endpoints',
  ]);
});

test('above 1,000 endpoints kube-proxy writes no comments: the address tells', () => {
  const bare = REFUSED.replace(/-m comment --comment "[^"]*" /, '');
  const [finding] = findingsOf(
    serviceWithoutEndpoints,
    readNodes({ worker1: LINK + refusing(bare) + services(ON_80) }),
  );
  expect(finding).toMatchObject({
    title: 'default/web has no endpoints',
    subjects: ['service/default/web'],
  });
  expect(titles({ worker1: LINK + refusing(bare) })).toEqual([]);
});

test.each([
  [
    'one of its ports',
    { worker1: LINK + refusing(REFUSED) + serving() },
    'default/web has no endpoints on port http',
  ],
  [
    'one of the nodes',
    {
      worker1: LINK + refusing(REFUSED),
      worker2: `${LINK}${serving(`${PORT_80}\n-A KUBE-SVC-BBBBBBBBBBBBBBBB -j KUBE-SEP-AAAAAAAAAAAAAAAA`)}`,
    },
    'default/web has no endpoints on worker1',
  ],
  [
    'a port whose chain leads nowhere',
    { worker1: LINK + serving(PORT_80) },
    'default/web has no endpoints on port http',
  ],
])('says which: %s', (_, nodes, title) => {
  expect(titles(nodes)).toEqual([title]);
});

test('kube-proxy knows none although Kubernetes does', () => {
  const json = JSON.stringify({
    ...{ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', addressType: 'IPv4' },
    metadata: {
      ...{ namespace: 'default', name: 'web-x7k2p' },
      labels: { 'kubernetes.io/service-name': 'web' },
    },
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints: [{ addresses: ['192.168.2.1'], conditions: { ready: true } }],
  });
  const listed = `# kubectl get endpointslices -A -o json\n{"apiVersion":"v1","kind":"List","items":[${json}]}\n`;
  expect(titles({ worker1: LINK + refusing(REFUSED) + listed })).toEqual([
    'default/web: kube-proxy knows none of its endpoints',
  ]);
  const unready = listed.replace('"ready":true', '"ready":false');
  expect(titles({ worker1: LINK + services(ON_80) + unready })).toEqual([
    'default/web has no ready endpoints',
  ]);
  expect(titles({ worker1: LINK + services(ON_80) + listed })).toEqual([]);
});

test.each([
  ['none', ON_80, 'web-x7k2p   IPv4          80      <unset>     1d', 'warning'],
  [
    'none, headless: less of a matter',
    'ClusterIP   None         <none>        80/TCP    1d    app=web',
    'web-x7k2p   IPv4          80      <unset>     1d',
    'info',
  ],
  [
    'no slice for a selector',
    ON_80,
    'api-x7k2p   IPv4          80      192.168.2.7   1d',
    'warning',
  ],
])('EndpointSlices show %s', (_, service, slice, severity) => {
  const network = readNodes({ worker1: LINK + services(service) + slices(slice) });
  expect(findingsOf(serviceWithoutEndpoints, network)).toMatchObject([
    { severity, title: 'default/web has no endpoints', subjects: ['service/default/web'] },
  ]);
});

test.each([
  [
    'other nodes have endpoints, this one has none',
    LINK + refusing(REFUSED.replace('no endpoints', 'no local endpoints')),
  ],
  ['somebody else rejects', LINK + refusing('-A FORWARD -d 10.96.0.99/32 -p tcp -j REJECT')],
  [
    'a table does not say whether they are ready',
    LINK + services(ON_80) + slices('web-x7k2p   IPv4          80      192.168.2.1   1d'),
  ],
  [
    'there is no selector: endpoints are made by hand, or not',
    LINK +
      services(ON_80.replace('app=web', '<none>')) +
      slices('api-x7k2p   IPv4          80      192.168.2.7   1d'),
  ],
  [
    'a name outside stands behind it',
    LINK + services('ExternalName   <none>   example.com   <none>   1d   <none>'),
  ],
  [
    'its chain leads to an endpoint, and this iptables cannot show to which address',
    LINK +
      serving(`${PORT_80}
-A KUBE-SVC-BBBBBBBBBBBBBBBB -j KUBE-SEP-BBBBBBBBBBBBBBBB
-A KUBE-SEP-BBBBBBBBBBBBBBBB -p tcp -m tcp -j DNAT [unsupported revision]`).replace(
        ':KUBE-SEP-A',
        ':KUBE-SEP-BBBBBBBBBBBBBBBB - [0:0]\n:KUBE-SEP-A',
      ),
  ],
  [
    'kube-proxy has endpoints for it, taken a moment later',
    LINK + services(ON_80) + slices('web-x7k2p   IPv4          80      <unset>     1d') + serving(),
  ],
])('says nothing where %s', (_, worker1) => {
  expect(titles({ worker1 })).toEqual([]);
});

test('cannot tell from a save that is cut off before the rules of the chain', () => {
  const cut = LINK + serving(PORT_80).replace('COMMIT\n', '');
  const { network } = readPartly('worker1', cut);
  expect(findingsOf(serviceWithoutEndpoints, network)).toEqual([]);
});

const IPVS = `# iptables-save -t nat
*nat
:PREROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A KUBE-SERVICES -m comment --comment "Kubernetes service cluster ip + port for masquerade purpose" -m set --match-set KUBE-CLUSTER-IP dst,dst -j ACCEPT
COMMIT
`;

test.each([
  [
    'neither rules nor EndpointSlices were captured',
    LINK + services(ON_80),
    ['iptables4', 'endpointSlices'],
  ],
  ['IPVS has the endpoints', LINK + services(ON_80) + IPVS, ['endpointSlices']],
])('cannot tell: %s', (_, worker1, missing) => {
  const context = findingContext(readNodes({ worker1 }));
  expect(runRule(context, serviceWithoutEndpoints)).toEqual({
    findings: [],
    unchecked: [{ ruleId: 'service-without-endpoints', missing }],
  });
});

test.each([
  [['calico-single-node.md'], []],
  // The lab has a service for the purpose.
  [
    ['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz'],
    ['default/nobody has no endpoints'],
  ],
  [['dual-stack-bridge'], []],
])('on %s', async (paths, expected) => {
  const found = findingsOf(serviceWithoutEndpoints, await exampleNetwork(...paths));
  expect(found.map(({ title }) => title)).toEqual(expected);
});
