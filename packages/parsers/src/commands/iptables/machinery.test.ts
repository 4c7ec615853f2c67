import { readFileSync } from 'node:fs';
import type { IptablesTable, RuleAt } from '@vethscope/model';
import {
  formatServicePortName,
  policyMachinery,
  refusedServices,
  serviceMachinery,
} from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { parseListing } from './list.ts';
import { parseSavedRules } from './save.ts';

/** What kube-proxy and Calico write, read back from what iptables prints of it. */

function saved(table: string, ...lines: readonly string[]): IptablesTable {
  const text = [`*${table}`, ...lines, 'COMMIT', ''].join('\n');
  const origin = { file: 'save', firstLine: 1 };
  const [first] = parseSavedRules(text, origin, ['iptables-save']).records;
  if (!first) throw new Error('no table');
  return first;
}

function sample(name: 'filter' | 'nat'): IptablesTable {
  const file = new URL(`./fixtures/sample/sample-calico--${name}.txt`, import.meta.url);
  const argv = ['iptables', '-t', name, '-n', '-L'];
  const origin = { file: name, firstLine: 1 };
  const [table] = parseListing(readFileSync(file, 'utf8'), origin, argv).records;
  if (!table) throw new Error('no table');
  return table;
}

const places = (rules: readonly RuleAt[]) =>
  rules.map(({ chain, rule }) => `${chain} ${rule.number}`);

const WEB = 'CDGGSHYLG3RE2FKL';
const CHAINS = [
  ...['KUBE-SERVICES', 'KUBE-NODEPORTS', 'KUBE-MARK-MASQ', 'KUBE-SEP-A', 'KUBE-SEP-B'],
  ...['SVC', 'SVL', 'EXT', 'FW'].map((prefix) => `KUBE-${prefix}-${WEB}`),
].map((name) => `:${name} - [0:0]`);

/** One service port `default/web:http` of the kind that has all of it. */
const EVERYTHING = [
  `-A KUBE-SERVICES -d 10.96.0.80/32 -p tcp -m comment --comment "default/web:http cluster IP" -m tcp --dport 80 -j KUBE-SVC-${WEB}`,
  `-A KUBE-SERVICES -d 203.0.113.7/32 -p tcp -m comment --comment "default/web:http external IP" -m tcp --dport 80 -j KUBE-EXT-${WEB}`,
  `-A KUBE-SERVICES -d 203.0.113.8/32 -p tcp -m comment --comment "default/web:http loadbalancer IP" -m tcp --dport 80 -j KUBE-FW-${WEB}`,
  '-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS',
  `-A KUBE-NODEPORTS -p tcp -m comment --comment "default/web:http" -m tcp --dport 30080 -j KUBE-EXT-${WEB}`,
  `-A KUBE-FW-${WEB} -s 198.51.100.0/24 -m comment --comment "default/web:http loadbalancer IP" -j KUBE-EXT-${WEB}`,
  `-A KUBE-FW-${WEB} -m comment --comment "other traffic to default/web:http will be dropped by KUBE-PROXY-FIREWALL"`,
  `-A KUBE-EXT-${WEB} -s 192.168.0.0/16 -m comment --comment "pod traffic for default/web:http external destinations" -j KUBE-SVC-${WEB}`,
  `-A KUBE-EXT-${WEB} -m comment --comment "masquerade LOCAL traffic for default/web:http external destinations" -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ`,
  `-A KUBE-EXT-${WEB} -m comment --comment "route LOCAL traffic for default/web:http external destinations" -m addrtype --src-type LOCAL -j KUBE-SVC-${WEB}`,
  `-A KUBE-EXT-${WEB} -j KUBE-SVL-${WEB}`,
  `-A KUBE-SVC-${WEB} ! -s 192.168.0.0/16 -d 10.96.0.80/32 -p tcp -m comment --comment "default/web:http cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ`,
  `-A KUBE-SVC-${WEB} -m comment --comment "default/web:http -> 192.168.1.1:8080" -m recent --rcheck --seconds 10800 --reap --name KUBE-SEP-A --mask 255.255.255.255 --rsource -j KUBE-SEP-A`,
  `-A KUBE-SVC-${WEB} -m comment --comment "default/web:http -> 192.168.2.1:8080" -m recent --rcheck --seconds 10800 --reap --name KUBE-SEP-B --mask 255.255.255.255 --rsource -j KUBE-SEP-B`,
  `-A KUBE-SVC-${WEB} -m comment --comment "default/web:http -> 192.168.1.1:8080" -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-A`,
  `-A KUBE-SVC-${WEB} -m comment --comment "default/web:http -> 192.168.2.1:8080" -j KUBE-SEP-B`,
  `-A KUBE-SVL-${WEB} -m comment --comment "default/web:http -> 192.168.1.1:8080" -j KUBE-SEP-A`,
  '-A KUBE-SEP-A -s 192.168.1.1/32 -m comment --comment "default/web:http" -j KUBE-MARK-MASQ',
  '-A KUBE-SEP-A -p tcp -m comment --comment "default/web:http" -m recent --set --name KUBE-SEP-A --mask 255.255.255.255 --rsource -m tcp -j DNAT --to-destination 192.168.1.1:8080',
  '-A KUBE-SEP-B -s 192.168.2.1/32 -m comment --comment "default/web:http" -j KUBE-MARK-MASQ',
  '-A KUBE-SEP-B -p tcp -m comment --comment "default/web:http" -m tcp -j DNAT --to-destination 192.168.2.1:8080',
];

describe('the services of a nat table', () => {
  test('one with all kinds of addresses, affinity and local endpoints', () => {
    const { services, notUnderstood } = serviceMachinery(saved('nat', ...CHAINS, ...EVERYTHING));
    expect(places(notUnderstood)).toEqual([]);
    const [web] = services;
    expect(services).toHaveLength(1);
    expect(web).toMatchObject({
      hash: WEB,
      name: { namespace: 'default', name: 'web', port: 'http' },
      protocol: 'tcp',
      ways: [
        { kind: 'clusterIp', address: '10.96.0.80', port: 80 },
        { kind: 'externalIp', address: '203.0.113.7', port: 80 },
        { kind: 'loadBalancer', address: '203.0.113.8', port: 80 },
        { kind: 'nodePort', port: 30080 },
      ],
      sourceRanges: ['198.51.100.0/24'],
      affinitySeconds: 10800,
      endpoints: [
        { chain: 'KUBE-SEP-A', address: '192.168.1.1', port: 8080, share: 0.5, localShare: 1 },
        { chain: 'KUBE-SEP-B', address: '192.168.2.1', port: 8080, share: 0.5 },
      ],
    });
    expect(web?.masquerades.map(({ whose, of }) => [whose, of])).toEqual([
      ['outside', '192.168.0.0/16'],
      ['this node', undefined],
    ]);
    expect(web?.endpoints[1]).not.toHaveProperty('localShare');
    // Its jumps with affinity, by chance and for this node alone, and both of its own.
    expect(places(web?.endpoints[0]?.rules ?? [])).toEqual([
      `KUBE-SVC-${WEB} 2`,
      `KUBE-SVC-${WEB} 4`,
      `KUBE-SVL-${WEB} 1`,
      'KUBE-SEP-A 1',
      'KUBE-SEP-A 2',
    ]);
  });

  test('of three endpoints each has a third, though the rules say 33, 50 and 100 %', () => {
    const jump = (chance: string, endpoint: string) =>
      `-A KUBE-SVC-${WEB} ${chance} -j KUBE-SEP-${endpoint}`;
    const { services } = serviceMachinery(
      saved(
        'nat',
        ...CHAINS,
        ':KUBE-SEP-C - [0:0]',
        `-A KUBE-SERVICES -d 10.96.0.80/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-${WEB}`,
        jump('-m statistic --mode random --probability 0.33333333349', 'A'),
        jump('-m statistic --mode random --probability 0.50000000000', 'B'),
        jump('', 'C'),
      ),
    );
    expect(services[0]?.endpoints.map(({ share = 0 }) => share.toFixed(3))).toEqual([
      '0.333',
      '0.333',
      '0.333',
    ]);
  });

  test('older rules mark what is to be masqueraded in KUBE-SERVICES and KUBE-NODEPORTS', () => {
    const { services, notUnderstood } = serviceMachinery(
      saved(
        'nat',
        ...CHAINS,
        '-A KUBE-SERVICES ! -s 10.244.0.0/16 -d 10.96.0.80/32 -p tcp -m comment --comment "default/web:http cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ',
        `-A KUBE-SERVICES -d 10.96.0.80/32 -p tcp -m comment --comment "default/web:http cluster IP" -m tcp --dport 80 -j KUBE-SVC-${WEB}`,
        '-A KUBE-NODEPORTS -p tcp -m comment --comment "default/web:http" -m tcp --dport 30080 -j KUBE-MARK-MASQ',
        `-A KUBE-NODEPORTS -p tcp -m comment --comment "default/web:http" -m tcp --dport 30080 -j KUBE-SVC-${WEB}`,
      ),
    );
    expect(places(notUnderstood)).toEqual([]);
    expect(services[0]?.masquerades.map(({ whose, of }) => [whose, of])).toEqual([
      ['outside', '10.244.0.0/16'],
      ['all', undefined],
    ]);
  });

  test.each([
    [
      'an endpoint asked for by a port',
      `-A KUBE-SVC-${WEB} -p tcp -m tcp --dport 81 -j KUBE-SEP-A`,
    ],
    ['a rule of somebody else', `-A KUBE-SVC-${WEB} -s 10.0.0.1/32 -j DROP`],
    [
      'a chance that is not by chance',
      `-A KUBE-SVC-${WEB} -m statistic --mode nth --every 2 --packet 0 -j KUBE-SEP-A`,
    ],
  ])('should not take for understood: %s', (_, line) => {
    const lines = EVERYTHING.filter((one) => !one.includes(`-A KUBE-SVC-${WEB}`));
    const last = `-A KUBE-SVC-${WEB} -j KUBE-SEP-B`;
    const { services, notUnderstood } = serviceMachinery(
      saved('nat', ...CHAINS, ...lines, line, last),
    );
    expect(places(notUnderstood)).toEqual([`KUBE-SVC-${WEB} 1`]);
    // What is left for the endpoints behind it nobody can tell.
    expect(services[0]?.endpoints.find(({ chain }) => chain === 'KUBE-SEP-B')?.share).toBe(
      undefined,
    );
  });

  test('chains that nothing leads to are told of, not dropped', () => {
    const { services, notUnderstood } = serviceMachinery(
      saved('nat', ...CHAINS, ...EVERYTHING.slice(-4)),
    );
    expect(services).toEqual([]);
    expect(places(notUnderstood)).toEqual([
      'KUBE-SEP-A 1',
      'KUBE-SEP-A 2',
      'KUBE-SEP-B 1',
      'KUBE-SEP-B 2',
    ]);
  });

  test('those of the sample, from a listing in columns', () => {
    const { services, notUnderstood } = serviceMachinery(sample('nat'));
    expect(places(notUnderstood)).toEqual([]);
    const told = services.map(({ name, protocol, ways, endpoints }) => [
      name && formatServicePortName(name),
      protocol,
      ways.map(({ address, port }) => `${address}:${port}`).join(),
      endpoints.map(({ address, port, share }) => `${address}:${port} ${share}`).join(),
    ]);
    // By hand from examples/calico-single-node.md.
    expect(told).toEqual([
      ['kube-system/kube-dns:dns', 'udp', '10.96.0.10:53', '10.85.0.4:53 0.5,10.85.0.5:53 0.5'],
      [
        'calico-system/calico-typha:calico-typha',
        'tcp',
        '10.110.115.144:5473',
        '172.16.0.11:5473 1',
      ],
      [
        'calico-apiserver/calico-api:apiserver',
        'tcp',
        '10.105.200.188:443',
        '192.168.2.1:5443 0.5,192.168.2.2:5443 0.5',
      ],
      ['default/kubernetes:https', 'tcp', '10.96.0.1:443', '172.16.0.11:6443 1'],
      ['kube-system/kube-dns:dns-tcp', 'tcp', '10.96.0.10:53', '10.85.0.4:53 0.5,10.85.0.5:53 0.5'],
      [
        'kube-system/kube-dns:metrics',
        'tcp',
        '10.96.0.10:9153',
        '10.85.0.4:9153 0.5,10.85.0.5:9153 0.5',
      ],
    ]);
  });
});

test('a filter table tells of services without endpoints', () => {
  const refused = refusedServices(
    saved(
      'filter',
      ':KUBE-SERVICES - [0:0]',
      ':KUBE-EXTERNAL-SERVICES - [0:0]',
      '-A KUBE-SERVICES -d 10.96.0.99/32 -p tcp -m comment --comment "default/nobody:http has no endpoints" -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable',
      '-A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "default/away has no local endpoints" -m addrtype --dst-type LOCAL -m tcp --dport 30099 -j DROP',
      '-A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "default/away" -m tcp --dport 1 -j DROP',
    ),
  );
  expect(refused).toMatchObject([
    { name: { name: 'nobody' }, address: '10.96.0.99', port: 80, why: 'has no endpoints' },
    { name: { name: 'away' }, port: 30099, action: 'drop', why: 'has no local endpoints' },
  ]);
});

const MARKED = '-m mark --mark 0x10000/0x10000';
const OPEN = '-m mark --mark 0x0/0x20000';

describe('the endpoints of a filter table', () => {
  test('a pod with two tiers, a group of policies and a profile', () => {
    const names = [
      ...['cali-from-wl-dispatch', 'cali-from-wl-dispatch-6', 'cali-fw-cali61', 'cali-fw-cali62'],
      ...['cali-go-G', 'cali-po-a', 'cali-po-b', 'cali-po-c', 'cali-pro-kns.default'],
    ];
    const table = saved(
      'filter',
      ...names.map((name) => `:${name} - [0:0]`),
      '-A cali-from-wl-dispatch -i cali6+ -g cali-from-wl-dispatch-6',
      '-A cali-from-wl-dispatch -m comment --comment "Unknown interface" -j DROP',
      '-A cali-from-wl-dispatch-6 -i cali61 -g cali-fw-cali61',
      '-A cali-from-wl-dispatch-6 -m comment --comment "Unknown interface" -j DROP',
      '-A cali-fw-cali61 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      '-A cali-fw-cali61 -m conntrack --ctstate INVALID -j DROP',
      '-A cali-fw-cali61 -j MARK --set-xmark 0x0/0x30000',
      '-A cali-fw-cali61 -p udp -m comment --comment "Drop VXLAN encapped packets originating in workloads" -m multiport --dports 4789 -j DROP',
      '-A cali-fw-cali61 -p ipencap -m comment --comment "Drop IPinIP encapped packets originating in workloads" -j DROP',
      '-A cali-fw-cali61 -m comment --comment "Start of tier security" -j MARK --set-xmark 0x0/0x20000',
      `-A cali-fw-cali61 ${OPEN} -j cali-go-G`,
      `-A cali-fw-cali61 -m comment --comment "Return if policy accepted" ${MARKED} -j RETURN`,
      `-A cali-fw-cali61 -m comment --comment "End of tier security. Drop if no policies passed packet" ${OPEN} -j DROP`,
      '-A cali-fw-cali61 -m comment --comment "Start of tier default" -j MARK --set-xmark 0x0/0x20000',
      `-A cali-fw-cali61 ${OPEN} -j cali-po-c`,
      `-A cali-fw-cali61 -m comment --comment "Return if policy accepted" ${MARKED} -j RETURN`,
      '-A cali-fw-cali61 -j cali-pro-kns.default',
      `-A cali-fw-cali61 -m comment --comment "Return if profile accepted" ${MARKED} -j RETURN`,
      '-A cali-fw-cali61 -m comment --comment "Drop if no profiles matched" -j DROP',
      `-A cali-go-G ${OPEN} -j cali-po-a`,
      `-A cali-go-G -m comment --comment "Return on verdict" -m mark ! --mark 0x0/0x30000 -j RETURN`,
      `-A cali-go-G ${OPEN} -j cali-po-b`,
    );
    const { endpoints, notUnderstood } = policyMachinery(table);
    expect(places(notUnderstood)).toEqual([]);
    expect(endpoints.map(({ of, ifname }) => [of, ifname])).toEqual([
      ['workload', 'cali61'],
      ['workload', 'cali62'],
    ]);
    const [way] = endpoints[0]?.ways ?? [];
    expect(way).toMatchObject({ direction: 'egress', isForwarded: false, chain: 'cali-fw-cali61' });
    expect(places(way?.dispatch ?? [])).toEqual([
      'cali-from-wl-dispatch 1',
      'cali-from-wl-dispatch-6 1',
    ]);
    expect(way?.guards.map(({ kind, action }) => `${kind}: ${action}`)).toEqual([
      'known connection: accept',
      'invalid connection: drop',
      'VXLAN: drop',
      'IP in IP: drop',
    ]);
    expect(
      way?.tiers.map(({ name, policies, end }) => [
        name,
        policies.map(({ chain, group }) => [chain, group]),
        end?.action,
      ]),
    ).toEqual([
      [
        'security',
        [
          ['cali-po-a', 'cali-go-G'],
          ['cali-po-b', 'cali-go-G'],
        ],
        'drop',
      ],
      ['default', [['cali-po-c', undefined]], undefined],
    ]);
    expect(way?.profiles.map(({ chain }) => chain)).toEqual(['cali-pro-kns.default']);
    expect(way?.otherwise?.at.rule.number).toBe(15);
    // Nothing leads to the other.
    expect(endpoints[1]?.ways[0]?.dispatch).toEqual([]);
  });

  test('host endpoints: what comes from their interface is their ingress', () => {
    const names = ['cali-fh-eth0', 'cali-th-eth0', 'cali-fhfw-eth0', 'cali-thfw-eth0'];
    const { endpoints } = policyMachinery(
      saved('filter', ...names.map((name) => `:${name} - [0:0]`)),
    );
    expect(endpoints).toMatchObject([{ of: 'host', ifname: 'eth0' }]);
    expect(endpoints[0]?.ways.map(({ chain }) => chain)).toEqual([
      'cali-fh-eth0',
      'cali-th-eth0',
      'cali-fhfw-eth0',
      'cali-thfw-eth0',
    ]);
  });

  test.each([
    ['a rule of somebody else', '-A cali-fw-cali61 -s 10.0.0.1/32 -j ACCEPT', 'cali-fw-cali61 1'],
    [
      'a policy for some addresses only',
      `-A cali-fw-cali61 -s 10.0.0.1/32 ${OPEN} -j cali-po-a`,
      'cali-fw-cali61 1',
    ],
    [
      'another interface than the chain is for',
      '-A cali-from-wl-dispatch -i cali62 -g cali-fw-cali61',
      'cali-from-wl-dispatch 1',
    ],
    [
      'a dispatch chain that lets pass',
      '-A cali-from-wl-dispatch -j ACCEPT',
      'cali-from-wl-dispatch 1',
    ],
  ])('should not take for understood: %s', (_, line, place) => {
    const { endpoints, notUnderstood } = policyMachinery(
      saved(
        'filter',
        ...['cali-from-wl-dispatch', 'cali-fw-cali61', 'cali-po-a'].map(
          (name) => `:${name} - [0:0]`,
        ),
        line,
      ),
    );
    expect(places(notUnderstood)).toEqual([place]);
    expect(endpoints[0]?.ways[0]).toMatchObject({ dispatch: [], tiers: [] });
  });

  test('those of the sample, whose listing hides interfaces', () => {
    const { endpoints, notUnderstood } = policyMachinery(sample('filter'));
    expect(places(notUnderstood)).toEqual([]);
    expect(
      endpoints.map(({ ifname, ways }) => [
        ifname,
        ...ways.map(({ direction, tiers, profiles, otherwise }) =>
          [
            direction,
            tiers.flatMap(({ policies }) => policies).length,
            profiles.length,
            otherwise?.action,
          ].join(' '),
        ),
      ]),
    ).toEqual([
      ['cali1dac8782bdb', 'ingress 1 2 drop', 'egress 0 2 drop'],
      ['cali3579be14420', 'ingress 0 2 drop', 'egress 0 2 drop'],
      ['cali6945b3c77c1', 'ingress 0 2 drop', 'egress 0 2 drop'],
      ['cali6f60a778e0b', 'ingress 0 2 drop', 'egress 0 2 drop'],
      ['cali868a4e4c0db', 'ingress 0 2 drop', 'egress 0 2 drop'],
      ['cali9d04617f188', 'ingress 1 2 drop', 'egress 0 2 drop'],
    ]);
  });
});
