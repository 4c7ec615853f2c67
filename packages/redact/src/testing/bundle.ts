import {
  calicoWorkloadHash,
  cniChainName,
  endpointChainName,
  serviceChainName,
} from '@vethscope/model';
import type { CaptureFile, CaptureFiles } from '@vethscope/parsers';

/** The names that a bundle is made with: whatever a test wants to hide. */
export interface BundleNames {
  readonly host: string;
  readonly namespace: string;
  readonly pod: string;
  readonly bridgePod: string;
  readonly service: string;
  readonly port: string;
  readonly netns: string;
  readonly bridgeNetns: string;
  /** Of an interface and of a set of addresses that somebody made by hand. */
  readonly device: string;
  readonly set: string;
  readonly comment: string;
}

const POD_MAC = '0a:58:0a:55:00:04';
const SANDBOX = 'a0f922c5fc8fbe1a021f6a3fd300177b7334010970a661c086795c5e65f96708';

/**
 * A bundle (docs/bundle.md) of a small node: one pod of Calico's, one on cni0, a service with both
 * behind it, a policy that tells workloads apart by their hash, and a device made by hand.
 */
export function bundleOf(names: BundleNames): CaptureFiles {
  const folder = `vethscope-${names.host}-20261124T181804Z`;
  const cali = `cali${calicoWorkloadHash(names.namespace, names.pod)}`;
  const files: CaptureFile[] = [
    ...hostFiles(names, cali),
    ...podFiles(names.netns, 12, '192.168.2.1/32', 'fa:fc:2f:72:fb:29'),
    ...podFiles(names.bridgeNetns, 5, '10.85.0.4/16', POD_MAC),
    { path: 'host/crictl_inspectp.stderr', text: `cannot reach ${names.host}: ${names.comment}\n` },
    { path: 'cluster/kubectl_get_services_-A_-o_json', text: services(names) },
  ];
  const all = [...files, { path: 'manifest.json', text: manifest(names, files) }];
  return {
    name: folder,
    files: all
      .map(({ path, text }) => ({ path: `${folder}/${path}`, text }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    diagnostics: [],
  };
}

function hostFiles(names: BundleNames, cali: string): readonly CaptureFile[] {
  const { host, namespace, pod, bridgePod, netns, bridgeNetns, device, set, comment } = names;
  const up = '<BROADCAST,MULTICAST,UP,LOWER_UP>';
  return [
    { path: 'host/uname_-n', text: `${host}\n` },
    { path: 'host/ip_netns_list', text: lines(`${netns} (id: 1)`, `${bridgeNetns} (id: 0)`) },
    {
      path: 'host/ip_-d_-s_addr_show',
      text: lines(
        '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000',
        '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00',
        '    inet 127.0.0.1/8 scope host lo',
        `2: eth0: ${up} mtu 1500 qdisc mq state UP group default qlen 1000`,
        '    link/ether 00:15:5d:bf:ba:60 brd ff:ff:ff:ff:ff:ff',
        `    alias ${comment}`,
        '    inet 203.0.113.11/24 brd 203.0.113.255 scope global noprefixroute eth0',
        '    inet6 fe80::215:5dff:febf:ba60/64 scope link',
        `4: cni0: ${up} mtu 1500 qdisc noqueue state UP group default qlen 1000`,
        '    link/ether 2e:ef:76:4d:74:2f brd ff:ff:ff:ff:ff:ff',
        '    inet 10.85.0.1/16 brd 10.85.255.255 scope global cni0',
        `5: veth2c3744a3@if2: ${up} mtu 1500 qdisc noqueue master cni0 state UP group default`,
        `    link/ether 76:c7:d5:bb:81:33 brd ff:ff:ff:ff:ff:ff link-netns ${bridgeNetns}`,
        `12: ${cali}@if2: ${up} mtu 1450 qdisc noqueue state UP group default`,
        `    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netns ${netns}`,
        `13: ${device}: ${up} mtu 1500 qdisc noqueue state UP group default`,
        '    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff',
        '    inet 198.51.100.65/26 scope global secondary',
      ),
    },
    {
      path: 'host/ip_route_show_table_all',
      text: lines(
        'default via 203.0.113.1 dev eth0 proto static metric 100',
        '10.85.0.0/16 dev cni0 proto kernel scope link src 10.85.0.1',
        'blackhole 192.168.2.0/26 proto 80',
        `192.168.2.1 dev ${cali} scope link`,
        `198.51.100.64/26 dev ${device} proto kernel scope link src 198.51.100.65`,
        'broadcast 203.0.113.255 dev eth0 table local proto kernel scope link src 203.0.113.11',
      ),
    },
    {
      path: 'host/iptables-nft-save_-c',
      text: lines(...rules(names, cali)),
    },
    {
      path: 'host/ipset_list',
      text: lines(
        `Name: ${set}`,
        'Type: hash:net',
        'Revision: 7',
        'Header: family inet hashsize 1024 maxelem 65536',
        'Size in memory: 552',
        'References: 1',
        'Number of entries: 2',
        'Members:',
        '198.51.100.64/26',
        '203.0.113.7',
      ),
    },
    {
      path: 'host/grep_-s_._proc_sys_net_ipv4_conf',
      text: lines(
        '/proc/sys/net/ipv4/ip_forward:1',
        `/proc/sys/net/ipv4/conf/${device}/rp_filter:2`,
      ),
    },
    {
      path: 'host/crictl_pods',
      text: table(
        ['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'],
        [SANDBOX.slice(0, 13), '2 hours ago', 'Ready', bridgePod, namespace, '0', '(default)'],
      ),
    },
    {
      path: 'cluster/kubectl_get_pods_-A_-o_wide',
      text: table(
        ['NAMESPACE', 'NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE', 'IP', 'NODE'],
        [namespace, pod, '1/1', 'Running', '0', '73m', '192.168.2.1', host],
        [namespace, bridgePod, '1/1', 'Running', '0', '73m', '10.85.0.4', host],
      ),
    },
  ];
}

function rules(names: BundleNames, cali: string): readonly string[] {
  const { namespace, service: name, port, device, set, comment } = names;
  const service = { namespace, name, port };
  const title = `${namespace}/${name}:${port}`;
  const svc = serviceChainName('KUBE-SVC-', service, 'tcp');
  const endpoints = ['192.168.2.1:8080', '10.85.0.4:8080'].map((address) => ({
    address,
    chain: endpointChainName(service, 'tcp', address),
  }));
  const cni = cniChainName({ network: 'crio', sandbox: SANDBOX });
  const digit = cali.slice(0, 5);
  return [
    '# Generated by iptables-nft-save v1.8.9 (nf_tables) on Tue Nov 24 02:33:02 2026',
    '*filter',
    ':INPUT ACCEPT [0:0]',
    ':FORWARD DROP [1:84]',
    ':cali-from-wl-dispatch - [0:0]',
    `:cali-from-wl-dispatch-${digit.slice(4)} - [0:0]`,
    `:cali-fw-${cali} - [0:0]`,
    `[1:84] -A FORWARD -i ${device} -m set --match-set ${set} src -m comment --comment "${comment}" -j ACCEPT`,
    `[1:84] -A FORWARD -i cali+ -m comment --comment "cali:8ZoYfO5HKXWbB3pk" -j cali-from-wl-dispatch`,
    `[1:84] -A cali-from-wl-dispatch -i ${digit}+ -g cali-from-wl-dispatch-${digit.slice(4)}`,
    `[1:84] -A cali-from-wl-dispatch-${digit.slice(4)} -i ${cali} -g cali-fw-${cali}`,
    `[1:84] -A cali-fw-${cali} -p udp -m comment --comment "Drop VXLAN encapped packets originating in workloads" -m multiport --dports 4789 -j DROP`,
    'COMMIT',
    '*nat',
    ':POSTROUTING ACCEPT [2:80]',
    ':KUBE-SERVICES - [0:0]',
    `:${svc} - [0:0]`,
    ...endpoints.map(({ chain }) => `:${chain} - [0:0]`),
    `:${cni} - [0:0]`,
    `[0:0] -A POSTROUTING -s 10.85.0.4/32 -m comment --comment "name: \\"crio\\" id: \\"${SANDBOX}\\"" -j ${cni}`,
    `[0:0] -A KUBE-SERVICES -d 10.96.14.200/32 -p tcp -m comment --comment "${title} cluster IP" -m tcp --dport 80 -j ${svc}`,
    ...endpoints.flatMap(({ address, chain }) => [
      `[0:0] -A ${svc} -m comment --comment "${title} -> ${address}" -j ${chain}`,
      `[0:0] -A ${chain} -p tcp -m comment --comment "${title}" -m tcp -j DNAT --to-destination ${address}`,
    ]),
    'COMMIT',
  ];
}

function podFiles(
  netns: string,
  peer: number,
  address: string,
  mac: string,
): readonly CaptureFile[] {
  return [
    {
      path: `netns/${netns}/ip_-d_-s_addr_show`,
      text: lines(
        `2: eth0@if${peer}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default`,
        `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff link-netnsid 0`,
        `    inet ${address} scope global eth0`,
      ),
    },
    {
      path: `netns/${netns}/ip_route_show_table_all`,
      text: lines('default via 169.254.1.1 dev eth0', '169.254.1.1 dev eth0 scope link'),
    },
  ];
}

function services({ namespace, service, port, comment }: BundleNames): string {
  const item = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service, namespace, annotations: { note: comment } },
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.14.200',
      ports: [{ name: port, protocol: 'TCP', port: 80, targetPort: 8080 }],
      selector: { app: service },
    },
  };
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [item] }, null, 4)}\n`;
}

function manifest(names: BundleNames, files: readonly CaptureFile[]): string {
  const { host, netns, bridgeNetns } = names;
  const inside = (name: string, inode: number): string =>
    `  { "name": "${name}", "folder": "netns/${name}", "inode": ${inode}, "names": ["${name}"], "paths": ["/run/netns/${name}"], "processes": 2, "process": "pause", "state": "captured" }`;
  const commands = files.map(
    ({ path }) =>
      `  { "command": "${path.slice(path.lastIndexOf('/') + 1).replaceAll('_', ' ')}", "netns": "${/^netns\/([^/]+)/.exec(path)?.[1] ?? 'host'}", "file": "${path}", "exit": 0, "at": 0.12, "seconds": 0.01 }`,
  );
  return [
    '{',
    ' "format": "vethscope-bundle",',
    ' "version": "1.0",',
    ' "tool": "vethscope-capture 0.1.0",',
    ` "node": "${host}",`,
    ' "started": "2026-11-24T18:18:04Z",',
    ' "finished": "2026-11-24T18:18:06Z",',
    ' "user": "root",',
    ' "kernel": "6.1.0-21-amd64",',
    ' "os": "Debian GNU/Linux 12 (bookworm)",',
    ' "namespaces": [',
    '  { "name": "host", "folder": "host", "inode": 4026531840, "names": ["default"], "processes": 210, "process": "systemd", "state": "captured" },',
    `${inside(netns, 4026532281)},`,
    inside(bridgeNetns, 4026532282),
    ' ],',
    ' "commands": [',
    `${commands.join(',\n')},`,
    `  { "command": "crictl inspectp ${SANDBOX}", "netns": "host", "skipped": "crictl is not installed on ${host}" }`,
    ' ]',
    '}',
    '',
  ].join('\n');
}

function table(...rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)) + 3);
  return lines(
    ...rows.map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths?.[at] ?? 0))
        .join('')
        .trimEnd(),
    ),
  );
}

function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
