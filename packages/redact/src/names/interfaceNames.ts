/** Names that the kernel, udev and the usual tools give, and that are the same on everybody's nodes. */
const STANDARD: readonly RegExp[] = [
  /^(lo|eth|wlan|em|ens|eno|enp|bond|team|br|cni|docker|docker_gwbridge|cbr|dummy|ifb|tun|tap|wg|ppp|veth|virbr|vnet|macvtap|ib|lxdbr|flannel|vlan|gre|sit|tunl|ip6tnl|gretap|erspan|ip_vti|ip6_vti|ip6gre)\d{0,5}$/,
  /^en(s|o|p)\d+([a-z]\d+)*(np\d+|v\d+)*$/,
  /^(flannel\.\d+|flannel-v6\.\d+|vxlan\.calico|vxlan-v6\.calico|wireguard\.cali|wg-v6\.cali|tunl0|kube-bridge|kube-ipvs0|nodelocaldns|cilium_host|cilium_net|cilium_vxlan|kube-dummy-if|erspan0|virbr0-nic|bpfin\.cali|bpfout\.cali|egress\.calico|all|default)$/,
];

/** Names with digits drawn by lot behind them: those are replaced, the rest stays. */
const DRAWN = /^(veth|lxc|br-|cali|vethwe|tap|azv|eni|nic|dm-|if|vxlan-|vx-)([0-9a-f]{4,12})$/;

/** What device names begin with: a hint at the kind of device, kept in its token. */
const STEM =
  /^(veth|vxlan|vx|bond|team|br|vlan|macvlan|ipvlan|dummy|tun|tap|wg|gre|cali|lxc|eth|en|mv|vrf)(?=$|[-_.]|\d)/;

export type InterfaceName =
  | { readonly kind: 'standard' }
  /** `stem` stays, and as many digits follow. */
  | { readonly kind: 'drawn'; readonly stem: string; readonly digits: number }
  /** `eth0.100`, `bond0.20`: its parent's name and the VLAN's number. */
  | { readonly kind: 'vlan'; readonly parent: string; readonly vlan: string }
  | { readonly kind: 'chosen'; readonly stem: string };

/** How an interface came by its name, as far as the name tells. */
export function interfaceName(name: string): InterfaceName {
  if (STANDARD.some((pattern) => pattern.test(name))) return { kind: 'standard' };
  const [, parent, vlan] = /^(.+)\.(\d{1,4})$/.exec(name) ?? [];
  if (parent !== undefined && vlan !== undefined) return { kind: 'vlan', parent, vlan };
  const [, stem = '', digits = ''] = DRAWN.exec(name) ?? [];
  if (digits !== '') return { kind: 'drawn', stem, digits: digits.length };
  return { kind: 'chosen', stem: STEM.exec(name)?.[1] ?? 'if' };
}
