/** What `ip -d addr` prints of an interface, beyond its number and name. */
export interface PrintedLink {
  /** Between `<` and `>`. */
  readonly flags?: string;
  readonly mtu?: number;
  readonly master?: string;
  readonly mac?: string;
  /** `link-netns NAME`. */
  readonly netns?: string;
  /** The line of its details: `veth`, `vxlan id 4096 …`. */
  readonly details?: string;
  /** `10.0.0.11/24`; an IPv6 address by its colons. */
  readonly addresses?: readonly string[];
}

/** One interface as `ip -d addr` prints it: `printedLink('5: veth5@if2', { master: 'cni0' })`. */
export function printedLink(head: string, printed: PrintedLink = {}): string {
  const { flags = 'BROADCAST,MULTICAST,UP,LOWER_UP', mtu = 1500, master, netns } = printed;
  const [ifindex = ''] = head.split(':');
  const mac = printed.mac ?? `02:00:00:00:00:${ifindex.padStart(2, '0')}`;
  const name = /: ([^@]+)/.exec(head)?.[1] ?? '';
  return [
    `${head}: <${flags}> mtu ${mtu} qdisc noqueue${after('master', master)} state ${flags.includes('LOWER_UP') ? 'UP' : 'DOWN'} group default`,
    `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff${after('link-netns', netns)} promiscuity 0`,
    ...(printed.details === undefined ? [] : [`    ${printed.details}`]),
    ...(printed.addresses ?? []).map((prefix) => `    ${inet(prefix)} ${name}`),
    '',
  ].join('\n');
}

function after(word: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${word} ${value}`;
}

function inet(prefix: string): string {
  const scope = prefix.startsWith('fe80:') ? 'link' : 'global';
  return `${prefix.includes(':') ? 'inet6' : 'inet'} ${prefix} scope ${scope}`;
}

/** The loopback: without it a listing is not all that there is. */
export const LOOPBACK = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
`;
