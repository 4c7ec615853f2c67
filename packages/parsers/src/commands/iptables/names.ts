/** Names that `iptables` prints without `-n`, or for protocols always, and their numbers. */

/** IANA protocol numbers in lower case; also what /etc/protocols of Debian and RHEL call them. */
const PROTOCOLS: readonly (readonly [number, ...string[]])[] = [
  [1, 'icmp'],
  [2, 'igmp'],
  [4, 'ipv4', 'ipencap'],
  [6, 'tcp'],
  [8, 'egp'],
  [17, 'udp'],
  [33, 'dccp'],
  [41, 'ipv6'],
  [43, 'ipv6-route'],
  [44, 'ipv6-frag'],
  [46, 'rsvp'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'ah'],
  [58, 'ipv6-icmp', 'icmpv6', 'icmp6'],
  [59, 'ipv6-nonxt'],
  [60, 'ipv6-opts'],
  [88, 'eigrp'],
  [89, 'ospf', 'ospfigp'],
  [94, 'ipip'],
  [98, 'encap'],
  [103, 'pim'],
  [108, 'ipcomp'],
  [112, 'vrrp'],
  [115, 'l2tp'],
  [132, 'sctp'],
  [135, 'mobility-header', 'ipv6-mh', 'mh'],
  [136, 'udplite'],
];

const protocolByNumber = new Map(PROTOCOLS.map(([number, name]) => [number, name]));
const protocolByName = new Map(
  PROTOCOLS.flatMap(([number, ...names]) => names.map((name) => [name, number] as const)),
);

/** One name and number for `6`, `tcp`, `TCP`; a name that is not known has no number. */
export function protocolNamed(text: string): { readonly name: string; readonly number?: number } {
  const name = text.toLowerCase();
  const number = /^\d{1,3}$/.test(name) ? Number(name) : protocolByName.get(name);
  if (number === undefined) return { name };
  return { name: protocolByNumber.get(number) ?? String(number), number };
}

/** Ports of IANA's registry that a node's listing is likely to name; more than these stay names. */
const SERVICES: Readonly<Record<string, number>> = {
  'ftp-data': 20,
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  domain: 53,
  bootps: 67,
  bootpc: 68,
  tftp: 69,
  http: 80,
  'http-alt': 8080,
  kerberos: 88,
  pop3: 110,
  sunrpc: 111,
  ntp: 123,
  'netbios-ns': 137,
  'netbios-dgm': 138,
  'netbios-ssn': 139,
  imap2: 143,
  imap: 143,
  snmp: 161,
  'snmp-trap': 162,
  bgp: 179,
  ldap: 389,
  https: 443,
  'microsoft-ds': 445,
  submission: 587,
  isakmp: 500,
  syslog: 514,
  'dhcpv6-client': 546,
  'dhcpv6-server': 547,
  ldaps: 636,
  'ipsec-nat-t': 4500,
  'domain-s': 853,
  rsync: 873,
  imaps: 993,
  pop3s: 995,
  nfs: 2049,
  'etcd-client': 2379,
  'etcd-server': 2380,
  mysql: 3306,
  vxlan: 4789,
  mdns: 5353,
  postgresql: 5432,
  geneve: 6081,
  redis: 6379,
};
const portByService = new Map(Object.entries(SERVICES));

/** `53`, `domain`; `undefined` where the text is neither a port nor a service known here. */
export function portNamed(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return portByService.get(text);
  const port = Number(text);
  return port <= 65535 ? port : undefined;
}

export interface IcmpNumbers {
  readonly type: number;
  readonly code?: number;
}

/** Type 255 is `any`: libxt_icmp.h. */
const ICMP: Readonly<Record<string, readonly [number, number?]>> = {
  any: [255],
  'echo-reply': [0],
  pong: [0],
  'destination-unreachable': [3],
  'network-unreachable': [3, 0],
  'host-unreachable': [3, 1],
  'protocol-unreachable': [3, 2],
  'port-unreachable': [3, 3],
  'fragmentation-needed': [3, 4],
  'source-route-failed': [3, 5],
  'network-unknown': [3, 6],
  'host-unknown': [3, 7],
  'network-prohibited': [3, 9],
  'host-prohibited': [3, 10],
  'TOS-network-unreachable': [3, 11],
  'TOS-host-unreachable': [3, 12],
  'communication-prohibited': [3, 13],
  'host-precedence-violation': [3, 14],
  'precedence-cutoff': [3, 15],
  'source-quench': [4],
  redirect: [5],
  'network-redirect': [5, 0],
  'host-redirect': [5, 1],
  'TOS-network-redirect': [5, 2],
  'TOS-host-redirect': [5, 3],
  'echo-request': [8],
  ping: [8],
  'router-advertisement': [9],
  'router-solicitation': [10],
  'time-exceeded': [11],
  'ttl-exceeded': [11],
  'ttl-zero-during-transit': [11, 0],
  'ttl-zero-during-reassembly': [11, 1],
  'parameter-problem': [12],
  'ip-header-bad': [12, 0],
  'required-option-missing': [12, 1],
  'timestamp-request': [13],
  'timestamp-reply': [14],
  'address-mask-request': [17],
  'address-mask-reply': [18],
};

const ICMP6: Readonly<Record<string, readonly [number, number?]>> = {
  'destination-unreachable': [1],
  'no-route': [1, 0],
  'communication-prohibited': [1, 1],
  'beyond-scope': [1, 2],
  'address-unreachable': [1, 3],
  'port-unreachable': [1, 4],
  'failed-policy': [1, 5],
  'reject-route': [1, 6],
  'packet-too-big': [2],
  'time-exceeded': [3],
  'ttl-exceeded': [3],
  'ttl-zero-during-transit': [3, 0],
  'ttl-zero-during-reassembly': [3, 1],
  'parameter-problem': [4],
  'bad-header': [4, 0],
  'unknown-header-type': [4, 1],
  'unknown-option': [4, 2],
  'echo-request': [128],
  ping: [128],
  'echo-reply': [129],
  pong: [129],
  'mld-listener-query': [130],
  'mld-listener-report': [131],
  'mld-listener-done': [132],
  'mld-listener-reduction': [132],
  'router-solicitation': [133],
  'router-advertisement': [134],
  'neighbour-solicitation': [135],
  'neighbor-solicitation': [135],
  'neighbour-advertisement': [136],
  'neighbor-advertisement': [136],
  redirect: [137],
};
const icmpByName = { icmp: new Map(Object.entries(ICMP)), icmp6: new Map(Object.entries(ICMP6)) };

export function icmpNamed(kind: 'icmp' | 'icmp6', name: string): IcmpNumbers | undefined {
  const numbers = icmpByName[kind].get(name);
  if (!numbers) return undefined;
  const [type, code] = numbers;
  return code === undefined ? { type } : { type, code };
}

/** SCTP chunk types, RFC 9260 and libxt_sctp.c; `-L -n` prints them as `0x0001`. */
const CHUNKS: Readonly<Record<number, string>> = {
  0: 'DATA',
  1: 'INIT',
  2: 'INIT_ACK',
  3: 'SACK',
  4: 'HEARTBEAT',
  5: 'HEARTBEAT_ACK',
  6: 'ABORT',
  7: 'SHUTDOWN',
  8: 'SHUTDOWN_ACK',
  9: 'ERROR',
  10: 'COOKIE_ECHO',
  11: 'COOKIE_ACK',
  12: 'ECN_ECNE',
  13: 'ECN_CWR',
  14: 'SHUTDOWN_COMPLETE',
  64: 'I_DATA',
  128: 'ASCONF_ACK',
  130: 'RE_CONFIG',
  132: 'PAD',
  192: 'FORWARD_TSN',
  193: 'ASCONF',
  194: 'I_FORWARD_TSN',
};

/** `0x0000,0x0001` → `DATA,INIT`. */
export function chunkNames(list: string): string {
  return list.replace(/0x[0-9a-f]{4}/gi, (hex) => CHUNKS[Number.parseInt(hex.slice(2), 16)] ?? hex);
}

/** syslog(3), as LOG prints levels without `-n`. */
const LOG_LEVELS = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug'];

/** `warn`, `warning`, `4` → `4`. */
export function logLevel(text: string): string {
  const alias = text === 'warning' ? 'warn' : text === 'err' ? 'error' : text;
  const level = LOG_LEVELS.indexOf(alias);
  return level < 0 ? text : String(level);
}
