import type { Chain, Rule } from '@vethscope/model';

/**
 * The chain was made, and is filled, by a program that has rules there by design that decide nothing,
 * and chains in stock. DOCKER-USER and CNI-ADMIN are made by programs, but for people.
 */
export function isMachineChain(name: string): boolean {
  return MACHINES.test(name) && !FOR_PEOPLE.has(name);
}

/**
 * kube-proxy and kubelet, Calico's Felix, CNI plugins, Docker and podman, libvirt, Cilium, flannel, Weave,
 * Istio, AWS' CNI, Antrea, OVN-Kubernetes, Tailscale, firewalld's zones, ufw, fail2ban, Neutron.
 */
const MACHINES =
  /^(KUBE-|cali-|CNI-|DOCKER|NETAVARK|LIBVIRT_|(OLD_)?CILIUM_|FLANNEL-|WEAVE|ISTIO_|PROXY_INIT|AWS-|ANTREA-|OVN-KUBE-|ts-|(INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING)_(direct|ZONES|IN_ZONES|OUT_ZONES|POLICIES|rich)|(IN|FWD|FWDI|FWDO|OUT|PRE|POST)_[a-z]|ufw6?-|f2b-|fail2ban-|neutron-)/;

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
