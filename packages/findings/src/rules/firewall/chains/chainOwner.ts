import type { Chain, Rule } from '@vethscope/model';

/**
 * The chain was made, and is filled, by a program that has rules there by design that decide nothing,
 * and chains in stock. DOCKER-USER and CNI-ADMIN are made by programs, but for people.
 */
export function isMachineChain(name: string): boolean {
  return MACHINES.test(name) && !FOR_PEOPLE.has(name);
}

/** How the names of their chains begin. */
const MACHINES = new RegExp(
  `^(${[
    // kube-proxy, kubelet and kube-router; CNI plugins and service meshes; agents of clouds.
    ...[
      'KUBE-',
      'cali-',
      'felix-',
      'CNI-',
      'FLANNEL-',
      'WEAVE',
      '(OLD_)?CILIUM_',
      'ANTREA-',
      'OVN-',
    ],
    ...[
      'ISTIO_',
      'PROXY_INIT',
      'KUMA_',
      'CONSUL_',
      'KIND-',
      'IP-MASQ',
      'AWS-',
      'AZURE-NPM',
      'GKE-',
    ],
    // Containers and virtual machines: libvirt's nwfilter has `FI-vnet0`.
    ...['DOCKER', 'NETAVARK[_-]', 'LIBVIRT_', 'libvirt-', '(FI|FJ|FO|FP|HI|HJ)-', 'neutron-'],
    // firewalld: its zones are `IN_public_allow`, with Fedora's own ones `IN_FedoraServer`.
    '(INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING)_(direct|ZONES|IN_ZONES|OUT_ZONES|POLICIES|rich)',
    '(IN|FWD|FWDI|FWDO|OUT|PRE|POST)_([a-z]|Fedora)',
    // Other firewalls, guards and VPNs.
    ...['ufw6?-', 'shorewall$', 'f2b-', 'fail2ban-', 'sshguard', 'CROWDSEC', 'MINIUPNPD'],
    ...['ts-', 'NETBIRD-', 'AS0_'],
  ].join('|')})`,
);

const FOR_PEOPLE: ReadonlySet<string> = new Set(['DOCKER-USER', 'CNI-ADMIN']);

/** Those that kube-proxy makes for a service or an endpoint, and removes with it. */
export function isServiceChain(name: string): boolean {
  return /^KUBE-(SVC|SVL|SEP|EXT|FW|XLB)-[A-Z2-7]{16}$/.test(name);
}

/** A program's, also where it stands in a chain of the kernel's: Felix signs, jumps tell by their chain. */
export function isMachineRule({ name }: Pick<Chain, 'name'>, { target, matches }: Rule): boolean {
  if (isMachineChain(name)) return true;
  const isJump = target.kind === 'jump' || target.kind === 'goto';
  if (isJump && isMachineChain(target.chain)) return true;
  return matches.some((match) => match.kind === 'comment' && match.text.startsWith('cali:'));
}
