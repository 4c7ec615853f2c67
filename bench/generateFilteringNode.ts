import type { CaptureFile, CaptureFiles } from '@vethscope/parsers';
import { generateNode } from './generate.ts';
import { nodeIpsets } from './nodeIpsets.ts';
import { nodeRules } from './nodeRules.ts';
import { peerFdb, peerNeighbours, vtepOf } from './peers.ts';
import { type NodeSize, type Pod, plannedPods } from './pods.ts';

/**
 * The node of `generateNode` with all that decides over a packet: the rules of Felix, kube-proxy and
 * the CNI plugin, ipsets, all routing tables, policy rules, neighbours, FDB, settings and sockets. The
 * services' endpoints are on other nodes, behind vxlan.calico.
 */
export function generateFilteringNode(name: string, size: NodeSize): CaptureFiles {
  const pods = plannedPods(size);
  const base = generateNode(name, { ...size, services: 0, endpointsPerService: 0 });
  const files: readonly CaptureFile[] = [
    ...base.files.map((file) => withAllTables(file, pods)),
    { path: 'iptables-save_-c.txt', text: nodeRules(pods, size) },
    { path: 'nft_list_tables.txt', text: lines(TABLES.map((table) => `table ip ${table}`)) },
    { path: 'ipset_list.txt', text: nodeIpsets(pods) },
    {
      path: 'ip_neigh_show.txt',
      text: lines([...peerNeighbours(PEERS), ...pods.map(podNeighbour)]),
    },
    { path: 'bridge_fdb_show.txt', text: lines([...peerFdb(PEERS), ...pods.flatMap(portFdb)]) },
    { path: 'sysctl_-a.txt', text: lines(hostSettings(pods)) },
    ...ruleFiles(''),
    ...pods.flatMap(podFiles),
  ];
  return { ...base, files: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** As iptables-nft made them. */
const TABLES = ['raw', 'mangle', 'filter', 'nat'];
/** Numbers of the nodes that have the 50,000 endpoints, a /20 each. */
const PEERS = Array.from({ length: 13 }, (_, i) => 21 + i);

function withAllTables(file: CaptureFile, pods: readonly Pod[]): CaptureFile {
  if (!file.path.endsWith('ip_route_show.txt')) return file;
  const netns = /^netns\/([^/]+)\//.exec(file.path)?.[1];
  const pod = pods.find((one) => one.netns === netns);
  return {
    path: file.path.replace('ip_route_show', 'ip_route_show_table_all'),
    text: file.text + lines(pod ? podLocals(pod) : [...peerRoutes(), ...hostLocals()]),
  };
}

function peerRoutes(): readonly string[] {
  return PEERS.map(
    (peer, i) => `192.168.${i * 16}.0/20 via ${vtepOf(peer)} dev vxlan.calico proto 80 onlink`,
  );
}

function hostLocals(): readonly string[] {
  return [
    ...local('10.0.0.11', 'eth1', '10.0.0.255'),
    ...local('10.85.0.1', 'cni0', '10.85.255.255'),
    ...local('172.16.0.11', 'eth0', '172.16.0.255'),
    ...local('192.168.2.0', 'vxlan.calico'),
    ...LOOPBACK,
  ];
}

function podLocals({ address, attachment }: Pod): readonly string[] {
  const broadcast = attachment === 'bridge' ? '10.85.255.255' : undefined;
  return [...local(address, 'eth0', broadcast), ...LOOPBACK];
}

const LOOPBACK: readonly string[] = [
  'local 127.0.0.0/8 dev lo table local proto kernel scope host src 127.0.0.1',
  'local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1',
  'broadcast 127.255.255.255 dev lo table local proto kernel scope link src 127.0.0.1',
];

function local(address: string, device: string, broadcast?: string): readonly string[] {
  const route = (type: string, to: string, scope: string): string =>
    `${type} ${to} dev ${device} table local proto kernel scope ${scope} src ${address}`;
  return [
    route('local', address, 'host'),
    ...(broadcast === undefined ? [] : [route('broadcast', broadcast, 'link')]),
  ];
}

function ruleFiles(folder: string): readonly CaptureFile[] {
  const text = ['0:\tfrom all lookup local', '32766:\tfrom all lookup main'];
  return [
    {
      path: `${folder}ip_rule_show.txt`,
      text: lines([...text, '32767:\tfrom all lookup default']),
    },
    { path: `${folder}ip_-6_rule_show.txt`, text: lines(text) },
  ];
}

/** `10.85.0.2 dev cni0 lladdr 0a:58:9e:37:79:b1 REACHABLE` */
function podNeighbour({ address, port, attachment, mac }: Pod): string {
  const device = attachment === 'bridge' ? 'cni0' : port;
  return `${address} dev ${device} lladdr ${mac} REACHABLE`;
}

function portFdb({ port, attachment, mac }: Pod): readonly string[] {
  return attachment === 'bridge' ? [`${mac} dev ${port} master cni0`] : [];
}

function hostSettings(pods: readonly Pod[]): readonly string[] {
  const ports = pods.map(({ port }) => port);
  return [
    ...['arptables', 'ip6tables', 'iptables'].map(
      (what) => `net.bridge.bridge-nf-call-${what} = 1`,
    ),
    'net.ipv4.ip_forward = 1',
    ...['all', 'default', 'lo', 'eth0', 'eth1', 'cni0', 'vxlan.calico', ...ports].flatMap((name) =>
      interfaceSettings(name, {
        forwarding: 1,
        rp_filter: name === 'all' ? 0 : 1,
        proxy_arp: name.startsWith('cali') ? 1 : 0,
      }),
    ),
  ];
}

function interfaceSettings(
  name: string,
  settings: Readonly<Record<string, number>>,
): readonly string[] {
  // sysctl(8): net.ipv4.conf.vxlan/calico.rp_filter
  const branch = `net.ipv4.conf.${name.replaceAll('.', '/')}`;
  const values = { accept_local: 0, route_localnet: 0, src_valid_mark: 0, ...settings };
  return Object.entries(values).map(([setting, value]) => `${branch}.${setting} = ${value}`);
}

function podFiles({ netns, attachment }: Pod): readonly CaptureFile[] {
  const folder = `netns/${netns}/`;
  const gateway =
    attachment === 'bridge'
      ? '10.85.0.1 dev eth0 lladdr 2e:ef:76:4d:74:2f REACHABLE'
      : '169.254.1.1 dev eth0 lladdr ee:ee:ee:ee:ee:ee REACHABLE';
  const settings = ['all', 'default', 'lo', 'eth0'].flatMap((name) =>
    interfaceSettings(name, { forwarding: 0, rp_filter: 0, proxy_arp: 0 }),
  );
  return [
    ...ruleFiles(folder),
    { path: `${folder}ip_neigh_show.txt`, text: lines([gateway]) },
    { path: `${folder}sysctl_-a.txt`, text: lines(['net.ipv4.ip_forward = 0', ...settings]) },
    { path: `${folder}ss_-lntu.txt`, text: lines(LISTENING) },
  ];
}

const LISTENING: readonly string[] = [
  'Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port',
  'tcp   LISTEN 0      4096         0.0.0.0:8080      0.0.0.0:*',
];

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
