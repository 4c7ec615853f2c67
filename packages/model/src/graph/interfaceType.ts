import type { Link, LinkDetails } from '../snapshot/link.ts';

export type InterfaceType = LinkDetails['kind'] | 'unknown';

export interface KnownType {
  readonly type: InterfaceType;
  readonly confidence: 'proven' | 'inferred';
}

/** What an interface is. Without `-d` the output does not say, and only the name gives a hint. */
export function interfaceType(link: Link): KnownType {
  if (link.details) return { type: link.details.kind, confidence: 'proven' };
  if (link.linkType === 'loopback' || link.flags.includes('LOOPBACK')) {
    return { type: 'loopback', confidence: 'proven' };
  }
  if (link.linkType === 'ipip') return { type: 'ipip', confidence: 'proven' };
  const hint = nameHints.find(({ pattern }) => pattern.test(link.name));
  return { type: hint?.type ?? 'unknown', confidence: 'inferred' };
}

/** Names that the usual tools give: systemd's predictable names, CNI plugins, Docker, libvirt. */
const nameHints: readonly { readonly pattern: RegExp; readonly type: InterfaceType }[] = [
  { pattern: /^(veth|cali|lxc|azv)/, type: 'veth' },
  { pattern: /^(cni\d|docker\d|br-|br\d|virbr|cbr\d|kube-bridge)/, type: 'bridge' },
  { pattern: /^(vxlan|flannel\.)/, type: 'vxlan' },
  { pattern: /^bond\d/, type: 'bond' },
  { pattern: /^(wg\d|wireguard\.)/, type: 'wireguard' },
  { pattern: /^(dummy\d|nodelocaldns|kube-ipvs0)/, type: 'dummy' },
  { pattern: /^(tun|tap)\d/, type: 'tun' },
  { pattern: /^[a-z0-9]+\.\d+$/, type: 'vlan' },
  { pattern: /^(eth\d|en[opsx]|em\d|ib\d|wl)/, type: 'device' },
];

/**
 * Whether it carries traffic. The kernel's own rule (`netif_oper_up`): operstate UP, or UNKNOWN for
 * drivers that never report one (loopback, vxlan), as long as the flags say UP and LOWER_UP.
 */
export function interfaceState(link: Link): 'up' | 'down' | 'unknown' {
  if (link.flags.length > 0 && !link.flags.includes('UP')) return 'down';
  switch (link.operstate) {
    case 'UP':
      return 'up';
    case 'DOWN':
    case 'LOWERLAYERDOWN':
    case 'NOTPRESENT':
    case 'DORMANT':
    case 'TESTING':
      return 'down';
    default:
      return link.flags.includes('LOWER_UP') ? 'up' : 'unknown';
  }
}
