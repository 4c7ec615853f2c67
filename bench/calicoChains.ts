/** Rules by chain, as Felix 3.28 has them on every node without host endpoints. */
export type Chains = ReadonlyMap<string, readonly string[]>;
export type Chain = readonly [name: string, rules: readonly string[]];

export const ACCEPTED = '-m mark --mark 0x10000/0x10000';
export const UNDECIDED = '-m mark --mark 0x0/0x20000';
const FROM_WORKLOAD = '-m mark --mark 0x40000/0x40000';
export const ACCEPT_MARK = '-j MARK --set-xmark 0x10000/0x10000';
export const KNOWN = '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';
export const INVALID = '-m conntrack --ctstate INVALID -j DROP';
export const VXLAN = '-m multiport --dports 4789';
const MASQUERADE = '-j MASQUERADE --random-fully';

export const RAW: Chains = new Map([
  [
    'cali-PREROUTING',
    [
      '-j MARK --set-xmark 0x0/0xf0000',
      '-i cali+ -j MARK --set-xmark 0x40000/0x40000',
      `${FROM_WORKLOAD} -m rpfilter --validmark --invert -j cali-rpf-skip`,
      `${FROM_WORKLOAD} -m rpfilter --validmark --invert -j DROP`,
      '-m mark --mark 0x0/0x40000 -j cali-from-host-endpoint',
      `${ACCEPTED} -j ACCEPT`,
    ],
  ],
  [
    'cali-OUTPUT',
    ['-j MARK --set-xmark 0x0/0xf0000', '-j cali-to-host-endpoint', `${ACCEPTED} -j ACCEPT`],
  ],
  ['cali-rpf-skip', []],
  ['cali-from-host-endpoint', []],
  ['cali-to-host-endpoint', []],
]);

export const MANGLE: Chains = new Map([
  [
    'cali-PREROUTING',
    [
      KNOWN,
      `${ACCEPTED} -j ACCEPT`,
      '-j cali-from-host-endpoint',
      `${said('Host endpoint policy accepted packet.')} ${ACCEPTED} -j ACCEPT`,
    ],
  ],
  [
    'cali-POSTROUTING',
    [
      `${ACCEPTED} -j RETURN`,
      '-j MARK --set-xmark 0x0/0xf0000',
      '-m conntrack --ctstate DNAT -j cali-to-host-endpoint',
      `${said('Host endpoint policy accepted packet.')} ${ACCEPTED} -j RETURN`,
    ],
  ],
  ['cali-from-host-endpoint', []],
  ['cali-to-host-endpoint', []],
]);

export const NAT: Chains = new Map([
  ['cali-PREROUTING', ['-j cali-fip-dnat']],
  ['cali-OUTPUT', ['-j cali-fip-dnat']],
  [
    'cali-POSTROUTING',
    [
      '-j cali-fip-snat',
      '-j cali-nat-outgoing',
      `-o vxlan.calico -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL ${MASQUERADE}`,
    ],
  ],
  ['cali-fip-dnat', []],
  ['cali-fip-snat', []],
  [
    'cali-nat-outgoing',
    [
      `-m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst ${MASQUERADE}`,
    ],
  ],
]);

export const FILTER: Chains = new Map([
  [
    'cali-INPUT',
    [
      `-p udp ${said('Allow IPv4 VXLAN packets from allowed hosts')} ${VXLAN} -m set --match-set cali40all-vxlan-net src -m addrtype --dst-type LOCAL -j ACCEPT`,
      `-p udp ${said('Drop IPv4 VXLAN packets from non-allowed hosts')} ${VXLAN} -m addrtype --dst-type LOCAL -j DROP`,
      '-i cali+ -g cali-wl-to-host',
      `${ACCEPTED} -j ACCEPT`,
    ],
  ],
  [
    'cali-FORWARD',
    [
      '-j MARK --set-xmark 0x0/0xe0000',
      '-m mark --mark 0x0/0x10000 -j cali-from-hep-forward',
      '-i cali+ -j cali-from-wl-dispatch',
      '-o cali+ -j cali-to-wl-dispatch',
      '-j cali-to-hep-forward',
      '-j cali-cidr-block',
    ],
  ],
  [
    'cali-OUTPUT',
    [
      `${ACCEPTED} -j ACCEPT`,
      '-o cali+ -j RETURN',
      `-p udp ${said('Allow IPv4 VXLAN packets to other allowed hosts')} ${VXLAN} -m addrtype --src-type LOCAL -m set --match-set cali40all-vxlan-net dst -j ACCEPT`,
    ],
  ],
  ['cali-from-hep-forward', []],
  ['cali-to-hep-forward', []],
  ['cali-cidr-block', []],
  [
    'cali-wl-to-host',
    ['-j cali-from-wl-dispatch', `${said('Configured DefaultEndpointToHostAction')} -j ACCEPT`],
  ],
]);

/** A comment in the rule. */
export function said(text: string): string {
  return `-m comment --comment "${text}"`;
}
