import { type CniAttachment, cniChainName } from '@vethscope/model';
import { calicoRules } from './calicoRules.ts';
import { kubeProxyNatPart, type ServiceCount } from './kubeProxyNat.ts';
import type { Pod } from './pods.ts';
import { type SavedPart, savedTable } from './savedTable.ts';

/** `iptables-save -c` of a node on which Felix, kube-proxy, kubelet and the bridge plugin write rules. */
export function nodeRules(pods: readonly Pod[], services: ServiceCount): string {
  const calico = calicoRules(pods.filter(({ attachment }) => attachment === 'routed'));
  const bridged = pods.filter(({ attachment }) => attachment === 'bridge');
  return [
    savedTable('raw', [calico.raw]),
    savedTable('mangle', [calico.mangle]),
    savedTable('filter', [calico.filter, KUBERNETES_FILTER, calico.filterEnd]),
    savedTable('nat', [calico.nat, bridgeNat(bridged), kubeProxyNatPart(services)]),
  ].join('');
}

const PORTALS = '-m conntrack --ctstate NEW -m comment --comment "kubernetes service portals"';

/** kubernetes, pkg/proxy/iptables/proxier.go and pkg/kubelet/kubelet_network_linux.go. */
const KUBERNETES_FILTER: SavedPart = {
  chains: [
    ...['KUBE-EXTERNAL-SERVICES', 'KUBE-FIREWALL', 'KUBE-FORWARD', 'KUBE-KUBELET-CANARY'],
    ...['KUBE-NODEPORTS', 'KUBE-PROXY-CANARY', 'KUBE-PROXY-FIREWALL', 'KUBE-SERVICES'],
  ],
  hooks: [
    ...['INPUT', 'FORWARD', 'OUTPUT'].map(
      (chain) =>
        `-A ${chain} -m conntrack --ctstate NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL`,
    ),
    '-A INPUT -m comment --comment "kubernetes health check service ports" -j KUBE-NODEPORTS',
    `-A INPUT ${PORTALS} -j KUBE-EXTERNAL-SERVICES`,
    '-A INPUT -j KUBE-FIREWALL',
    '-A FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD',
    `-A FORWARD ${PORTALS} -j KUBE-SERVICES`,
    `-A FORWARD ${PORTALS} -j KUBE-EXTERNAL-SERVICES`,
    `-A OUTPUT ${PORTALS} -j KUBE-SERVICES`,
    '-A OUTPUT -j KUBE-FIREWALL',
  ],
  rules: [
    '-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
    '-A KUBE-FORWARD -m conntrack --ctstate INVALID -m nfacct --nfacct-name  ct_state_invalid_dropped_pkts -j DROP',
    '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT',
    '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  ],
};

/** A chain for each pod on cni0: containernetworking/plugins, plugins/main/bridge with `ipMasq`. */
function bridgeNat(pods: readonly Pod[]): SavedPart {
  const masqueraded = pods.map(({ netns, address }) => {
    const attachment: CniAttachment = { network: 'crio', sandbox: sandboxOf(netns) };
    const comment = `-m comment --comment "name: \\"crio\\" id: \\"${attachment.sandbox}\\""`;
    return { address, chain: cniChainName(attachment), comment };
  });
  return {
    chains: masqueraded.map(({ chain }) => chain).sort(),
    hooks: masqueraded.map(
      ({ address, chain, comment }) => `-A POSTROUTING -s ${address}/32 ${comment} -j ${chain}`,
    ),
    rules: masqueraded.flatMap(({ chain, comment }) => [
      `-A ${chain} -d 10.85.0.0/16 ${comment} -j ACCEPT`,
      `-A ${chain} ! -d 224.0.0.0/4 ${comment} -j MASQUERADE`,
    ]),
  };
}

/** 64 hex digits. */
function sandboxOf(netns: string): string {
  return netns.replaceAll('-', '').repeat(2);
}
